import type { Attempt, RowState, RunFrame } from './row.ts'

/** State of a lane. The roles come from the server; nothing is guessed here. */
export function stepRowState(attempts: readonly Pick<Attempt, 'status' | 'role'>[], run: RunFrame): RowState {
  const last = attempts.at(-1)
  if (last === undefined) return 'ok'
  if (last.status === 'cancelled') return 'cancelled'
  if (last.status === 'interrupted') return 'interrupted'
  if (attempts.some((attempt) => attempt.role === 'root_cause')) return 'root-cause'
  if (last.status === 'running') return run.status === 'running' ? 'running' : 'no-end'
  const hadFailure = attempts.some((attempt) => attempt.status === 'error')
  if (last.role === 'propagated') return 'propagated'
  if (last.role === 'recovered' || (last.status === 'ok' && hadFailure)) return 'recovered'
  return last.status === 'error' || last.role === 'failed' ? 'failed' : 'ok'
}

/** State of the run's own row: it is the cause where the verdict names no step. */
export function runRowState(run: RunFrame): RowState {
  switch (run.status) {
    case 'success':
      return run.rootCauseStepId === null ? 'root-cause' : 'ok'
    case 'failed':
      return run.rootCauseStepId === null ? 'root-cause' : run.rootCauseStepId === undefined ? 'failed' : 'propagated'
    case 'cancelled':
      return 'cancelled'
    case 'interrupted':
      return 'interrupted'
    case 'running':
      return 'running'
    case 'incomplete':
      return 'no-end'
  }
}

/** A failure that stands by itself: not a consequence, not recovered. */
export const isRealFailure = (state: RowState): boolean => state === 'root-cause' || state === 'failed'
