import { hasFailureKeyForm, isOperation, isRunStatus, isSignalFlag, isStepStatus, isStepType, milliseconds } from '@agenttracer/schema/names'
import type { Instant, Operation, RunRecord, Signals, StepRecord } from '@agenttracer/schema'
import { factsForWire } from '../record/facts.ts'
import type { RunWork } from '../record/run-work.ts'
import type { StepWork } from '../record/step-work.ts'
import { sdkInfo } from '../sdk-info.ts'

let cachedSecond = Number.NaN
let cachedPrefix = ''

/** As names/ids.ts `instant`, for times that are known to be sane; most of a batch lies within a few seconds. */
function instantAt(unixMs: number): Instant {
  const second = Math.floor(unixMs / 1000)
  if (second !== cachedSecond) {
    cachedPrefix = new Date(second * 1000).toISOString().slice(0, 20)
    cachedSecond = second
  }
  return `${cachedPrefix}${String(unixMs - second * 1000).padStart(3, '0')}Z` as Instant
}

const at = (run: RunWork, moment: number): Instant => instantAt(Math.round(run.startedUnixMs + (moment - run.startedAt)))

/** Told of each value that was left out. */
type OnLeftOut = () => void

/** The last look at what types alone kept to the closed lists: JavaScript hands over any text. */
function listed<T>(value: T, check: (value: unknown) => boolean, instead: T, onLeftOut: OnLeftOut): T {
  if (check(value)) return value
  onLeftOut()
  return instead
}

function listedSignals({ chain, flags, declared }: Signals, onLeftOut: OnLeftOut): Signals {
  const known = flags.filter((flag) => listed(isSignalFlag(flag), Boolean, false, onLeftOut))
  const key = declared === undefined ? undefined : listed<Signals['declared'] | undefined>(declared, hasFailureKeyForm, undefined, onLeftOut)
  return key === undefined ? { chain, flags: known } : { chain, flags: known, declared: key }
}

/** A run as it travels: cumulative, so its start and its end are the same record with more in it. */
export function runRecord(run: RunWork, onLeftOut: OnLeftOut): RunRecord {
  const { signals, declaredCause, spec } = run
  return {
    runId: run.runId,
    traceId: run.traceId,
    ...(spec.continuesRunId === undefined ? {} : { continuesRunId: spec.continuesRunId }),
    ...run.identity,
    status: listed(run.status, isRunStatus, 'failed', onLeftOut),
    revision: run.revision,
    startedAt: at(run, run.startedAt),
    ...(run.endedAt === 0 ? {} : { endedAt: at(run, run.endedAt), durationMs: milliseconds(run.endedAt - run.startedAt) }),
    sdk: sdkInfo,
    metrics: [...run.metrics.values()],
    ...(signals === undefined ? {} : { signals: listedSignals(signals, onLeftOut) }),
    ...(declaredCause === undefined ? {} : { declaredCauseStepId: declaredCause.stepId }),
    dropped: [...run.dropped].map(([reason, count]) => ({ reason, count })),
  }
}

/** A step as it travels. A step that is still open is told as running. */
export function stepRecord(step: StepWork, onLeftOut: OnLeftOut): StepRecord {
  const { run, spec, facts, signals } = step
  const { node } = step
  const parentStepId = step.recordedParent?.stepId ?? run.spec.joined?.parentStepId
  const hasEnded = step.endedAt !== 0
  const type = listed(spec.type, isStepType, 'orchestration', onLeftOut)
  const operation = spec.operation === undefined ? undefined : listed<Operation | undefined>(spec.operation, isOperation, undefined, onLeftOut)
  const maxAttempts = spec.maxAttempts === undefined ? undefined : listed<number | undefined>(spec.maxAttempts, Number.isSafeInteger, undefined, onLeftOut)
  const record = {
    runId: run.runId,
    stepId: step.stepId,
    ...(parentStepId === undefined ? {} : { parentStepId }),
    ...(node === undefined ? {} : { node }),
    seq: step.seq,
    type,
    ...(operation === undefined ? {} : { operation }),
    // A step without a safe name has its type for one.
    name: spec.name === (spec.type as string) ? type : spec.name,
    status: listed(step.status, isStepStatus, 'error', onLeftOut),
    attempt: step.attempt,
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(step.group === undefined ? {} : { retryGroup: step.group.stepId }),
    ...(step.waitMs === undefined ? {} : { waitMs: milliseconds(step.waitMs) }),
    revision: step.revision,
    startedAt: at(run, step.startedAt),
    ...(hasEnded ? { endedAt: at(run, step.endedAt), durationMs: milliseconds(step.endedAt - step.startedAt) } : {}),
    ...(signals === undefined ? {} : { signals: listedSignals(signals, onLeftOut) }),
    ...(facts === undefined ? {} : factsForWire(type, facts)),
  }
  // The type tells which facts and which brand of name the record has; both were chosen by it above.
  return record as StepRecord
}
