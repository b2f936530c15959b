import type { Stored, StoreRefusal } from '@agenttracer/db'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import type { ApiErrorCode } from '../errors.ts'

const refusals: Record<StoreRefusal['kind'], ApiErrorCode> = {
  unavailable: 'STORE_UNAVAILABLE',
  timeout: 'QUERY_TOO_SLOW',
  busy: 'OVERLOADED',
  bad_cursor: 'BAD_CURSOR',
}

/** What the store read, or its refusal as an answer of the API. */
export function answer<T>(stored: Stored<T>): T {
  if (stored.ok) return stored.value
  throw asTrpcError(new ApiFailure(refusals[stored.refusal.kind]))
}

/** The run that was read; the same refusal whether it never was or belongs to another project. */
export function found<T>(value: T | null): T {
  if (value === null) throw asTrpcError(new ApiFailure('RUN_NOT_FOUND'))
  return value
}
