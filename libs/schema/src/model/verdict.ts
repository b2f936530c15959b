import type { FailureCode, FailureKey } from '../failure/codes.ts'
import type { ErrorClass, Fingerprint, Instant, RunId, SafeName, StepId } from './ids.ts'
import type { KnownErrno, KnownErrorCode } from '../names/known-codes.ts'
import type { Signals } from './signals.ts'
import type { StepFacts } from './facts.ts'
import type { Confidence, FailureCategory, Operation, RunStatus, StepRole, StepStatus, StepType } from './vocabulary.ts'

/** Why a step or run did not succeed; made by the server from signals, so that a better catalogue can reclassify. */
export interface Failure {
  readonly category: FailureCategory
  readonly code: FailureCode
  readonly errorClass?: ErrorClass
  readonly errorCode?: KnownErrorCode | KnownErrno
  readonly httpStatus?: number
  readonly retryable: boolean
}

/** Why the run ended as it did. */
export interface Verdict {
  readonly key: FailureKey
  /** Null: the cause lies on the run itself. */
  readonly rootCauseStepId: StepId | null
  readonly confidence: Confidence
  /** From the top of the run down to the cause; empty when the cause lies on the run. */
  readonly path: readonly StepId[]
  readonly attempts: { readonly used: number; readonly max: number | null }
  /** Waits between those attempts, in milliseconds. */
  readonly backoffMs: readonly number[]
  /** Independent failures that also were not recovered (why the confidence is `likely`). */
  readonly others: readonly StepId[]
}

/** A stored step as the diagnosis reads it. */
export interface DiagnosisStep extends StepFacts {
  readonly stepId: StepId
  readonly parentStepId?: StepId
  readonly node?: SafeName
  readonly seq: number
  readonly type: StepType
  readonly operation?: Operation
  readonly name: string
  readonly status: StepStatus
  readonly attempt: number
  readonly maxAttempts?: number
  readonly retryGroup?: StepId
  readonly waitMs?: number
  readonly startedAt: Instant
  readonly endedAt?: Instant
  readonly durationMs?: number
  readonly signals?: Signals
}

export interface DiagnosisRun {
  readonly runId: RunId
  readonly agentId: SafeName
  readonly status: RunStatus
  readonly startedAt: Instant
  readonly endedAt?: Instant
  readonly signals?: Signals
  readonly declaredCauseStepId?: StepId
}

export interface StepDiagnosis {
  readonly stepId: StepId
  readonly role: StepRole
  readonly failure: Failure | null
}

export interface Diagnosis {
  /** Null while running or interrupted, and for a good run that is not degraded. */
  readonly verdict: Verdict | null
  readonly failure: Failure | null
  readonly degraded: boolean
  readonly fingerprint: Fingerprint | null
  /** Only steps whose role is not `none` or that carry a failure. */
  readonly steps: readonly StepDiagnosis[]
}

/** The seam between store and reasoning: pure, total, same answer for the same stored rows in any order. */
export type Diagnose = (run: DiagnosisRun, steps: readonly DiagnosisStep[]) => Diagnosis
