import type { OverviewInput } from '@agenttracer/schema/query'
import { parseFilter } from '@agenttracer/schema'
import type { Api } from '../../api/api-context.ts'

export const defaultWindow = '24h'

/** What the address asks of the Overview. Values with a bad form are left out. */
export function overviewInputOf(params: URLSearchParams): OverviewInput & { readonly last: string } {
  const { filter } = parseFilter(params)
  const env = filter.env?.include[0]
  return { last: filter.last ?? defaultWindow, ...(env === undefined ? {} : { env }) }
}

/** The queries of the Overview, the same in the loader and in the browser. */
export const overviewQueries = (api: Api, input: OverviewInput) => ({
  health: api.overview.health.queryOptions(input),
  failures: api.overview.topFailures.queryOptions(input),
  changes: api.overview.changes.queryOptions(input, { staleTime: 30_000 }),
})
