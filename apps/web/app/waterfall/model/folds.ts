import type { Fold, Row } from './row.ts'

const leastSame = 5
const leastRounds = 3
const longestRound = 6

/**
 * Siblings that repeat are shown as one row: five or more of one kind, or three or more rounds of a cycle (the usual look of a stuck
 * agent; its last round stays). What failed, is open or took longest among its like is never hidden.
 */
export function findFolds(rows: readonly Row[]): Fold[] {
  const quiet = quietSubtrees(rows)
  const folds: Fold[] = []
  for (const parent of rows) {
    if (parent.children.length < 2) continue
    const siblings = parent.children.map((child) => rows[child] as Row)
    for (let at = 0; at < siblings.length; ) {
      const same = repeats(siblings, at, 1)
      const cycle = same >= leastSame ? undefined : longestCycle(siblings, at)
      if (same >= leastSame) folds.push(...foldOf(siblings.slice(at, at + same), parent, 'same', same, quiet))
      if (cycle !== undefined) folds.push(...foldOf(siblings.slice(at, at + cycle.period * (cycle.rounds - 1)), parent, 'loop', cycle.rounds, quiet))
      at += same >= leastSame ? same : cycle === undefined ? 1 : cycle.period * cycle.rounds
    }
  }
  return folds
}

/** For each row: nothing in its subtree failed, was retried or is open. From the leaves up: children have greater indexes. */
function quietSubtrees(rows: readonly Row[]): Uint8Array {
  const quiet = new Uint8Array(rows.length)
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index] as Row
    quiet[index] = row.state === 'ok' && (row.children.length === 0 || row.children.every((child) => quiet[child] === 1)) ? 1 : 0
  }
  return quiet
}

const isLike = (a: Row | undefined, b: Row | undefined): boolean =>
  a !== undefined && b !== undefined && a.type === b.type && a.name === b.name && a.isOrphan === b.isOrphan

/** How many rounds of `period` siblings follow each other from `at` on. */
function repeats(siblings: readonly Row[], at: number, period: number): number {
  let next = at + period
  while (next < siblings.length && isLike(siblings[next], siblings[next - period])) next++
  return Math.floor((next - at) / period)
}

function longestCycle(siblings: readonly Row[], at: number): { period: number; rounds: number } | undefined {
  const first = siblings[at]
  for (let period = 2; period <= longestRound; period++) {
    // Nearly every place falls at the first look.
    if (!isLike(siblings[at + period], first) || !isLike(siblings[at + 2 * period], first)) continue
    const rounds = repeats(siblings, at, period)
    if (rounds >= leastRounds) return { period, rounds }
  }
  return undefined
}

function foldOf(members: readonly Row[], parent: Row, kind: Fold['kind'], rounds: number, quiet: Uint8Array): Fold[] {
  const slowest = kind === 'same' ? members.reduce((most, row) => (row.end - row.start > most.end - most.start ? row : most), members[0] as Row) : undefined
  const hidden = members.filter((row) => quiet[row.index] === 1 && row !== slowest)
  const first = hidden[0]
  if (first === undefined || hidden.length < 2) return []
  const label = kind === 'same' ? `${first.name} ×${hidden.length}` : `loop ×${rounds}, last round shown`
  let [start, end, sumMs] = [first.start, first.end, 0]
  for (const row of hidden) {
    start = Math.min(start, row.start)
    end = Math.max(end, row.end)
    sumMs += row.end - row.start
  }
  return [{ id: `fold:${first.id}`, kind, label, parent: parent.index, first: first.index, hidden: hidden.map((row) => row.index), rounds, start, end, sumMs }]
}
