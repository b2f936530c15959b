import { hasFailureKeyForm, isOperation, isRunStatus, isSignalFlag, isStepStatus, isStepType, milliseconds } from '@agenttracer/schema/names'
import type { Instant, RunRecord, SafeName, Signals, StepRecord } from '@agenttracer/schema'
import { dropCounts } from '../diagnostics.ts'
import { factsForWire } from '../record/facts.ts'
import type { RunWork } from '../record/run-work.ts'
import type { Scope, StepWork } from '../record/step-work.ts'
import type { Unsettled } from '../record/unsettled.ts'
import { sdkInfo } from '../sdk-info.ts'

const at = (run: RunWork, moment: number): Instant => new Date(Math.round(run.startedUnixMs + (moment - run.startedAt))).toISOString() as Instant

/** Told of each value that was left out. */
type OnLeftOut = () => void

/** The last look at what types alone kept to the closed lists: JavaScript hands over any text. */
function listed<T>(value: T, check: (value: unknown) => boolean, instead: T, onLeftOut: OnLeftOut): T {
  if (check(value)) return value
  onLeftOut()
  return instead
}

function listedSignals({ chain, flags, declared }: Signals, onLeftOut: OnLeftOut): Signals {
  const known = flags.filter((flag) => listed<string>(flag, isSignalFlag, '', onLeftOut) !== '')
  const key = declared === undefined ? undefined : listed<Signals['declared'] | undefined>(declared, hasFailureKeyForm, undefined, onLeftOut)
  return { chain, flags: known, declared: key } satisfies Unsettled<Signals> as Signals
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
/** What the records of all types of step have. */
type AnyStep = Mutable<Pick<StepRecord, keyof StepRecord>>

function addEnd(record: Mutable<Pick<RunRecord, 'endedAt' | 'durationMs' | 'signals'>>, { run, startedAt, endedAt, signals }: Scope, onLeftOut: OnLeftOut): void {
  if (endedAt !== 0) {
    record.endedAt = at(run, endedAt)
    record.durationMs = milliseconds(endedAt - startedAt)
  }
  if (signals !== undefined) record.signals = listedSignals(signals, onLeftOut)
}

/** A run as it travels: cumulative, so its start and its end are the same record with more in it. */
export function runRecord(run: RunWork, onLeftOut: OnLeftOut): RunRecord {
  const record = {
    runId: run.runId,
    traceId: run.traceId,
    ...run.identity,
    status: listed(run.status, isRunStatus, 'failed', onLeftOut),
    revision: run.revision,
    startedAt: at(run, run.startedAt),
    sdk: sdkInfo,
    metrics: [...(run.metrics?.values() ?? [])],
    dropped: dropCounts(run.dropped ?? []),
    continuesRunId: run.traits.continuesRunId,
    declaredCauseStepId: run.declaredCause?.stepId,
  } satisfies Unsettled<RunRecord> as Mutable<RunRecord>
  addEnd(record, run, onLeftOut)
  return record
}

/** A step as it travels. A step that is still open is told as running. */
export function stepRecord(step: StepWork, onLeftOut: OnLeftOut): StepRecord {
  const { run, traits, facts } = step
  const { operation, maxAttempts } = traits
  const type = listed(traits.type, isStepType, 'orchestration', onLeftOut)
  const record = {
    runId: run.runId,
    stepId: step.stepId,
    seq: step.seq,
    type,
    // A step without a safe name has its type for one.
    name: traits.name === (traits.type as string) ? (type as string as SafeName) : traits.name,
    status: listed(step.status, isStepStatus, 'error', onLeftOut),
    attempt: step.attempt,
    revision: step.revision,
    startedAt: at(run, step.startedAt),
    parentStepId: step.recordedParent?.stepId ?? run.traits.joined?.parentStepId,
    node: step.node,
    retryGroup: step.firstAttempt?.stepId,
  } satisfies Unsettled<AnyStep> as AnyStep
  if (operation !== undefined && listed(isOperation(operation), Boolean, false, onLeftOut)) record.operation = operation
  if (maxAttempts !== undefined && listed(Number.isSafeInteger(maxAttempts), Boolean, false, onLeftOut)) record.maxAttempts = maxAttempts
  if (step.waitMs !== undefined) record.waitMs = milliseconds(step.waitMs)
  addEnd(record, step, onLeftOut)
  if (facts !== undefined) factsForWire(record, type, facts)
  // The type tells which facts and which brand of name the record has; both were chosen by it above.
  return record as StepRecord
}
