import type { Row } from './row.ts'

/** Instants are whole milliseconds, durations are finer: less than this is rounding, not skew. */
const toleranceMs = 1.5

/** Fits every row into the row around it, in reading order, so that nothing is drawn outside or backwards. Returns how many were moved. */
export function clampRows(rows: readonly Row[]): number {
  let skewed = 0
  for (const row of rows) {
    const around = rows[row.parent]
    if (around === undefined) continue
    if (row.start < around.start || row.end > around.end) {
      row.isSkewed = row.start < around.start - toleranceMs || row.end > around.end + toleranceMs
      if (row.isSkewed) skewed++
      row.start = within(row.start, around)
      row.end = Math.max(row.start, within(row.end, around))
    }
    if (row.tryCount > 1) clampTries(row)
  }
  return skewed
}

/** One after the other within their row. */
function clampTries(row: Row): void {
  let earliest = row.start
  for (const attempt of row.attempts) {
    attempt.start = Math.max(earliest, within(attempt.start, row))
    attempt.end = Math.max(attempt.start, within(attempt.end, row))
    earliest = attempt.end
  }
}

/** Own time of a row in milliseconds: its extent less the parts in which a child was open. Children are in start order. */
export function ownTime(rows: readonly Row[], row: Row): number {
  let covered = 0
  let reach = row.start
  for (const child of row.children) {
    const { start, end } = rows[child] as Row
    if (end <= reach) continue
    covered += end - Math.max(start, reach)
    reach = end
  }
  return Math.max(0, row.end - row.start - covered)
}

const within = (value: number, { start, end }: { start: number; end: number }): number => Math.min(Math.max(value, start), end)
