import { refusalOf } from '../connect/refusal.ts'
import { sqlFailure, storeError } from '../connect/sql-failure.ts'
import type { ControlAnswer, Stored } from '../store.ts'

/** A failed statement as a refusal; a bug is thrown without its text. */
export async function stored<T>(work: () => Promise<T>): Promise<Stored<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw storeError(error)
    return refusal
  }
}

/** The same where a person's input may meet a wall (a name too long, a slug that is taken). */
export const storedIfAllowed = <T>(work: () => Promise<T>): Promise<ControlAnswer<T>> =>
  stored(work).catch((error: unknown) => {
    if (sqlFailure({ code: storeError(error).sqlState }) === 'data') return { ok: false, refusal: { kind: 'refused' } }
    throw error
  })
