import type { StepColumns } from '@agenttracer/schema/query'
import { readAttempts } from './attempts.ts'
import type { Attempt, Row, RunFrame } from './row.ts'
import { runRowState, stepRowState } from './row-state.ts'

export interface RowTree {
  /** In depth-first reading order; row 0 is the run. */
  readonly rows: Row[]
  readonly rowOfStep: Map<string, number>
  readonly totalMs: number
}

const none: readonly number[] = []

/** Tries to lanes, lanes to a tree in reading order. Survives missing parents, cycles of parents and times that do not fit. */
export function buildRows(columns: StepColumns, run: RunFrame): RowTree {
  const lanes = groupAttempts(columns, readAttempts(columns, run))
  const totalMs = totalOf(lanes, run)
  const root = runRow(run, totalMs)
  const rows = [root, ...lanes.map((attempts) => stepRow(columns, attempts, run))]
  const laneOf = new Map<string, number>()
  rows.forEach((row, index) => {
    for (const attempt of row.attempts) laneOf.set(attempt.stepId, index)
  })
  const children = linkParents(columns, rows, laneOf)
  const order = readingOrder(rows, children)
  const sorted = renumber(rows, children, order)
  for (const row of sorted) for (const attempt of row.attempts) laneOf.set(attempt.stepId, row.index)
  return { rows: sorted, rowOfStep: laneOf, totalMs }
}

function groupAttempts(columns: StepColumns, attempts: readonly Attempt[]): Attempt[][] {
  const groups = new Map<string, Attempt[]>()
  const lanes: Attempt[][] = []
  for (const attempt of attempts) {
    const key = columns.retryGroup?.[attempt.at] ?? null
    const group = key === null ? undefined : groups.get(key)
    if (group !== undefined) {
      group.push(attempt)
      continue
    }
    const lane = [attempt]
    lanes.push(lane)
    if (key !== null) groups.set(key, lane)
  }
  for (const group of groups.values()) if (group.length > 1) group.sort((a, b) => a.number - b.number || a.start - b.start)
  return lanes
}

function totalOf(lanes: readonly (readonly Attempt[])[], run: RunFrame): number {
  if (run.durationMs !== null && run.status !== 'running') return Math.max(run.durationMs, 0.001)
  let last = run.status === 'running' ? run.now - Date.parse(run.startedAt) : 0
  for (const lane of lanes) for (const attempt of lane) last = Math.max(last, attempt.end)
  return Math.max(Number.isFinite(last) ? last : 0, 0.001)
}

function runRow(run: RunFrame, totalMs: number): Row {
  return {
    index: 0, id: 'run', parent: -1, depth: 0, type: 'run', name: run.agentId, node: null, attempts: [], maxAttempts: null,
    start: 0, end: totalMs, durationMs: run.durationMs, state: runRowState(run), children: none, isSkewed: false, isOrphan: false,
  }
}

function stepRow(columns: StepColumns, attempts: readonly Attempt[], run: RunFrame): Row {
  const first = attempts[0]
  const last = attempts.at(-1)
  const at = first?.at ?? 0
  const nodeIndex = columns.node?.[at] ?? null
  let start = first?.start ?? 0
  let end = last?.end ?? 0
  let maxAttempts: number | null = null
  for (const attempt of attempts) {
    start = Math.min(start, attempt.start)
    end = Math.max(end, attempt.end)
    maxAttempts = columns.maxAttempts?.[attempt.at] ?? maxAttempts
  }
  return {
    index: 0, id: first?.stepId ?? '', parent: 0, depth: 1, type: columns.type[at] ?? 'orchestration', name: columns.names[columns.name[at] ?? -1] ?? 'unknown',
    node: nodeIndex === null ? null : (columns.names[nodeIndex] ?? null), attempts, maxAttempts, start, end,
    durationMs: attempts.length === 1 ? (last?.durationMs ?? null) : last?.hasEnd === true ? end - start : null,
    state: stepRowState(attempts, run), children: none, isSkewed: false, isOrphan: false,
  }
}

/** By parent; most rows have none. */
type Children = (number[] | undefined)[]

function linkParents(columns: StepColumns, rows: readonly Row[], laneOf: ReadonlyMap<string, number>): Children {
  const children: Children = Array.from({ length: rows.length })
  for (let index = 1; index < rows.length; index++) {
    const row = rows[index]
    if (row === undefined) continue
    const parentId = columns.parentStepId?.[row.attempts[0]?.at ?? -1] ?? null
    const parent = parentId === null ? 0 : (laneOf.get(parentId) ?? -1)
    row.isOrphan = parent === -1 || parent === index
    row.parent = row.isOrphan ? 0 : parent
    const siblings = children[row.parent]
    if (siblings === undefined) children[row.parent] = [index]
    else siblings.push(index)
  }
  return children
}

/** Depth first from the run; what a cycle of parents keeps out of reach is hung under the run, marked as an orphan. */
function readingOrder(rows: readonly Row[], children: Children): number[] {
  const seqOf = (index: number): number => rows[index]?.attempts[0]?.at ?? 0
  const byStart = (a: number, b: number): number => {
    const left = rows[a]
    const right = rows[b]
    if (left === undefined || right === undefined) return 0
    return Number(left.isOrphan) - Number(right.isOrphan) || left.start - right.start || seqOf(a) - seqOf(b)
  }
  const seen = new Uint8Array(rows.length)
  const order: number[] = []
  const walk = (from: number): void => {
    const stack = [from]
    while (stack.length > 0) {
      const index = stack.pop() ?? 0
      if (seen[index] === 1) continue
      seen[index] = 1
      order.push(index)
      const below = children[index]
      if (below === undefined) continue
      below.sort(byStart)
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
    const top = (children[0] ??= [])
    top.push(index)
    walk(index)
  }
  return order
}

function renumber(rows: readonly Row[], children: Readonly<Children>, order: readonly number[]): Row[] {
  const newIndex = new Int32Array(rows.length)
  order.forEach((old, index) => (newIndex[old] = index))
  const sorted = order.map((old, index) => {
    const row = rows[old] as Row
    row.index = index
    row.parent = index === 0 ? -1 : (newIndex[row.parent] ?? 0)
    row.children = children[old]?.map((child) => newIndex[child] ?? 0) ?? none
    return row
  })
  for (const row of sorted) if (row.index > 0) row.depth = (sorted[row.parent]?.depth ?? 0) + 1
  return sorted
}
