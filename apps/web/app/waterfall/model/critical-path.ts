import { inOrder } from './in-order.ts'
import type { Row } from './row.ts'

/**
 * The chain of rows that the run's length depends on: from the end backwards, always the child that ended last before the point reached.
 * Each row on it maps to the milliseconds that it alone adds, so the values sum up to the run's length.
 */
export function criticalPath(rows: readonly Row[]): Map<number, number> {
  const path = new Map<number, number>()
  const byEnd = (a: number, b: number): number => (rows[a] as Row).end - (rows[b] as Row).end
  const stack: { index: number; until: number }[] = [{ index: 0, until: rows[0]?.end ?? 0 }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const row = rows[next.index]
    if (row === undefined) continue
    let reach = Math.min(next.until, row.end)
    let own = 0
    const children = inOrder(row.children, byEnd)
    for (let at = children.length - 1; at >= 0; at--) {
      const child = rows[children[at] as number] as Row
      if (child.end > reach || child.end <= row.start) continue
      own += reach - child.end
      stack.push({ index: child.index, until: child.end })
      reach = child.start
    }
    path.set(row.index, own + Math.max(0, reach - row.start))
  }
  return path
}

/** The `most` largest parts of the critical path, largest first; parts without own time are left out. */
export function largestParts(path: ReadonlyMap<number, number>, most: number): { readonly row: number; readonly ms: number }[] {
  return [...path]
    .filter(([, ms]) => ms > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([row, ms]) => ({ row, ms }))
}
