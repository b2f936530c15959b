import { inOrder } from './in-order.ts'
import type { Gap, Row } from './row.ts'

/** A pause counts from the larger of half a second and 5% of the run on. */
const smallestGapMs = 500
const smallestShare = 0.05

/** Stretches in which no leaf step was open. The waits between the tries of a step belong to the step. */
export function findGaps(rows: readonly Row[], totalMs: number): Gap[] {
  if (rows.length <= 1) return []
  const leaves = inOrder(rows.filter((row) => row.index > 0 && row.children.length === 0), (a, b) => a.start - b.start)
  const least = Math.max(smallestGapMs, totalMs * smallestShare)
  const gaps: Gap[] = []
  let reach = 0
  for (const { start, end } of leaves) {
    if (start - reach > least) gaps.push({ start: reach, end: start })
    reach = Math.max(reach, end)
  }
  if (totalMs - reach > least) gaps.push({ start: reach, end: totalMs })
  return gaps
}

export const idleMs = (gaps: readonly Gap[]): number => gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0)
