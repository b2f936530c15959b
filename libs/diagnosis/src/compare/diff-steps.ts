import { failureKey } from '@agenttracer/schema'
import type { DiffFact, DiffRow, DiffSide, RunDiffRows, StepView } from '@agenttracer/schema/query'
import { lanesOf } from './lanes.ts'
import type { Lane } from './lanes.ts'

/** The steps of a run in reading order, and the instant that its offsets count from (Unix milliseconds). */
export interface ComparedRun {
  readonly steps: readonly StepView[]
  readonly startMs: number
}

export type StepDiff = Pick<RunDiffRows, 'rows' | 'counts' | 'firstDifference'>

interface Pair {
  readonly here: Lane | undefined
  readonly there: Lane | undefined
}

/** Two runs step by step: what is the same, changed, added here, missing here, and where they first part. Pure; linear in the steps. */
export function diffSteps(here: ComparedRun, there: ComparedRun): StepDiff {
  const rows: DiffRow[] = []
  const isExplained: boolean[] = []
  // Depth first without recursion: a chain may be as deep as a run has steps. `done` closes a row when all beneath it is known.
  const stack: ({ readonly pair: Pair; readonly depth: number } | { readonly done: number; readonly differing: number })[] = []
  let differing = 0
  const push = (pairs: readonly Pair[], depth: number): void => {
    for (let at = pairs.length - 1; at >= 0; at -= 1) stack.push({ pair: pairs[at] as Pair, depth })
  }
  push(pairsOf(lanesOf(here.steps), lanesOf(there.steps)), 0)
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if ('done' in next) {
      isExplained[next.done] = rows[next.done]?.kind === 'changed' && differing > next.differing
      continue
    }
    const { pair, depth } = next
    const row = rowOf(pair, depth, [here, there])
    rows.push(row)
    differing += Number(row.kind !== 'same')
    stack.push({ done: rows.length - 1, differing })
    push(pairsOf(pair.here?.children ?? [], pair.there?.children ?? []), depth + 1)
  }
  const first = rows.findIndex(({ kind }, at) => kind !== 'same' && isExplained[at] !== true)
  const count = (wanted: DiffRow['kind']): number => rows.reduce((sum, { kind }) => sum + Number(kind === wanted), 0)
  return { rows, counts: { same: count('same'), changed: count('changed'), added: count('added'), missing: count('missing') }, firstDifference: first === -1 ? null : first }
}

/** Siblings of both runs in the order of this one; what only the other has comes after the sibling that it followed there. */
function pairsOf(here: readonly Lane[], there: readonly Lane[]): Pair[] {
  const byKey = new Map(there.map((lane) => [lane.key, lane]))
  const known = new Set(here.map(({ key }) => key))
  const after = new Map<string, Lane[]>()
  let anchor = ''
  for (const lane of there) {
    if (known.has(lane.key)) anchor = lane.key
    else if (after.get(anchor)?.push(lane) === undefined) after.set(anchor, [lane])
  }
  const missing = (key: string): Pair[] => (after.get(key) ?? []).map((lane) => ({ here: undefined, there: lane }))
  return [...missing(''), ...here.flatMap((lane) => [{ here: lane, there: byKey.get(lane.key) }, ...missing(lane.key)])]
}

function rowOf({ here, there }: Pair, depth: number, [thisRun, otherRun]: readonly [ComparedRun, ComparedRun]): DiffRow {
  const first = (here ?? there)?.tries[0] as StepView
  const [own, other] = [here === undefined ? null : sideOf(here, thisRun.startMs), there === undefined ? null : sideOf(there, otherRun.startMs)]
  const changes = own === null || other === null ? [] : changesOf(own, other)
  const kind = own === null ? 'missing' : other === null ? 'added' : changes.length > 0 ? 'changed' : 'same'
  return { kind, type: first.type, name: first.name, depth, changes, here: own, there: other }
}

function sideOf({ tries, step }: Lane, startMs: number): DiffSide {
  const [first, last] = [tries[0] as StepView, tries.at(-1) as StepView]
  const from = Math.min(...tries.map((each) => Date.parse(each.startedAt)))
  const end = last.endedAt !== null ? Date.parse(last.endedAt) : last.durationMs === null ? null : Date.parse(last.startedAt) + last.durationMs
  const tokens = tries.flatMap(({ inputTokens, outputTokens }) => [inputTokens, outputTokens]).filter((value) => value !== null)
  return {
    stepId: first.stepId,
    step,
    startMs: from - startMs,
    durationMs: tries.length === 1 ? (last.durationMs ?? (end === null ? null : Math.max(0, end - from))) : end === null ? null : Math.max(0, end - from),
    tries: tries.length,
    status: last.status,
    failure: last.failure === null ? null : (failureKey(last.failure.category, last.failure.code) ?? null),
    httpStatus: last.failure?.httpStatus ?? last.httpStatus,
    model: last.model,
    tokens: tokens.length === 0 ? null : tokens.reduce((sum, value) => sum + value, 0),
  }
}

const compared: readonly (readonly [DiffFact, (side: DiffSide) => unknown])[] = [
  ['status', ({ status }) => status],
  ['failure', ({ failure }) => failure],
  ['tries', ({ tries }) => tries],
  ['http_status', ({ httpStatus }) => httpStatus],
  ['model', ({ model }) => model],
]

/** A fact that one side did not record is no difference, except that something failed here and not there. */
function changesOf(own: DiffSide, other: DiffSide): DiffFact[] {
  return compared.filter(([fact, read]) => {
    const [a, b] = [read(own), read(other)]
    if (a === b) return false
    return fact === 'failure' || (a !== null && b !== null)
  }).map(([fact]) => fact)
}
