import { sql } from 'kysely'
import type { Fragment } from '../read/sql-text.ts'
import type { Window } from '../read/window.ts'

/** Equal stretches of time, numbered from 0. What lies past the last belongs to it: the end of a window is inclusive. */
export interface Parts {
  /** Unix milliseconds. */
  readonly from: number
  readonly lengthMs: number
  readonly count: number
}

export const equalParts = ({ from, to }: Window, count: number): Parts => ({ from: Date.parse(from), lengthMs: (Date.parse(to) - Date.parse(from)) / count, count })

/** Whole buckets of a round length that cover the window; the first and the last may be covered in part. */
export function buckets({ from, to }: Window, lengthMs: number): Parts {
  const start = Math.floor(Date.parse(from) / lengthMs) * lengthMs
  return { from: start, lengthMs, count: Math.max(1, Math.ceil((Date.parse(to) - start) / lengthMs)) }
}

/** Number of the part in which an instant lies, Unix milliseconds. */
export const partOf = ({ from, lengthMs, count }: Parts, at: number): number => Math.max(0, Math.min(count - 1, lengthMs === 0 ? 0 : Math.floor((at - from) / lengthMs)))

/** The same of a `timestamptz`. */
export const partSql = ({ from, lengthMs, count }: Parts, at: Fragment): Fragment =>
  lengthMs === 0 ? sql`0` : sql`GREATEST(0, LEAST(${count - 1}, floor((extract(epoch FROM ${at})::float8 * 1000 - ${from}::float8) / ${lengthMs}::float8)))::int4`
