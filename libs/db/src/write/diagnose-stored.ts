import type pg from 'pg'
import type { Diagnose, DiagnosisRun, Instant, ProjectId, RunId, SafeName, StepId } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import { runStatusCodes, wordOf } from '../columns/codes.ts'
import { grouped } from '../columns/grouped.ts'
import { inReadingOrder, namesOfSteps, signalsOf, toDiagnosisStep } from '../columns/step-read.ts'
import type { NameTexts, StepReadRow } from '../columns/step-read.ts'
import type { Words } from '../columns/words.ts'
import { derivedRunRow, derivedStepRows } from './derived-rows.ts'
import type { DiagnosedRun } from './derived-rows.ts'
import type { NameRegistry } from './name-registry.ts'
import type { RecordRow } from './record-row.ts'
import type { NameId } from './sql-arguments.ts'
import { readLocked, storeStepVerdicts } from './write-client.ts'
import type { LockedRun } from './write-client.ts'

export interface Reasoning {
  readonly diagnose: Diagnose
  readonly words: Words
  readonly registry: NameRegistry
  readonly now: () => number
}

export interface StoredDiagnoses {
  readonly rows: ReadonlyMap<string, RecordRow>
  readonly nameId: NameId
}

/**
 * Re-reads runs that this transaction holds, reasons about what is stored, and stores role and failure of their steps. The runs' own derived
 * columns are returned for the one statement that finishes them.
 */
export async function diagnoseStored(client: pg.PoolClient, project: ProjectId, runIds: readonly string[], reasoning: Reasoning): Promise<StoredDiagnoses> {
  const { words, registry } = reasoning
  const { runs, steps } = await readLocked(client, runIds)
  const ids = namesOfSteps(steps)
  for (const run of runs) for (const id of [run.agent_id, ...(run.signal_chain ?? []).map((link) => link.error_class)]) if (id !== null) ids.add(id)
  const names = await registry.texts(client, project, ids)
  const byRun = grouped(steps.sort(inReadingOrder), (step) => step.run_id)
  const at = new Date(reasoning.now()).toISOString()
  const diagnosed = runs.map((run) => diagnosedRun(run, byRun.get(run.run_id) ?? [], names, reasoning, at))
  const nameId = idsOf(names)
  await storeStepVerdicts(client, diagnosed.map(({ runId }) => runId), diagnosed.flatMap((run) => derivedStepRows(run, words)), nameId)
  return { rows: new Map(diagnosed.map((run) => [run.runId, derivedRunRow(run, words)])), nameId }
}

function diagnosedRun(run: LockedRun, rows: readonly StepReadRow[], names: NameTexts, { diagnose, words }: Reasoning, at: string): DiagnosedRun {
  const steps = rows.map((row) => toDiagnosisStep(row, names, words))
  return { runId: run.run_id, steps, at, diagnosis: diagnose(toDiagnosisRun(run, names, words), steps) }
}

function toDiagnosisRun(run: LockedRun, names: NameTexts, words: Words): DiagnosisRun {
  const signals = signalsOf(run, names, words)
  const iso = (unixMs: number): Instant => new Date(unixMs).toISOString() as Instant
  return {
    runId: run.run_id as RunId,
    agentId: ((run.agent_id === null ? undefined : names.get(run.agent_id)) ?? unknownName) as SafeName,
    status: wordOf(runStatusCodes, run.status),
    startedAt: iso(run.started_at),
    ...(run.ended_at === null ? {} : { endedAt: iso(run.ended_at) }),
    ...(signals === undefined ? {} : { signals }),
    ...(run.declared_cause_step_id === null ? {} : { declaredCauseStepId: run.declared_cause_step_id as StepId }),
  }
}

/** The numbers of names that were just read: a verdict mentions no other. */
function idsOf(names: NameTexts): NameId {
  const ids = new Map([...names].map(([id, name]) => [name, id]))
  return (_row, _column, name) => ids.get(name) ?? null
}
