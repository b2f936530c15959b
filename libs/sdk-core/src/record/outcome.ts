import type { FailureKey, RunStatus, SignalFlag, StepStatus } from '@agenttracer/schema'

/** How a step or run ended, as a hook sees it. `error` is read for signals at once and not kept. */
export interface Outcome {
  readonly error?: unknown
  /** Only where it differs from what `error` and `declared` say. */
  readonly status?: Exclude<StepStatus, 'running'> | Exclude<RunStatus, 'running'> | undefined
  readonly flags?: readonly SignalFlag[] | undefined
  readonly declared?: FailureKey | undefined
  /** The caller got the failure as an answer, not as an exception. */
  readonly isReturned?: boolean | undefined
}

/** What a caller by hand says about an end. Whatever it hands over, the work ends: what cannot be read is a good end. */
export function givenOutcome(given: { readonly error?: unknown }): Outcome {
  try {
    return 'error' in given ? { error: given.error } : endedWell
  } catch {
    return endedWell
  }
}

const endedWell: Outcome = {}

export const hasError = (outcome: Outcome): boolean => 'error' in outcome

export const stepStatus = (outcome: Outcome): StepStatus => {
  const { status } = outcome
  if (status === 'success') return 'ok'
  if (status === 'failed') return 'error'
  return status ?? (hasError(outcome) || outcome.declared !== undefined ? 'error' : 'ok')
}

const runStatusOf: Partial<Record<string, RunStatus>> = { ok: 'success', error: 'failed' }

export const runStatus = (outcome: Outcome): RunStatus => {
  const status = stepStatus(outcome)
  // What is left is called the same for both: cancelled, interrupted, running.
  return runStatusOf[status] ?? (status as RunStatus)
}
