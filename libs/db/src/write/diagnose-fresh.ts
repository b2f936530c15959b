import type { DiagnosisStep, ProjectId } from '@agenttracer/schema'
import { batchLimits } from '@agenttracer/schema/wire'
import { derivedRunRow, derivedStepRows } from './derived-rows.ts'
import type { DiagnosedRun } from './derived-rows.ts'
import type { Reasoning } from './diagnose-stored.ts'
import type { BatchSlots, RunSlot } from './batch-slots.ts'
import type { RunAgents } from './register-batch.ts'
import { underived } from './step-row.ts'

/**
 * Reasons about runs that come whole and for the first time before they are written, so that they are written once and not read back; their rows
 * get the derived columns. Only for runs whose records are what will be stored, field by field: nothing was folded and no name was left out.
 * If such a run turns out to be stored already, `forget` takes them back and it goes the way of every other run. Returns the runs' ids.
 */
export function diagnoseFresh({ diagnose, words, now, agents }: Reasoning & { agents: RunAgents }, project: ProjectId, slots: BatchSlots): ReadonlySet<string> {
  const fresh = new Set<string>()
  const at = new Date(now()).toISOString()
  for (const slot of slots.runs) {
    if (slot.record === null || slot.row['names_capped'] === true || slot.steps.length > batchLimits.okStepsPerRun || agents.hasSeen(project, slot.runId)) continue
    const records = recordsOf(slot)
    if (records === undefined) continue
    const diagnosed: DiagnosedRun = { runId: slot.runId, steps: records, at, diagnosis: diagnose(slot.record, records) }
    Object.assign(slot.row, derivedRunRow(diagnosed, words))
    const derived = derivedStepRows(diagnosed, words)
    if (derived.length > 0) {
      const rows = new Map(slot.steps.map(({ row }) => [row['step_id'], row]))
      for (const cells of derived) Object.assign(rows.get(cells['step_id'] ?? null) ?? {}, cells)
    }
    fresh.add(slot.runId)
  }
  return fresh
}

/** Takes back what was derived for steps; a run's own is ignored where the run is known. */
export function forget(slot: RunSlot): void {
  for (const { row } of slot.steps) Object.assign(row, underived)
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
