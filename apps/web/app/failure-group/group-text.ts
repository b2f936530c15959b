import { describeFailure, smallestSample } from '@agenttracer/schema'
import type { FailureFacts, FailureText } from '@agenttracer/schema'
import type { FailureGroup, FailureGroupRow } from '@agenttracer/schema/query'
import { exactCount } from '../format/count.ts'
import { percent, rate } from '../format/percent.ts'

/** What the runs of a group have in common, for its sentences. */
export const groupFacts = (group: FailureGroupRow): FailureFacts => ({
  category: group.category, code: group.code, stepType: group.stepType ?? undefined, stepName: group.stepName ?? undefined, httpStatus: group.httpStatus ?? undefined,
})

/** The same phrase wherever the group is named. */
export const groupText = (group: FailureGroupRow): string => describeFailure(groupFacts(group)).what.replace(/\.$/, '')

/** With what only the whole group knows: tries, place, and the version that it came with where enough runs of the one before had it not. */
export function groupVerdict(group: FailureGroup): FailureText {
  const [environment] = group.environments
  return describeFailure({
    ...groupFacts(group), errorClass: group.errorClass ?? undefined, tries: group.attempts ?? undefined,
    environment: group.environments.length === 1 ? environment : undefined,
    beganInVersion: (group.versionBefore?.runs ?? 0) >= smallestSample ? group.firstSeenVersion : undefined,
  })
}

export const standingWords = { new: 'New', regressed: 'Regressed', open: 'Open', resolved: 'Resolved', ignored: 'Ignored' } as const satisfies Record<FailureGroupRow['standing'], string>

/** `x4`: how many times the share of the version before; null where there is nothing to multiply. */
export function factorText(regression: FailureGroupRow['regression']): string | null {
  if (regression?.kind !== 'rate' || regression.previousFailing === 0) return null
  const factor = regression.failing / regression.runs / (regression.previousFailing / regression.previousRuns)
  return `x${factor < 1.95 ? factor.toFixed(1) : String(Math.round(factor))}`
}

/** `12 of 310 runs of 1.9 (3.9%, was 0.9% in 1.8)`, `resolved in 1.8, seen again in 1.9`; null for a group that did not regress. */
export function regressionText(regression: FailureGroupRow['regression']): string | null {
  if (regression === null) return null
  if (regression.kind === 'resolved') return `resolved in ${regression.resolvedVersion}, seen again in ${regression.version}`
  const [now, before] = [percent(regression.failing / regression.runs), percent(regression.previousFailing / regression.previousRuns)]
  return `${exactCount(regression.failing)} of ${exactCount(regression.runs)} runs of ${regression.version} (${now}, was ${before} in ${regression.previousVersion})`
}

/** Share of the agent's ended runs: `3.2%`, or `3 of 12` of a few. */
export const shareText = ({ runs, agentRuns }: FailureGroupRow): string => rate(runs, agentRuns).text

/** `12 of 310 runs (3.9%)`, or `3 of 12 runs` of a few. */
export function countedShare(group: FailureGroupRow): string {
  const share = shareText(group)
  return share.includes('%') ? `${exactCount(group.runs)} of ${exactCount(group.agentRuns)} runs (${share})` : `${share} runs`
}

/** `since 2.4.0 (0 of 120 runs in 2.3.9)`: whether the failure came with a version. */
export function sinceText({ firstSeenVersion, versionBefore }: FailureGroupRow): string {
  if (versionBefore === null || versionBefore.runs === 0) return `since ${firstSeenVersion}`
  return `since ${firstSeenVersion} (0 of ${exactCount(versionBefore.runs)} runs in ${versionBefore.version})`
}

/** `2.4.0`, `2.3.9 and 2.4.0`, `2.3.9 and 3 more`. */
export function versionsText(versions: readonly string[]): string {
  const [first = 'unknown', second] = versions
  if (second === undefined) return first
  return versions.length === 2 ? `${first} and ${second}` : `${first} and ${versions.length - 1} more`
}
