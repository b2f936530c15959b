import type { Api } from '../../api/api-context.ts'

/** What the comparison of two runs reads, the same in the loader and in the browser. */
export const compareQuery = (api: Api, runId: string, otherId: string) => api.runs.diff.queryOptions({ runId, otherId })
