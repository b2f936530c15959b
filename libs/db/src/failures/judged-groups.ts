import type { RunFilter } from '@agenttracer/schema'
import { failureModes } from '../columns/failure-modes.ts'
import type { ReadContext } from '../read/read-context.ts'
import { windowOf } from '../read/window.ts'
import type { Window } from '../read/window.ts'
import type { FoundGroup } from './found-groups.ts'
import { countEnded, countParts, populationOf } from './group-counts.ts'
import type { EndedCount, PartCount } from './group-counts.ts'
import { judgeGroup, versionShares } from './judge-group.ts'
import type { Judgement, VersionShare } from './judge-group.ts'
import type { StoredState } from './read-states.ts'
import { readSeenAgain } from './seen-again.ts'
import { agentsOf, readVersionOrder } from './version-order.ts'
import type { NameNumber, SeenVersion } from './version-order.ts'

export const dayMs = 86_400_000
/** How far back rates by version and daily trends look. */
export const horizonDays = 14

export interface JudgedGroup extends Judgement {
  readonly found: FoundGroup
  readonly isNew: boolean
  /** Ended runs of the agent in the window. */
  readonly agentRuns: number
  readonly order: readonly SeenVersion[]
  /** Of the last 14 days, by first sight. */
  readonly shares: readonly VersionShare[]
  /** Runs of each of the last 14 days, oldest first. */
  readonly days: readonly number[]
}

/** The days before now that rates by version and daily trends cover. */
export function horizonOf(now: number): Window {
  const iso = (ms: number): Window['from'] => new Date(ms).toISOString() as Window['from']
  return { from: iso(now - horizonDays * dayMs), to: iso(now) }
}

/** Groups with all that their standing follows from. A fixed number of statements, however many groups there are. */
export async function judgeGroups(context: ReadContext, filter: RunFilter, groups: readonly FoundGroup[], states: ReadonlyMap<string, StoredState>): Promise<JudgedGroup[]> {
  if (groups.length === 0) return []
  const window = windowOf(filter, context.now)
  const horizon = horizonOf(context.now)
  const agents = agentsOf(groups)
  const population = populationOf(filter, horizon)
  const order = await readVersionOrder(context, agents)
  const ended = await countEnded(context, agents, population)
  const inWindow = await countEnded(context, agents, { ...population, ...window, ...(filter.version === undefined ? {} : { version: filter.version }) })
  const parts = byFingerprint(await countParts(context, groups.map(({ fingerprint }) => fingerprint), population, horizon, horizonDays))
  const lastDay = await readLastDay(context, filter, groups, states, agents)
  const resolved = groups.flatMap((group) => {
    const state = states.get(group.fingerprint)
    return state?.mode === failureModes.resolvedInVersion || state?.mode === failureModes.resolvedNow ? [{ state, versions: order.get(group.agent_id) ?? [] }] : []
  })
  const again = await readSeenAgain(context, resolved)
  return groups.map((found) => {
    const own = parts.get(found.fingerprint) ?? []
    const versions = order.get(found.agent_id) ?? []
    const shares = versionShares(versions, sums(ended.filter((row) => row.agent_id === found.agent_id)), sums(own))
    const isNew = found.runs > 0 && found.first_at >= Date.parse(window.from)
    const evidence = { state: states.get(found.fingerprint), seenAgain: again.get(found.fingerprint), isNew, versions: shares, lastDay: lastDay(found), now: context.now }
    return {
      found, isNew, order: versions, shares, ...judgeGroup(evidence),
      agentRuns: total(inWindow.filter((row) => row.agent_id === found.agent_id)),
      days: Array.from({ length: horizonDays }, (_, day) => total(own.filter(({ part }) => part === day))),
    }
  })
}

const total = (counts: readonly { readonly runs: number }[]): number => counts.reduce((sum, { runs }) => sum + runs, 0)

function sums(counts: readonly { readonly version: NameNumber; readonly runs: number }[]): Map<NameNumber, number> {
  const byVersion = new Map<NameNumber, number>()
  for (const { version, runs } of counts) byVersion.set(version, (byVersion.get(version) ?? 0) + runs)
  return byVersion
}

function byFingerprint(counts: readonly PartCount[]): Map<string, PartCount[]> {
  const groups = new Map<string, PartCount[]>()
  for (const count of counts) groups.set(count.fingerprint, [...(groups.get(count.fingerprint) ?? []), count])
  return groups
}

type LastDay = (group: FoundGroup) => { readonly runs: number; readonly failing: number }

/** Asked only where a group is ignored until its share rises. */
async function readLastDay(context: ReadContext, filter: RunFilter, groups: readonly FoundGroup[], states: ReadonlyMap<string, StoredState>, agents: readonly NameNumber[]): Promise<LastDay> {
  const watched = groups.filter(({ fingerprint }) => states.get(fingerprint)?.mode === failureModes.ignoredAbove).map(({ fingerprint }) => fingerprint)
  if (watched.length === 0) return () => ({ runs: 0, failing: 0 })
  const day: Window = { ...horizonOf(context.now), from: new Date(context.now - dayMs).toISOString() as Window['from'] }
  const ended: readonly EndedCount[] = await countEnded(context, agents, populationOf(filter, day))
  const own = await countParts(context, watched, populationOf(filter, day), day, 1)
  return ({ agent_id: agent, fingerprint }) => ({ runs: total(ended.filter((row) => row.agent_id === agent)), failing: total(own.filter((row) => row.fingerprint === fingerprint)) })
}
