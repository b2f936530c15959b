import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { batchLimits } from '@agenttracer/schema/wire'
import { runStatusCodes, stepStatusCodes } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import type { IngestOutcome, IngestRequest } from '../store.ts'
import { batchSlots, outcomes } from './batch-slots.ts'
import type { BatchSlots, RunSlot, StepSlot } from './batch-slots.ts'
import { diagnoseFresh, forget } from './diagnose-fresh.ts'
import { diagnoseStored } from './diagnose-stored.ts'
import type { Reasoning } from './diagnose-stored.ts'
import { registerBatch } from './register-batch.ts'
import type { RunAgents } from './register-batch.ts'
import type { NameId } from './sql-arguments.ts'
import { countLeftOut, finishRuns, insertSteps, knownSteps, newRow, writeRuns, writeSteps } from './write-client.ts'
import type { FinishRow, InputTypes, RunState } from './write-client.ts'
import { writeSignsOfLife } from './signs-of-life.ts'

export interface BatchWriter extends Reasoning {
  readonly pool: pg.Pool
  readonly retentionDays: number
  readonly agents: RunAgents
  readonly types: InputTypes
  /** A live run is diagnosed at most this often, in milliseconds. */
  readonly liveEveryMs: number
  /** Takes nothing for new: for a batch that failed. */
  readonly isCareful?: boolean
  /** Called after the commit for live runs whose diagnosis was put off. */
  readonly putOff: (project: ProjectId, runIds: readonly string[]) => void
}

/** Writes the records of several requests of one project in one transaction: all of them are committed, or none. */
export async function writeBatch(writer: BatchWriter, project: ProjectId, requests: readonly IngestRequest[]): Promise<IngestOutcome[]> {
  const slots = batchSlots(requests, writer.words, { now: writer.now(), retentionDays: writer.retentionDays })
  const nameId = await registerBatch(writer, project, slots, requests)
  const late: string[] = []
  const answers = await inProject(writer.pool, project, 'write', async (client) => {
    late.length = 0
    const answer = await writeSlots(writer, client, project, slots, nameId, late)
    await writeSignsOfLife(client, project, requests, writer)
    return outcomes(requests, slots, answer.run, answer.step)
  })
  writer.agents.saw(project, slots.runs)
  if (late.length > 0) writer.putOff(project, late)
  return answers
}

type RowAnswers = { readonly run: Parameters<typeof outcomes>[2]; readonly step: Parameters<typeof outcomes>[3] }

async function writeSlots(writer: BatchWriter, client: pg.PoolClient, project: ProjectId, slots: BatchSlots, nameId: NameId, late: string[]): Promise<RowAnswers> {
  if (slots.runs.length === 0) return { run: () => undefined, step: () => undefined }
  const diagnosed = writer.isCareful ? new Set<string>() : diagnoseFresh(writer, project, slots)
  const call = { client, nameId, types: writer.types }
  const states = await writeRuns(call, slots.runs.map(({ row }) => row))
  const capped = await cappedSteps(client, slots, states)
  const isFresh = ({ runId }: RunSlot): boolean => diagnosed.has(runId) && states.get(runId)?.isNew === true
  const known = slots.runs.filter((run) => !isFresh(run))
  for (const run of known) if (diagnosed.has(run.runId)) forget(run)
  const freshSteps = slots.runs.filter(isFresh).flatMap(({ steps }) => steps)
  await insertSteps(call, freshSteps.map(({ row }) => row))
  const results = await writeSteps(call, known.flatMap(({ steps }) => steps).filter((step) => !capped.has(step)).map(({ row }) => row))
  for (const { key, row } of freshSteps) results.set(key, newRow(row))
  await finish(writer, client, project, known, states, { results, capped, late })
  return {
    run: (slot) => states.get(slot.runId),
    step: (slot) => (capped.has(slot) ? 'steps_capped' : (results.get(slot.key) ?? { isNew: false, changed: false, conflict: false })),
  }
}

interface Written {
  readonly results: ReadonlyMap<string, { readonly isNew: boolean; readonly changed: boolean }>
  readonly capped: ReadonlySet<StepSlot>
  readonly late: string[]
}

/** Counts, verdicts and signs of life of runs that this batch touched. A run of which nothing changed is left alone. */
async function finish(writer: BatchWriter, client: pg.PoolClient, project: ProjectId, slots: readonly RunSlot[], states: ReadonlyMap<string, RunState>, written: Written): Promise<void> {
  const touched = slots.flatMap((slot) => {
    const steps = slot.steps.map((step) => written.results.get(step.key))
    const added = steps.filter((step) => step?.isNew === true).length
    const left = slot.steps.filter((step) => written.capped.has(step))
    const changed = states.get(slot.runId)?.changed === true || steps.some((step) => step?.changed === true) || left.length > 0
    return changed ? [{ runId: slot.runId, added, capped: left.length > 0, leftOut: left.filter(hasEnded).length }] : []
  })
  if (touched.length === 0) return
  const full = touched.filter(({ leftOut }) => leftOut > 0)
  if (full.length > 0) await countLeftOut(client, full)
  const due = touched.filter(({ runId }) => isDue(states.get(runId), writer))
  const diagnoses = due.length === 0 ? undefined : await diagnoseStored(client, project, due.map(({ runId }) => runId), writer)
  const rows: FinishRow[] = touched.map((run) => ({ ...run, derived: diagnoses?.rows.get(run.runId) ?? null }))
  await finishRuns(client, rows, diagnoses?.nameId ?? (() => null))
  written.late.push(...rows.filter(({ derived }) => derived === null).map(({ runId }) => runId))
}

/** A long step is told twice, at its start and at its end: it counts at its end. */
const hasEnded = ({ row }: StepSlot): boolean => row['status'] !== stepStatusCodes.running

/** Always at its end; while it lives, now and then. */
const isDue = (state: RunState | undefined, { now, liveEveryMs }: BatchWriter): boolean =>
  state === undefined || state.status !== runStatusCodes.running || state.diagnosedMs === null || now() - state.diagnosedMs >= liveEveryMs

/** Steps past the run's cap. What is stored already may still change; failing steps have room of their own. */
async function cappedSteps(client: pg.PoolClient, slots: BatchSlots, states: ReadonlyMap<string, RunState>): Promise<ReadonlySet<StepSlot>> {
  const capped = new Set<StepSlot>()
  for (const run of slots.runs) {
    const state = states.get(run.runId)
    // A run that is new was stored with the count of the very steps that are looked at here.
    let count = state === undefined || state.isNew ? 0 : state.stepCount
    if (count + run.steps.length <= batchLimits.okStepsPerRun) continue
    const known = await knownSteps(client, run.steps.map(({ row }) => row))
    for (const step of run.steps.filter(({ key }) => !known.has(key))) {
      const limit = batchLimits.okStepsPerRun + (step.row['status'] === stepStatusCodes.error ? batchLimits.failingStepsPerRun : 0)
      if (count >= limit) capped.add(step)
      else count += 1
    }
  }
  return capped
}
