import { describeFailure } from '@agenttracer/schema'
import type { FailureGroupRow } from '@agenttracer/schema/query'

/** What the runs of a group have in common, as one phrase. */
export function groupText(group: FailureGroupRow): string {
  const { what } = describeFailure({
    category: group.category, code: group.code, stepType: group.stepType ?? undefined, stepName: group.stepName ?? undefined, httpStatus: group.httpStatus ?? undefined,
  })
  return what.replace(/\.$/, '')
}

/** `2.4.0`, `2.3.9 and 2.4.0`, `2.3.9 and 3 more`. */
export function versionsText(versions: readonly string[]): string {
  const [first = 'unknown', second] = versions
  if (second === undefined) return first
  return versions.length === 2 ? `${first} and ${second}` : `${first} and ${versions.length - 1} more`
}
