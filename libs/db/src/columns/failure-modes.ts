import type { FailureState } from '@agenttracer/schema/query'

/** The six ways to change a group's state, as `failure_state.mode` holds them. Never renumbered. */
export const failureModes = { open: 1, resolvedInVersion: 2, resolvedNow: 3, ignored: 4, ignoredUntil: 5, ignoredAbove: 6 } as const

export function stateOfMode(mode: number): FailureState {
  if (mode === failureModes.open) return 'open'
  return mode === failureModes.resolvedInVersion || mode === failureModes.resolvedNow ? 'resolved' : 'ignored'
}
