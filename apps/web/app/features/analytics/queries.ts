import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { SeriesInput, VersionsListInput } from '@agenttracer/schema/query'
import { keepPreviousData } from '@tanstack/react-query'
import type { Api } from '../../api/api-context.ts'
import { filterInputOf } from '../../api/filter-input.ts'

export const splits = ['agent', 'version', 'model', 'tool', 'env'] as const
export const bucketChoices = ['5m', '15m', '1h', '3h', '6h', '1d'] as const
export const defaultWindow = '7d'
const freshMs = 30_000

export interface SeriesAsked {
  /** With a time: the last seven days where the address names none. */
  readonly filter: RunFilter
  readonly split: (typeof splits)[number] | undefined
  readonly bucket: (typeof bucketChoices)[number] | undefined
  /** Parameters with a bad value were left out. */
  readonly hasDropped: boolean
}

export function readSeriesAsked(params: URLSearchParams): SeriesAsked {
  const { filter, dropped } = parseFilter(params)
  const isTimed = filter.from !== undefined || filter.to !== undefined || filter.last !== undefined
  return {
    filter: isTimed ? filter : { ...filter, last: defaultWindow },
    split: splits.find((split) => split === params.get('split')),
    bucket: bucketChoices.find((bucket) => bucket === params.get('bucket')),
    hasDropped: dropped.length > 0,
  }
}

/** The address of the same page with one chart as a table: what was read of the address, and nothing else that stood in it. */
export function analyticsAddress({ filter, split, bucket }: SeriesAsked, table?: string): string {
  const params = serialiseFilter(filter)
  for (const [name, value] of [['split', split], ['bucket', bucket], ['table', table]] as const) if (value !== undefined) params.set(name, value)
  return `?${params}`
}

export function seriesQuery(api: Api, { filter, split, bucket }: SeriesAsked) {
  const input: SeriesInput = { ...filterInputOf(filter), ...(split === undefined ? {} : { split }), ...(bucket === undefined ? {} : { bucket }) }
  return api.stats.series.queryOptions(input, { staleTime: freshMs, placeholderData: keepPreviousData })
}

/** For the choices of agent and version. */
export const choicesQuery = (api: Api, { filter: { env, last, from, to } }: SeriesAsked) =>
  api.versions.list.queryOptions(filterInputOf({ ...(env === undefined ? {} : { env }), ...(last === undefined ? {} : { last }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }) as VersionsListInput, { staleTime: freshMs })
