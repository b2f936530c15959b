import { Link, useParams } from '@remix-run/react'
import { serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { FailureGroup } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { groupVerdict, regressionText, shareText, sinceText, versionsText } from '../../failure-group/group-text.ts'
import { TrendBars } from '../../ui/trend-bars.tsx'
import { Ago } from '../../ui/when.tsx'
import { windowPart, windowText } from './list-query.ts'

/** The same sentence and advice as a run of the group has, and how much of it there is. */
export function GroupVerdict({ group, filter }: { readonly group: FailureGroup; readonly filter: RunFilter }) {
  const { what, action } = groupVerdict(group)
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  const regressed = regressionText(group.regression)
  const all = serialiseFilter({ fp: group.fingerprint, ...windowPart(filter) })
  return (
    <section aria-label="Verdict of the group" data-testid="group-verdict" className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-lg border border-l-4 border-hairline border-l-failed bg-surface px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0 text-[0.9375rem] font-medium [overflow-wrap:anywhere]">{what}</span>
        <Link className="font-mono text-xs text-link sm:ml-auto" to={`${runs}?code=${group.category}.${group.code}`} title="Runs with this code">
          {group.category}.{group.code}
        </Link>
      </p>
      <p>
        <span className="font-semibold">What to do:</span> {action}
      </p>
      {group.path.length < 2 ? null : (
        <p className="text-[0.8125rem] text-muted [overflow-wrap:anywhere]">
          {group.agentId} {group.path.map((name) => `> ${name} `)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-[0.8125rem]">
        <p className="min-w-0" data-testid="group-share">
          {group.runs === 0 ? (
            `No run in ${windowText(filter)}`
          ) : (
            <>
              <Link className="text-link" to={`${runs}?${all}`}>
                {plural(group.runs, 'run')}
              </Link>
              , {shareText(group)}
              {shareText(group).includes('%') ? ` of ${group.agentId}'s ended runs` : ' ended runs'} in {windowText(filter)}, {group.versions.length === 1 ? 'version' : 'versions'} {versionsText(group.versions)}
              {group.versions.length === 1 ? ' only' : ''}
            </>
          )}
        </p>
        <p className="min-w-0">
          First seen <Ago at={group.firstSeenAt} />, {sinceText(group)}; last <Ago at={group.lastSeenAt} />
        </p>
        {regressed === null ? null : <p className="font-medium text-failed-text">Regressed: {regressed}</p>}
        <p className="flex items-end gap-2">
          <TrendBars points={group.trend.map(({ at, runs: count }) => ({ at, runs: count, failed: count }))} label="Affected runs a day over 14 days" />
          <span className="text-xs text-muted">14 days</span>
        </p>
        <p className="flex flex-wrap gap-x-3">
          {(
            [
              ['Newest run', group.newestRunId],
              ['Slowest', group.slowestRunId],
              ['Oldest', group.oldestRunId],
              ...(group.lastGoodRunId === null ? [] : [['Last good run', group.lastGoodRunId] as const]),
            ] as const
          ).map(([label, runId]) => (
            <Link key={label} className="inline-flex min-h-6 items-center text-link" to={`${runs}/${runId}`}>
              {label}
            </Link>
          ))}
        </p>
      </div>
    </section>
  )
}
