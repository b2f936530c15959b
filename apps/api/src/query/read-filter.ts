import { parseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import { filterParams } from '@agenttracer/schema/query'
import type { FilterInput } from '@agenttracer/schema/query'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'

/** In the API a bad filter value is a refusal: leaving it out silently would answer another question. */
export function readFilter(input: FilterInput): RunFilter {
  const { filter, dropped } = parseFilter(filterParams(input))
  if (dropped.length === 0) return filter
  throw asTrpcError(new ApiFailure('BAD_PARAMETER', { issues: dropped.map(({ param, rule }) => ({ path: param, rule })) }))
}
