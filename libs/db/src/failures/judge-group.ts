import { newcombe, smallestSample } from '@agenttracer/schema'
import type { FailureStanding } from '@agenttracer/schema/query'
import { failureModes } from '../columns/failure-modes.ts'
import type { StoredState } from './read-states.ts'
import type { SeenAgain } from './seen-again.ts'
import type { NameNumber, SeenVersion } from './version-order.ts'

export interface VersionShare {
  readonly version: NameNumber
  /** Ended runs of the agent in this version, and those of the group among them. */
  readonly runs: number
  readonly failing: number
}

export type Regression =
  | { readonly kind: 'resolved'; readonly resolvedVersion: NameNumber; readonly resolvedAt: number; readonly version: NameNumber; readonly runId: string }
  | { readonly kind: 'rate'; readonly now: VersionShare; readonly before: VersionShare }

export interface Evidence {
  readonly state: StoredState | undefined
  readonly seenAgain: SeenAgain | undefined
  readonly isNew: boolean
  /** By first sight, oldest first. */
  readonly versions: readonly VersionShare[]
  /** The agent's ended runs of the 24 hours before now, and those of the group among them. */
  readonly lastDay: { readonly runs: number; readonly failing: number }
  /** Unix milliseconds. */
  readonly now: number
}

export interface Judgement {
  readonly standing: FailureStanding
  readonly regression: Regression | null
}

/** How a group stands: the last word about it, held against the runs that came since (ui-spec.md section 3.4). Pure. */
export function judgeGroup(evidence: Evidence): Judgement {
  const { state, seenAgain, isNew } = evidence
  if (state !== undefined && isStillIgnored(state, evidence)) return { standing: 'ignored', regression: null }
  if (state !== undefined && (state.mode === failureModes.resolvedInVersion || state.mode === failureModes.resolvedNow)) {
    if (seenAgain?.later_run != null) return regressed(state, seenAgain.later_run, seenAgain.later_version)
    // Nobody said in which version: a new failure of the same one makes "resolved" untrue, but is no later version's doing.
    return { standing: seenAgain?.is_same === true ? 'open' : 'resolved', regression: null }
  }
  if (isNew) return { standing: 'new', regression: null }
  const regression = rateRegression(evidence.versions)
  return { standing: regression === null ? 'open' : 'regressed', regression }
}

const regressed = (state: StoredState, runId: string, version: NameNumber): Judgement => ({
  standing: 'regressed', regression: { kind: 'resolved', resolvedVersion: state.resolved_version, resolvedAt: state.changed_at, version, runId },
})

function isStillIgnored(state: StoredState, { now, lastDay }: Evidence): boolean {
  if (state.mode === failureModes.ignoredUntil) return state.ignored_until !== null && now < state.ignored_until
  if (state.mode === failureModes.ignoredAbove) return lastDay.runs < smallestSample || lastDay.failing / lastDay.runs <= (state.ignored_above ?? 1)
  return state.mode === failureModes.ignored
}

/** The newest version with enough runs against the one before it. */
export function rateRegression(versions: readonly VersionShare[]): Regression | null {
  const at = versions.findLastIndex(({ runs }) => runs >= smallestSample)
  const [now, before] = [versions[at], versions[at - 1]]
  if (now === undefined || before === undefined || before.runs < smallestSample) return null
  const difference = newcombe({ part: now.failing, total: now.runs }, { part: before.failing, total: before.runs })
  return difference.low > 0 ? { kind: 'rate', now, before } : null
}

/** Versions by first sight with their shares; a version without a run in the time that is compared has none. */
export const versionShares = (order: readonly SeenVersion[], ended: ReadonlyMap<NameNumber, number>, failing: ReadonlyMap<NameNumber, number>): VersionShare[] =>
  order.map(({ version }) => ({ version, runs: ended.get(version) ?? 0, failing: failing.get(version) ?? 0 }))
