import { describeFailure } from '@agenttracer/schema'
import type { FailureGroupRow } from '@agenttracer/schema/query'
import { rate } from '../../format/percent.ts'

/** What the runs of a group have in common, as one phrase. */
export function groupText(group: FailureGroupRow): string {
  const { what } = describeFailure({
    category: group.category, code: group.code, stepType: group.stepType ?? undefined, stepName: group.stepName ?? undefined, httpStatus: group.httpStatus ?? undefined,
  })
  return what.replace(/\.$/, '')
}

/** `was 0.9% in 2.3.9`, `resolved in 1.8, seen again in 1.9`; null for a group that did not regress. */
export function regressionText(regression: FailureGroupRow['regression']): string | null {
  if (regression === null) return null
  if (regression.kind === 'resolved') return `resolved in ${regression.resolvedVersion}, seen again in ${regression.version}`
  const [now, before] = [rate(regression.failing, regression.runs), rate(regression.previousFailing, regression.previousRuns)]
  return `${now.text} of runs in ${regression.version}, was ${before.text} in ${regression.previousVersion}`
}

/** `2.4.0`, `2.3.9 and 2.4.0`, `2.3.9 and 3 more`. */
export function versionsText(versions: readonly string[]): string {
  const [first = 'unknown', second] = versions
  if (second === undefined) return first
  return versions.length === 2 ? `${first} and ${second}` : `${first} and ${versions.length - 1} more`
}
