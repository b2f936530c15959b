import type { Fingerprint, RunFilter } from '@agenttracer/schema'
import type { FailureInput } from '@agenttracer/schema/query'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { readFilter } from './read-filter.ts'

/** Which group, and the runs of it that count. The schema has checked the form of the fingerprint. */
export const groupAsked = ({ fp, ...filter }: FailureInput): { readonly fingerprint: Fingerprint; readonly filter: RunFilter } => ({
  fingerprint: fp as Fingerprint, filter: readFilter(filter),
})

/** The same refusal whether the group never was, is past retention, or belongs to another project. */
export function foundGroup<T>(value: T | null): T {
  if (value === null) throw asTrpcError(new ApiFailure('FAILURE_NOT_FOUND'))
  return value
}
