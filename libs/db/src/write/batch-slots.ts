import type { RunId, RunRecord, StepRecord } from '@agenttracer/schema'
import { runColumnsV1 } from '../columns/run-columns.ts'
import { stepColumnsV1 } from '../columns/step-columns.ts'
import type { Words } from '../columns/words.ts'
import type { IngestOutcome, IngestRequest, RecordOutcome } from '../store.ts'
import { joinRows } from './join-rows.ts'
import type { RecordRow } from './record-row.ts'
import { emptyRun, runRow } from './run-row.ts'
import type { Arrival } from './run-row.ts'
import { stepRow } from './step-row.ts'

/** All records of one key in a batch, folded into one row. */
export interface Slot<R> {
  row: RecordRow
  /** In order of arrival. `folded`: what the fold said of a record that was not the first; null for the first. */
  readonly owners: { readonly request: number; readonly index: number; readonly folded: RecordOutcome | null }[]
  /** Null once several records were folded, and for a run that only its steps tell of. */
  record: R | null
}
export type RunSlot = Slot<RunRecord> & { readonly runId: RunId; readonly steps: StepSlot[] }
export type StepSlot = Slot<StepRecord> & { readonly key: string }

export interface BatchSlots {
  /** In run_id order: the order of locks. */
  readonly runs: readonly RunSlot[]
  readonly steps: readonly StepSlot[]
}

/** Folds the records of several requests: a statement takes a key only once. A step of a run that is not in the batch opens it. */
export function batchSlots(requests: readonly IngestRequest[], words: Words, arrival: Arrival): BatchSlots {
  const runs = new Map<string, RunSlot>()
  const steps = new Map<string, StepSlot>()
  requests.forEach((request, at) => {
    request.runs.forEach((record, index) => {
      const row = runRow(record, words, arrival)
      const slot = runs.get(record.runId)
      if (slot === undefined) runs.set(record.runId, { row, record, runId: record.runId, steps: [], owners: [{ request: at, index, folded: null }] })
      else fold(slot, row, { request: at, index }, runColumnsV1)
    })
    request.steps.forEach((record, index) => {
      const row = stepRow(record, words)
      const key = `${record.runId}${record.stepId}`
      const slot = steps.get(key)
      if (slot === undefined) steps.set(key, { row, record, key, owners: [{ request: at, index, folded: null }] })
      else fold(slot, row, { request: at, index }, stepColumnsV1)
    })
  })
  for (const step of steps.values()) runOf(runs, step, arrival).steps.push(step)
  return { runs: [...runs.values()].sort((a, b) => (a.runId < b.runId ? -1 : 1)), steps: [...steps.values()] }
}

function runOf(runs: Map<string, RunSlot>, step: StepSlot, arrival: Arrival): RunSlot {
  const runId = String(step.row['run_id']) as RunId
  const known = runs.get(runId)
  if (known !== undefined) return known
  const slot: RunSlot = { row: emptyRun(runId, arrival), record: null, runId, steps: [], owners: [] }
  runs.set(runId, slot)
  return slot
}

function fold<R>(slot: Slot<R>, row: RecordRow, owner: { request: number; index: number }, columns: typeof runColumnsV1): void {
  const joined = joinRows(columns, slot.row, row)
  slot.row = joined.row
  slot.record = null
  slot.owners.push({ ...owner, folded: joined.row['conflict'] === true ? 'conflict' : joined.changed ? 'accepted' : 'duplicate' })
}

/** What the database said of a row. */
export interface RowResult {
  readonly isNew: boolean
  readonly changed: boolean
  readonly conflict: boolean
}

/** The answer for one record of a slot. A record of a row that stands in conflict is told so, also when it comes again. */
function outcomeOf(result: RowResult | 'steps_capped' | undefined, folded: RecordOutcome | null): RecordOutcome {
  if (result === undefined || result === 'steps_capped') return 'steps_capped'
  if (result.conflict && !result.isNew) return 'conflict'
  return result.changed ? (folded ?? 'accepted') : 'duplicate'
}

export function outcomes(
  requests: readonly IngestRequest[], slots: BatchSlots, runResult: (slot: RunSlot) => RowResult | undefined, stepResult: (slot: StepSlot) => RowResult | 'steps_capped' | undefined,
): IngestOutcome[] {
  const taken = (): RecordOutcome => 'accepted'
  const answers = requests.map(({ runs, steps }) => ({ runs: runs.map(taken), steps: steps.map(taken) }))
  const answer = <R>(kind: 'runs' | 'steps', slot: Slot<R>, result: RowResult | 'steps_capped' | undefined): void => {
    for (const { request, index, folded } of slot.owners) {
      const list = answers[request]?.[kind]
      if (list !== undefined) list[index] = outcomeOf(result, folded)
    }
  }
  for (const slot of slots.runs) answer('runs', slot, runResult(slot))
  for (const slot of slots.steps) answer('steps', slot, stepResult(slot))
  return answers
}
