import type { Stored } from '../store.ts'
import { sqlFailure } from './sql-failure.ts'

/** What a door answers for a failed statement; undefined for a bug. */
export function refusalOf(error: unknown): Stored<never> | undefined {
  const failure = sqlFailure(error)
  if (failure === 'unavailable' || failure === 'timeout') return { ok: false, refusal: { kind: failure } }
  return failure === 'again' ? { ok: false, refusal: { kind: 'busy' } } : undefined
}
