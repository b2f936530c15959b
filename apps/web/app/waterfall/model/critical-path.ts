import { inOrder } from './in-order.ts'
import type { Row } from './row.ts'

/**
 * The chain of rows that the run's length depends on: from the end backwards, always the child that ended last before the point reached.
 * By row the milliseconds that it alone adds, so the values sum up to the run's length; NaN for rows that are not on it.
 */
export function criticalPath(rows: readonly Row[]): Float64Array {
  const byEnd = (a: number, b: number): number => (rows[a] as Row).end - (rows[b] as Row).end
  const path = new Float64Array(rows.length).fill(Number.NaN)
  // Where the wait for a row ends, until the row itself is reached: whoever is above comes before.
  path[0] = rows[0]?.end ?? 0
  for (const row of rows) {
    const until = path[row.index] as number
    if (Number.isNaN(until)) continue
    let reach = Math.min(until, row.end)
    let own = 0
    const children = inOrder(row.children, byEnd)
    for (let at = children.length - 1; at >= 0; at--) {
      const child = rows[children[at] as number] as Row
      if (child.end > reach || child.end <= row.start) continue
      own += reach - child.end
      path[child.index] = child.end
      reach = child.start
    }
    path[row.index] = own + Math.max(0, reach - row.start)
  }
  return path
}

/** The `most` largest parts of the critical path, largest first; parts without own time are left out. */
export function largestParts(path: Float64Array, most: number): { readonly row: number; readonly ms: number }[] {
  return Array.from(path, (ms, row) => ({ row, ms }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms || a.row - b.row)
    .slice(0, most)
}
