import { verdictMarkdown } from '@agenttracer/schema'
import type { FailureGroup } from '@agenttracer/schema/query'
import { groupFacts, versionsText } from '../../failure-group/group-text.ts'

/** What "Copy as Markdown" puts on the clipboard: the report of a run (ui-spec.md section 3.9), with the newest run for an example. */
export function groupReport(group: FailureGroup, permalink: string): string {
  const [newest] = group.recent
  const [environment] = group.environments
  return verdictMarkdown({
    ...groupFacts(group),
    errorClass: group.errorClass ?? undefined,
    tries: group.attempts ?? undefined,
    agent: group.agentId,
    version: versionsText(group.versions.length === 0 ? [newest?.agentVersion ?? 'unknown'] : group.versions),
    permalink,
    path: group.path.map((name) => ({ name })),
    environment: group.environments.length === 1 ? environment : undefined,
    startedAt: newest?.startedAt,
    runDurationMs: newest?.durationMs ?? undefined,
    inputTokens: newest?.inputTokens ?? undefined,
    outputTokens: newest?.outputTokens ?? undefined,
    firstSeenAt: group.firstSeenAt,
    firstSeenVersion: group.firstSeenVersion,
    // The last of fourteen days ends now.
    runs24h: group.trend.at(-1)?.runs,
    lastGoodRun: group.lastGoodRunId ?? undefined,
  })
}
