import { isRunId } from '@agenttracer/schema/names'
import { runSorts } from '@agenttracer/schema/query'
import type { RunSort } from '@agenttracer/schema/query'

/** A place in a sorted list: the row at its edge, and which side of it is wanted. */
export interface Cursor {
  readonly sort: RunSort
  readonly side: 'after' | 'before'
  /** Sort key of the edge row: Unix milliseconds or a duration. */
  readonly key: number
  readonly runId: string
}

export const writeCursor = ({ sort, side, key, runId }: Cursor): string =>
  Buffer.from([runSorts.indexOf(sort), side === 'after' ? 'a' : 'b', key, runId].join('~')).toString('base64url')

/** Undefined for a text that no page has given, or of another sort. */
export function readCursor(text: string, sort: RunSort): Cursor | undefined {
  const [index, side, key, runId, more] = Buffer.from(text, 'base64url').toString('latin1').split('~')
  const number = key === undefined || key === '' ? Number.NaN : Number(key)
  if (more !== undefined || runSorts[Number(index)] !== sort || (side !== 'a' && side !== 'b') || !Number.isFinite(number) || !isRunId(runId)) return undefined
  return { sort, side: side === 'a' ? 'after' : 'before', key: number, runId }
}
