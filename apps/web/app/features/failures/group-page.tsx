import { Link, useActionData, useParams, useSearchParams } from '@remix-run/react'
import { parseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { FailureGroup } from '@agenttracer/schema/query'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { groupText } from '../../failure-group/group-text.ts'
import { StandingBadge } from '../../failure-group/standing-badge.tsx'
import { NotFound } from '../../shell/not-found.tsx'
import { BackLink } from '../../ui/back-link.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { DifferencesTable } from './differences-table.tsx'
import { WindowChoice } from '../../filter-form/window-choice.tsx'
import { groupReport } from './group-report.ts'
import { GroupVerdict } from './group-verdict.tsx'
import { defaultWindow, groupInput, timed, windowPart, windowSearch } from './list-query.ts'
import { groupQueries } from './queries.ts'
import { RecentRuns } from './recent-runs.tsx'
import { StateForms } from './state-forms.tsx'
import { StateLog } from './state-log.tsx'
import { VersionBars } from './version-bars.tsx'
import { OwnForm } from '../../ui/own-form.tsx'

/** One group of like failures: what it is, how it stands, what sets its runs apart. */
export function GroupPage() {
  const [params] = useSearchParams()
  const { fp = '' } = useParams()
  const filter = useMemo(() => timed(parseFilter(params).filter), [params])
  const queries = groupQueries(useApi(), groupInput(fp, params))
  const [group, differences] = [useQuery(queries.group), useQuery(queries.differences)]
  const refused = useActionData<{ readonly refused?: string }>()?.refused
  if (group.data === undefined) {
    return group.error === null ? <Skeleton rows={10} label="the group" /> : <FailedPanel isWholePage what="This group" {...panelError(group.error)} isRetrying={group.isFetching} onRetry={() => void group.refetch()} />
  }
  const base = windowPart(filter)
  return (
    <article aria-labelledby="group-title" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <GroupHeader group={group.data} filter={filter} />
      {refused === undefined ? null : <Notice testId="state-refused">{refused}</Notice>}
      <GroupVerdict group={group.data} filter={filter} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title="What is different">
          {differences.data === undefined ? (
            differences.error === null ? (
              <Skeleton rows={6} label="differences" />
            ) : (
              <FailedPanel what="The comparison" {...panelError(differences.error)} isRetrying={differences.isFetching} onRetry={() => void differences.refetch()} />
            )
          ) : (
            <>
              <DifferencesTable group={group.data} differences={differences.data} filter={base} />
              {differences.data.isSampled ? <p className="pt-2 text-xs text-muted">Only the newest runs of this time are compared.</p> : null}
            </>
          )}
        </Panel>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <Panel title="Rate by version" note="Last 14 days">
            <VersionBars byVersion={group.data.byVersion} />
          </Panel>
          <Panel title="Recent runs">
            <RecentRuns recent={group.data.recent} />
          </Panel>
          <StateLog log={group.data.log} />
        </div>
      </div>
    </article>
  )
}

function GroupHeader({ group, filter }: { readonly group: FailureGroup; readonly filter: RunFilter }) {
  const list = `/p/${useParams()['project'] ?? 'default'}/failures${windowSearch(filter)}`
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <BackLink to={list}>Failures</BackLink>
      <h1 id="group-title" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 py-0.5 text-base font-semibold">
        <StandingBadge group={group} />
        <span className="min-w-0 [overflow-wrap:anywhere]">{groupText(group)}</span>
      </h1>
      <div className="flex flex-wrap items-start gap-1.5">
        <TimeForm filter={filter} />
        <StateForms group={group} />
        <CopyButton label="Copy as Markdown" text={() => groupReport(group, window.location.href)} />
      </div>
    </div>
  )
}

/** The time whose runs are counted and compared; a fixed one from the address goes by leaving it. */
function TimeForm({ filter: { last, from, to, env } }: { readonly filter: RunFilter }) {
  if (from !== undefined || to !== undefined) {
    return (
      <Link className={buttonClass()} to="?">
        Last 24 h
      </Link>
    )
  }
  return (
    <OwnForm method="get" className="flex items-center gap-1.5" aria-label="Time that is counted">
      {env?.include.map((name) => <input key={name} type="hidden" name="env" value={name} />)}
      <WindowChoice last={last ?? defaultWindow} isBare />
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </OwnForm>
  )
}

export const GroupNotFound = () => (
  <NotFound title="There is no such group of failures in this project" text="Its runs may be older than the retention time, or belong to another project." />
)
