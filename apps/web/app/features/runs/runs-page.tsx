import { useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { classes } from '../../ui/classes.ts'
import { FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { FilterForm } from './filter-form.tsx'
import { FilterChips, NoMatch } from './chip-list.tsx'
import { readListQuery } from './list-query.ts'
import { Paging } from './paging.tsx'
import { agentsQuery, runsQuery } from './queries.ts'
import { RunsTable } from './runs-table.tsx'

/** All runs, newest first, by the filter in the address. */
export function RunsPage() {
  const [params] = useSearchParams()
  const query = useMemo(() => readListQuery(params), [params])
  const api = useApi()
  const runs = useQuery(runsQuery(api, query))
  const agents = useQuery(agentsQuery(api))
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h1 className="sr-only">Runs</h1>
      <FilterForm query={query} agents={agents.data?.items.map(({ agentId }) => agentId) ?? []} key={params.toString()} />
      <FilterChips query={query} />
      {query.dropped.length === 0 ? null : <Notice>Left out of the filter, because the value is not one it can have: {query.dropped.map(({ param }) => param).join(', ')}.</Notice>}
      {runs.data === undefined ? (
        runs.error === null ? (
          <Skeleton rows={12} label="runs" />
        ) : (
          <FailedPanel what="The runs" {...panelError(runs.error)} isRetrying={runs.isFetching} onRetry={() => void runs.refetch()} />
        )
      ) : runs.data.items.length === 0 ? (
        <NoMatch query={query} />
      ) : (
        <div className={classes('transition-opacity', runs.isPlaceholderData && 'opacity-60')} aria-busy={runs.isPlaceholderData}>
          <RunsTable runs={runs.data.items} query={query} />
          <Paging page={runs.data} query={query} />
        </div>
      )}
    </div>
  )
}
