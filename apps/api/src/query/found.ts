import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'

/** The run that was read; the same refusal whether it never was or belongs to another project. */
export function found<T>(value: T | null): T {
  if (value === null) throw asTrpcError(new ApiFailure('RUN_NOT_FOUND'))
  return value
}
