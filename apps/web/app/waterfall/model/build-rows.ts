import type { StepColumns } from '@agenttracer/schema/query'
import { recordedSteps } from './attempts.ts'
import type { RecordedSteps } from './attempts.ts'
import { inOrder } from './in-order.ts'
import type { Row, RunFrame } from './row.ts'
import { runRowState } from './row-state.ts'
import { noRows, StepRow } from './step-row.ts'

export interface RowTree {
  /** In depth-first reading order; row 0 is the run. */
  readonly rows: readonly Row[]
  /** By position in the columns. */
  readonly rowAt: readonly Row[]
  readonly totalMs: number
}

/** Tries to lanes, lanes to a tree in reading order. Survives missing parents, cycles of parents and times that do not fit. */
export function buildRows(columns: StepColumns, run: RunFrame): RowTree {
  const steps = recordedSteps(columns, run)
  const totalMs = totalOf(steps, run)
  const { stepRows, rowAt } = rowsOf(steps, run)
  const rows: Row[] = [runRow(run, totalMs), ...stepRows]
  const children = linkParents(columns, stepRows, rowAt)
  return { rows: renumber(rows, children, readingOrder(rows, children)), rowAt, totalMs }
}

interface StepRows {
  readonly stepRows: readonly StepRow[]
  readonly rowAt: readonly StepRow[]
}

/** One row for the tries of one step, at the place of the one that was recorded first. */
function rowsOf(steps: RecordedSteps, run: RunFrame): StepRows {
  const { retryGroup, stepId } = steps.columns
  const lanes = lanesOf(steps)
  const rowOfLane = new Map<number, StepRow>()
  const stepRows: StepRow[] = []
  const rowAt = stepId.map((_, at): StepRow => {
    const group = retryGroup?.[at] ?? -1
    const known = rowOfLane.get(group)
    if (known !== undefined) return known
    const lane = lanes.get(group)
    const row = new StepRow(steps, run, lane?.[0] ?? at, lane)
    if (lane !== undefined) rowOfLane.set(group, row)
    row.index = stepRows.push(row)
    return row
  })
  return { stepRows, rowAt }
}

/** The steps that were tried more than once: their tries in order, by retry group. */
function lanesOf({ columns, starts }: RecordedSteps): ReadonlyMap<number, readonly number[]> {
  const lanes = new Map<number, number[]>()
  columns.retryGroup?.forEach((group, at) => {
    if (group === null) return
    const lane = lanes.get(group)
    if (lane === undefined) lanes.set(group, [at])
    else lane.push(at)
  })
  const numberOf = (at: number): number => columns.attempt[at] ?? 1
  for (const [group, lane] of lanes) {
    if (lane.length === 1) lanes.delete(group)
    else lane.sort((a, b) => numberOf(a) - numberOf(b) || (starts[a] ?? 0) - (starts[b] ?? 0))
  }
  return lanes
}

function totalOf({ ends }: RecordedSteps, run: RunFrame): number {
  if (run.durationMs !== null && run.status !== 'running') return Math.max(run.durationMs, 0.001)
  let last = run.status === 'running' ? run.now - Date.parse(run.startedAt) : 0
  for (const end of ends) last = Math.max(last, end)
  return Math.max(Number.isFinite(last) ? last : 0, 0.001)
}

function runRow(run: RunFrame, totalMs: number): Row {
  return {
    index: 0, id: 'run', parent: -1, depth: 0, type: 'run', name: run.agentId, node: null, attempts: [], tryCount: 0, maxAttempts: null,
    start: 0, end: totalMs, durationMs: run.durationMs, state: runRowState(run), children: noRows, isSkewed: false, isOrphan: false,
  }
}

/** By parent; most rows have none. */
type Children = (readonly number[] | undefined)[]

function linkParents(columns: StepColumns, rows: readonly StepRow[], rowAt: readonly StepRow[]): Children {
  const children: (number[] | undefined)[] = Array.from({ length: rows.length + 1 })
  for (const row of rows) {
    const parentAt = columns.parent?.[row.at] ?? null
    const parent = parentAt === null ? 0 : rowAt[parentAt]?.index
    row.isOrphan = parent === undefined || parent === row.index
    row.parent = row.isOrphan ? 0 : (parent ?? 0)
    const siblings = children[row.parent]
    if (siblings === undefined) children[row.parent] = [row.index]
    else siblings.push(row.index)
  }
  return children
}

/** Depth first from the run; what a cycle of parents keeps out of reach is hung under the run, marked as an orphan. */
function readingOrder(rows: readonly Row[], children: Children): Row[] {
  // Before they are renumbered, the indexes of rows are in the order of their first tries.
  const byStart = (a: number, b: number): number => {
    const left = rows[a] as Row
    const right = rows[b] as Row
    return Number(left.isOrphan) - Number(right.isOrphan) || left.start - right.start || a - b
  }
  const seen = new Uint8Array(rows.length)
  const order: Row[] = []
  const walk = (from: number): void => {
    const stack = [from]
    while (stack.length > 0) {
      const index = stack.pop() ?? 0
      if (seen[index] === 1) continue
      seen[index] = 1
      order.push(rows[index] as Row)
      const unordered = children[index]
      if (unordered === undefined) continue
      const below = inOrder(unordered, byStart)
      children[index] = below
      for (let at = below.length - 1; at >= 0; at--) stack.push(below[at] ?? 0)
    }
  }
  walk(0)
  for (let index = 1; index < rows.length; index++) {
    const row = rows[index]
    if (seen[index] === 1 || row === undefined) continue
    children[row.parent] = children[row.parent]?.filter((child) => child !== index)
    row.isOrphan = true
    row.parent = 0
    children[0] = [...(children[0] ?? []), index]
    walk(index)
  }
  return order
}

/** Indexes, parents and children in reading order; `rows` still lie in the order before it. */
function renumber(rows: readonly Row[], children: Readonly<Children>, order: readonly Row[]): readonly Row[] {
  const placeOf = new Int32Array(rows.length)
  for (let at = 0; at < order.length; at++) placeOf[(order[at] as Row).index] = at
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as Row
    row.children = children[row.index]?.map((child) => placeOf[child] ?? 0) ?? noRows
    row.index = at
    row.parent = at === 0 ? -1 : (placeOf[row.parent] ?? 0)
    // Whoever is above comes before.
    row.depth = at === 0 ? 0 : (order[row.parent] as Row).depth + 1
  }
  return order
}
