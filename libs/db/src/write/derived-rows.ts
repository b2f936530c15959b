import type { Diagnosis, DiagnosisStep, Failure } from '@agenttracer/schema'
import { failureKey } from '@agenttracer/schema'
import { confidenceCodes, stepRoleCodes, stepTypeCodes } from '../columns/codes.ts'
import type { Words } from '../columns/words.ts'
import type { RecordRow } from './record-row.ts'

export interface DiagnosedRun {
  readonly runId: string
  readonly steps: readonly DiagnosisStep[]
  readonly diagnosis: Diagnosis
  /** When it was diagnosed: an instant. */
  readonly at: string
}

/** The derived columns of a diagnosed run (columns/run-columns.ts). */
export function derivedRunRow({ runId, steps, diagnosis, at }: DiagnosedRun, words: Words): RecordRow {
  const { verdict, failure } = diagnosis
  const cause = verdict?.rootCauseStepId == null ? undefined : steps.find(({ stepId }) => stepId === verdict.rootCauseStepId)
  return {
    run_id: runId,
    ...totals(steps),
    diagnosed_at: at,
    degraded: diagnosis.degraded,
    fingerprint: diagnosis.fingerprint,
    failure_code: verdict === null ? null : words.failureCode(verdict.key),
    confidence: verdict === null ? null : confidenceCodes[verdict.confidence],
    root_cause_step_id: verdict?.rootCauseStepId ?? null,
    root_cause_type: cause === undefined ? null : stepTypeCodes[cause.type],
    root_cause_name: cause === undefined ? null : cause.name,
    attempts_used: verdict === null ? null : verdict.attempts.used,
    attempts_max: verdict === null ? null : verdict.attempts.max,
    backoff_ms: verdict === null ? null : verdict.backoffMs,
    cause_path: verdict === null ? null : verdict.path,
    other_causes: verdict === null ? null : verdict.others,
    failure_error_class: failure?.errorClass ?? null,
    failure_error_code: failure?.errorCode === undefined ? null : words.code('error_code', failure.errorCode),
    failure_http_status: failure?.httpStatus ?? null,
    failure_retryable: failure === null ? null : failure.retryable,
  }
}

/** Role and failure of the steps that have one. */
export const derivedStepRows = ({ runId, diagnosis }: DiagnosedRun, words: Words): RecordRow[] =>
  diagnosis.steps.map(({ stepId, role, failure }) => ({ run_id: runId, step_id: stepId, role: stepRoleCodes[role], ...failureCells(failure, words) }))

function failureCells(failure: Failure | null, words: Words): RecordRow {
  const key = failure === null ? undefined : failureKey(failure.category, failure.code)
  return {
    failure_code: key === undefined ? null : words.failureCode(key),
    failure_error_class: failure?.errorClass ?? null,
    failure_error_code: failure?.errorCode === undefined ? null : words.code('error_code', failure.errorCode),
    failure_http_status: failure?.httpStatus ?? null,
    failure_retryable: failure === null ? null : failure.retryable,
  }
}

/** Null tokens: no step recorded any. */
function totals(steps: readonly DiagnosisStep[]): RecordRow {
  let retries = 0
  let [input, output]: [number | null, number | null] = [null, null]
  for (const step of steps) {
    if (step.attempt > 1) retries += 1
    if (step.inputTokens !== undefined) input = (input ?? 0) + step.inputTokens
    if (step.outputTokens !== undefined) output = (output ?? 0) + step.outputTokens
  }
  return { step_count: steps.length, retry_count: retries, input_tokens: input, output_tokens: output }
}
