import type { Api } from '../../api/api-context.ts'

/** A run that goes on is asked for again this often, until a live stream replaces it. */
export const liveMs = 2_000

/** The two queries of the Run page, the same in the loader and in the browser. */
export const runQueries = (api: Api, runId: string) => ({ run: api.runs.get.queryOptions({ runId }), steps: api.runs.steps.queryOptions({ runId }) })
