import { Link, useSearchParams } from '@remix-run/react'
import type { FailuresPage as Answer } from '@agenttracer/schema/query'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { exactCount } from '../../format/count.ts'
import { classes } from '../../ui/classes.ts'
import { EmptyState, FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { standingWords } from '../../failure-group/group-text.ts'
import { GroupFilter } from './group-filter.tsx'
import { GroupsTable } from './groups-table.tsx'
import { groupsAddress, readGroupsQuery, tabs, windowText } from './list-query.ts'
import type { GroupsQuery } from './list-query.ts'
import { groupsQuery } from './queries.ts'

/** Like failures as groups: what is new, what came back, what somebody has dealt with. */
export function FailuresPage() {
  const [params] = useSearchParams()
  const query = useMemo(() => readGroupsQuery(params), [params])
  const api = useApi()
  const groups = useQuery(groupsQuery(api, query))
  const agents = useQuery(api.agents.list.queryOptions())
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="text-lg font-semibold">Failures</h1>
        <GroupFilter query={query} agents={agents.data?.items.map(({ agentId }) => agentId) ?? []} />
      </div>
      <Tabs query={query} counts={groups.data?.counts} />
      {query.dropped.length === 0 ? null : <Notice>Left out of the filter, because the value is not one it can have: {query.dropped.map(({ param }) => param).join(', ')}.</Notice>}
      {groups.data === undefined ? (
        groups.error === null ? (
          <Skeleton rows={8} label="failures" />
        ) : (
          <FailedPanel what="The failures" {...panelError(groups.error)} isRetrying={groups.isFetching} onRetry={() => void groups.refetch()} />
        )
      ) : groups.data.items.length === 0 ? (
        <NoGroups query={query} />
      ) : (
        <div className={classes('transition-opacity', groups.isPlaceholderData && 'opacity-60')} aria-busy={groups.isPlaceholderData}>
          <GroupsTable groups={groups.data.items} query={query} />
          <More page={groups.data} />
        </div>
      )}
    </div>
  )
}

function Tabs({ query, counts }: { readonly query: GroupsQuery; readonly counts: Answer['counts'] | undefined }) {
  return (
    <nav aria-label="Groups by state" className="-mx-1 flex flex-wrap gap-x-1 border-b border-hairline">
      {tabs.map((tab) => (
        <Link
          key={tab}
          to={groupsAddress(query.filter, tab, query.sort)}
          aria-current={tab === query.tab ? 'page' : undefined}
          className={classes('-mb-px border-b-2 px-2 py-1.5 no-underline', tab === query.tab ? 'border-link font-medium text-fg' : 'border-transparent text-muted hover:text-fg')}
        >
          {standingWords[tab]}
          {counts === undefined ? null : <span className="ml-1 text-muted">{exactCount(counts[tab])}</span>}
        </Link>
      ))}
    </nav>
  )
}

function NoGroups({ query: { filter, tab } }: { readonly query: GroupsQuery }) {
  const span = windowText(filter)
  const titles = {
    open: `No open failure in ${span}.`, new: `Nothing new in ${span}.`, regressed: `Nothing has come back in ${span}.`, resolved: 'No group is resolved.', ignored: 'No group is ignored.',
  } as const
  const { from: _from, to: _to, last: _last, ...rest } = filter
  return (
    <EmptyState title={titles[tab]}>
      {tab === 'open' ? null : (
        <Link className="text-link" to={groupsAddress(filter, 'open')}>
          Show the open ones
        </Link>
      )}
      {tab === 'open' || tab === 'new' || tab === 'regressed' ? (
        <>
          {tab === 'open' ? 'Look at ' : ', or look at '}
          <Link className="text-link" to={groupsAddress({ ...rest, last: '7d' }, tab)}>
            the last 7 days
          </Link>{' '}
          or{' '}
          <Link className="text-link" to={groupsAddress({ ...rest, last: '30d' }, tab)}>
            30 days
          </Link>
          .
        </>
      ) : null}
    </EmptyState>
  )
}

function More({ page: { hasMore, isCapped, items } }: { readonly page: Answer }) {
  if (!hasMore && !isCapped) return null
  return (
    <p className="pt-2 text-xs text-muted">
      {hasMore ? `The first ${exactCount(items.length)} are shown; a filter or another order shows others. ` : ''}
      {isCapped ? 'Counts stop at 500 groups: those with the fewest runs are left out.' : ''}
    </p>
  )
}
