import type { Instant, RunId, SafeName, StepId, TraceId, VersionLabel } from './ids.ts'
import type { Signals } from './signals.ts'
import type { DropReason, RunStatus } from './vocabulary.ts'

export interface SdkInfo {
  readonly name: SafeName
  readonly version: VersionLabel
}

/** A number (rounded to 4 significant digits) or a boolean under a safe name; at most 50 names per agent. */
export interface Metric {
  readonly name: SafeName
  readonly value: number | boolean
}

export interface DropCount {
  readonly reason: DropReason
  readonly count: number
}

/** One execution from start to end, as it travels; cumulative: the end is the same record with more in it. */
export interface RunRecord {
  readonly runId: RunId
  readonly traceId?: TraceId
  /** The interrupted run that this one resumes. */
  readonly continuesRunId?: RunId
  readonly agentId: SafeName
  readonly agentVersion: VersionLabel
  readonly environment: SafeName
  readonly status: RunStatus
  readonly revision: number
  readonly startedAt: Instant
  readonly endedAt?: Instant
  readonly durationMs?: number
  readonly sdk: SdkInfo
  readonly metrics: readonly Metric[]
  /** Of the error that reached the caller. */
  readonly signals?: Signals
  /** The step that the caller named as the cause: `run.fail(code, { step })`. */
  readonly declaredCauseStepId?: StepId
  readonly dropped: readonly DropCount[]
}
