import { Link, useParams } from '@remix-run/react'
import type { FailureGroupRow } from '@agenttracer/schema/query'
import { plural } from '../../format/count.ts'
import { Icon } from '../../ui/icon.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Ago } from '../../ui/when.tsx'
import { groupText, versionsText } from '../../failure-group/group-text.ts'
import { TrendBars } from '../../ui/trend-bars.tsx'

/** Like failures counted together, most runs first; the name opens the group, the arrow its newest run. */
export function FailureGroups({ groups, last }: { readonly groups: readonly FailureGroupRow[]; readonly last: string }) {
  const project = `/p/${useParams()['project'] ?? 'default'}`
  const runs = `${project}/runs`
  if (groups.length === 0) return <EmptyState title={`No failures in the last ${last}.`} />
  return (
    <ol className="border-t border-hairline" data-testid="failure-groups">
      {groups.map((group) => (
        <li key={group.fingerprint} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-hairline py-2">
          <div className="min-w-56 flex-1 [overflow-wrap:anywhere]">
            <Link className="font-medium text-fg underline-offset-2 hover:underline" to={`${project}/failures/${group.fingerprint}?last=${last}`}>
              {groupText(group)}
            </Link>
            <p className="text-xs text-muted">
              {group.agentId} {versionsText(group.versions)} · <span className="font-mono">{group.category}.{group.code}</span> · last <Ago at={group.lastSeenAt} />
            </p>
          </div>
          <TrendBars points={group.trend.map(({ at, runs: count }) => ({ at, runs: count, failed: count }))} label="Affected runs over the window" />
          <span className="w-16 text-right">{plural(group.runs, 'run')}</span>
          <Link className="inline-flex min-h-6 items-center gap-1 text-link" to={`${runs}/${group.newestRunId}`}>
            Newest
            <Icon name="arrow" className="size-3.5" />
            <span className="sr-only"> run of: {groupText(group)}</span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
