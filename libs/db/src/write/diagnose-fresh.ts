import type { DiagnosisStep, ProjectId } from '@agenttracer/schema'
import { batchLimits } from '@agenttracer/schema/wire'
import { derivedRunRow, derivedStepRows } from './derived-rows.ts'
import type { DiagnosedRun } from './derived-rows.ts'
import type { Reasoning } from './diagnose-stored.ts'
import type { BatchSlots, RunSlot, StepSlot } from './batch-slots.ts'
import type { RecordRow } from './record-row.ts'
import type { RunAgents } from './register-batch.ts'

export interface FreshDiagnoses {
  has(runId: string): boolean
  run(slot: RunSlot): RecordRow | undefined
  step(slot: StepSlot): RecordRow | undefined
}

/**
 * Reasons about runs that come whole and for the first time before they are written, so that they are written once and not read back. Only for
 * runs whose records are what will be stored, field by field: nothing was folded and no name was left out. If such a run turns out to be
 * stored already, the derived columns are ignored and it takes the way of every other run.
 */
export function diagnoseFresh({ diagnose, words, now, agents }: Reasoning & { agents: RunAgents }, project: ProjectId, slots: BatchSlots): FreshDiagnoses {
  const runs = new Map<string, RecordRow>()
  const steps = new Map<string, RecordRow>()
  const at = new Date(now()).toISOString()
  for (const slot of slots.runs) {
    if (slot.record === null || slot.row['names_capped'] === true || slot.steps.length > batchLimits.okStepsPerRun || agents.hasSeen(project, slot.runId)) continue
    const records = recordsOf(slot)
    if (records === undefined) continue
    const diagnosed: DiagnosedRun = { runId: slot.runId, steps: records, at, diagnosis: diagnose(slot.record, records) }
    runs.set(slot.runId, derivedRunRow(diagnosed, words))
    for (const row of derivedStepRows(diagnosed, words)) steps.set(`${slot.runId} ${String(row['step_id'])}`, row)
  }
  return {
    has: (runId) => runs.has(runId),
    run: (slot) => runs.get(slot.runId),
    step: (slot) => steps.get(`${String(slot.row['run_id'])} ${String(slot.row['step_id'])}`),
  }
}

/** In reading order; undefined if any was folded. */
function recordsOf(slot: RunSlot): DiagnosisStep[] | undefined {
  const records: DiagnosisStep[] = []
  for (const { record } of slot.steps) {
    if (record === null) return undefined
    records.push(record)
  }
  const order = (a: DiagnosisStep, b: DiagnosisStep): number =>
    a.startedAt === b.startedAt ? a.seq - b.seq || (a.stepId < b.stepId ? -1 : 1) : a.startedAt < b.startedAt ? -1 : 1
  return records.sort(order)
}
