import { useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { keepTrail, trailSearch } from '../../run-trail/trail.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { FacetPanel } from './facet-panel.tsx'
import { FilterForm } from './filter-form.tsx'
import { FilterChips } from './chip-list.tsx'
import { Histogram } from './histogram/histogram.tsx'
import { readListQuery } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { ListTools } from './list-tools.tsx'
import { useLiveRuns } from './live/use-live-runs.ts'
import { Paging } from './paging.tsx'
import { agentsQuery, facetsQuery, runsQuery, viewsQuery } from './queries.ts'
import { RunsTable } from './runs-table.tsx'
import { useSelection } from './use-selection.ts'

/** The ways out of an empty list: most readers never see one. */
const NoMatch = lazy(async () => ({ default: (await import('./no-match.tsx')).NoMatch }))

/** All runs, newest first, by the filter in the address. */
export function RunsPage({ refused }: { readonly refused: string | undefined }) {
  const [params] = useSearchParams()
  const query = useMemo(() => readListQuery(params), [params])
  const api = useApi()
  const agents = useQuery(agentsQuery(api))
  const facets = useQuery(facetsQuery(api, query.filter))
  const address = params.toString()
  useEffect(() => keepTrail(trailSearch(query.filter)), [query.filter])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h1 className="sr-only">Runs</h1>
      <div className="relative grid gap-2 sm:flex sm:flex-wrap sm:items-end">
        <FilterForm query={query} agents={agents.data?.items.map(({ agentId }) => agentId) ?? []} facets={facets.data} />
        <FacetPanel query={query} facets={facets.data} address={address} />
      </div>
      <FilterChips query={query} />
      {refused === undefined ? null : <Notice>{refused}</Notice>}
      {params.has('unread') ? <Notice>What was typed is not a filter. Write a field and a value of it, such as tool:search_docs.</Notice> : null}
      {query.dropped.length === 0 ? null : <Notice>Left out of the filter, because the value is not one it can have: {query.dropped.map(({ param }) => param).join(', ')}.</Notice>}
      <Histogram query={query} />
      <RunList query={query} facets={facets.data} />
    </div>
  )
}

function RunList({ query, facets }: { readonly query: ListQuery; readonly facets: { readonly runs: number; readonly isCapped: boolean } | undefined }) {
  const api = useApi()
  const runs = useQuery(runsQuery(api, query))
  const views = useQuery(viewsQuery(api)).data?.items ?? []
  const selection = useSelection()
  const [isLive, setLive] = useState(false)
  const readAgain = useCallback(() => void runs.refetch(), [runs.refetch])
  const canFollow = query.sort === '-started' && query.cursor === null
  const live = useLiveRuns(query, runs.data?.items ?? [], isLive && canFollow, readAgain)
  return (
    <>
      {query.view !== null && !views.some(({ viewId }) => viewId === query.view) && views.length > 0 ? <Notice>The view of this link is not there any more. The list is as the link says.</Notice> : null}
      <ListTools query={query} views={views} selection={selection} shown={live.rows.map(({ runId }) => runId)} facets={facets} isLive={isLive} isLost={live.isLost} onLive={setLive} onAgain={live.again} />
      <p role="status" className={live.waiting === 0 ? 'sr-only' : 'sticky top-14 z-20 justify-self-center'}>
        {live.waiting === 0 ? null : (
          <Button look="primary" onClick={live.show}>
            {plural(live.waiting, 'new run')} - show
          </Button>
        )}
      </p>
      {runs.data === undefined ? (
        runs.error === null ? (
          <Skeleton rows={12} label="runs" />
        ) : (
          <FailedPanel what="The runs" {...panelError(runs.error)} isRetrying={runs.isFetching} onRetry={() => void runs.refetch()} />
        )
      ) : live.rows.length === 0 ? (
        <Suspense fallback={<Skeleton rows={3} label="ways out" />}>
          <NoMatch query={query} />
        </Suspense>
      ) : (
        <div className={classes('transition-opacity', runs.isPlaceholderData && 'opacity-60')} aria-busy={runs.isPlaceholderData}>
          <RunsTable runs={live.rows} query={query} selection={selection} />
          <Paging page={runs.data} query={query} />
        </div>
      )}
    </>
  )
}
