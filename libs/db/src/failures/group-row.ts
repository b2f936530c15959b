import { splitFailureKey } from '@agenttracer/schema'
import type { Fingerprint, Instant, ModelName, RunId, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { FailureGroupRow, FailureRegression } from '@agenttracer/schema/query'
import { stepTypeCodes, wordOf } from '../columns/codes.ts'
import type { NameTexts } from '../columns/step-read.ts'
import type { Words } from '../columns/words.ts'
import { iso } from '../read/run-read.ts'
import type { Regression } from './judge-group.ts'
import type { JudgedGroup } from './judged-groups.ts'
import type { NameNumber } from './version-order.ts'

export interface Naming {
  readonly names: NameTexts
  readonly words: Words
}

/** Registry numbers that a row of the group mentions. */
export const namesOfGroups = (groups: readonly JudgedGroup[]): Set<number> =>
  new Set(groups.flatMap(({ found, order }) => [found.agent_id, found.root_cause_name, ...order.map(({ version }) => version), ...found.versions, found.first_version]).filter((id) => id !== null))

export const versionText = (id: NameNumber, names: NameTexts): VersionLabel => ((id === null ? undefined : names.get(id)) ?? unknownVersion) as VersionLabel

/** A judged group as answers tell it; undefined for a code that only a newer release knows. */
export function toGroupRow(group: JudgedGroup, { names, words }: Naming, trend: FailureGroupRow['trend']): FailureGroupRow | undefined {
  const { found, isNew, standing, regression, agentRuns } = group
  const key = words.failureKey(found.failure_code)
  if (key === null) return undefined
  const text = (id: NameNumber): string | undefined => (id === null ? undefined : names.get(id))
  const stepType = found.root_cause_type === null ? null : wordOf(stepTypeCodes, found.root_cause_type)
  return {
    ...splitFailureKey(key),
    fingerprint: found.fingerprint as Fingerprint,
    agentId: (text(found.agent_id) ?? unknownName) as SafeName,
    stepType,
    // Past its cap a name reads as its type.
    stepName: (text(found.root_cause_name) ?? stepType) as ModelName | null,
    httpStatus: found.http_status,
    runs: found.runs,
    agentRuns,
    firstSeenAt: iso(found.first_at),
    firstSeenVersion: versionText(found.first_version, names),
    versionBefore: versionBefore(group, names),
    lastSeenAt: iso(found.last_at),
    isNew, standing,
    regression: regression === null ? null : regressionView(regression, names),
    newestRunId: found.newest_run_id as RunId,
    versions: inOrder(group, names),
    trend,
  }
}

/** The version that was there before the first that fails so: whether the failure came with a version can be read from it. */
function versionBefore({ found, shares }: JudgedGroup, names: NameTexts): FailureGroupRow['versionBefore'] {
  const at = shares.findIndex(({ version }) => version === found.first_version)
  const before = at < 1 ? undefined : shares[at - 1]
  return before === undefined ? null : { version: versionText(before.version, names), runs: before.runs }
}

function inOrder({ found, order }: JudgedGroup, names: NameTexts): VersionLabel[] {
  const place = (version: NameNumber): number => order.findIndex((seen) => seen.version === version)
  return [...found.versions].sort((a, b) => place(a) - place(b)).map((version) => versionText(version, names))
}

function regressionView(regression: Regression, names: NameTexts): FailureRegression {
  if (regression.kind === 'rate') {
    const { now, before } = regression
    return {
      kind: 'rate', version: versionText(now.version, names), previousVersion: versionText(before.version, names), failing: now.failing, runs: now.runs,
      previousFailing: before.failing, previousRuns: before.runs,
    }
  }
  return {
    kind: 'resolved', resolvedVersion: versionText(regression.resolvedVersion, names), resolvedAt: iso(regression.resolvedAt),
    version: versionText(regression.version, names), runId: regression.runId as RunId,
  }
}

/** Daily trend of a judged group. */
export const dailyTrend = (group: JudgedGroup, days: readonly Instant[]): FailureGroupRow['trend'] => days.map((at, day) => ({ at, runs: group.days[day] ?? 0 }))
