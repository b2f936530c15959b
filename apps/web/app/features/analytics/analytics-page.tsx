import type { StatsSeries } from '@agenttracer/schema/query'
import { Link, useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { panelError } from '../../api/panel-error.ts'
import { plural } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { dayTime } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { classes } from '../../ui/classes.ts'
import { EmptyState, FailedPanel, Notice, Skeleton } from '../../ui/states.tsx'
import { AnalyticsForm } from './analytics-form.tsx'
import { ChartCard } from './chart-card.tsx'
import { chartsOf, mostLines } from './chart-model.ts'
import { analyticsAddress, choicesQuery, readSeriesAsked, seriesQuery } from './queries.ts'
import type { SeriesAsked } from './queries.ts'

/** How things went over time: six small charts over one time axis. */
export function AnalyticsPage() {
  const [params] = useSearchParams()
  const asked = useMemo(() => readSeriesAsked(params), [params])
  const api = useApi()
  const [series, choices] = [useQuery(seriesQuery(api, asked)), useQuery(choicesQuery(api, asked))]
  return (
    <article aria-labelledby="analytics-title" className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <h1 id="analytics-title" className="flex-1 py-1 text-base font-semibold">
          Analytics
        </h1>
        <AnalyticsForm asked={asked} choices={choices.data} />
      </div>
      {asked.hasDropped ? <Notice testId="state-dropped">A part of this address is no filter and was left out.</Notice> : null}
      {series.data !== undefined ? (
        <Charts series={series.data} asked={asked} params={params} isStale={series.isPlaceholderData} />
      ) : series.error === null ? (
        <Skeleton rows={12} label="charts" />
      ) : (
        <FailedPanel what="The charts" {...panelError(series.error)} isRetrying={series.isFetching} onRetry={() => void series.refetch()} />
      )}
    </article>
  )
}

function Charts({ series, asked, params, isStale }: { readonly series: StatsSeries; readonly asked: SeriesAsked; readonly params: URLSearchParams; readonly isStale: boolean }) {
  const [at, setAt] = useState<number | null>(null)
  const charts = useMemo(() => chartsOf(series), [series])
  const [zone, now] = [useZone(), useNow()]
  const table = params.get('table')
  if (series.totals.runs === 0) {
    return (
      <EmptyState title="No run in this time." testId="state-empty-filter">
        Choose a longer time, or <Link className="text-link" to="?last=30d">show the last 30 days of all agents</Link>.
      </EmptyState>
    )
  }
  const left = series.furtherValues + Math.max(0, series.values.length - mostLines)
  const switchTo = (id: string): string => analyticsAddress(asked, table === id ? undefined : id)
  return (
    <>
      <p className="text-xs text-muted">
        {dayTime(series.from, zone, now)} to {dayTime(series.to, zone, now)}, {duration(series.bucketMs)} each part; “was” is the same length before. A press on a chart shows the runs of that part.
        {left === 0 ? null : ` Only the ${mostLines} with most runs are drawn; ${plural(left, 'more is', 'more are')} left out.`}
      </p>
      <div aria-busy={isStale} className={classes('grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2 xl:grid-cols-3', isStale && 'opacity-60')}>
        {charts.map((chart) => (
          <ChartCard key={chart.id} chart={chart} series={series} filter={asked.filter} at={at} onPoint={setAt} isTable={table === chart.id} switchTo={switchTo(chart.id)} />
        ))}
      </div>
    </>
  )
}
