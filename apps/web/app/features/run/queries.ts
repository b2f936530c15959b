import type { Api } from '../../api/api-context.ts'

/** The two queries of the Run page, the same in the loader and in the browser. */
export const runQueries = (api: Api, runId: string) => ({ run: api.runs.get.queryOptions({ runId }), steps: api.runs.steps.queryOptions({ runId }) })
