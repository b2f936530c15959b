import type { RunFilter } from '@agenttracer/schema'
import type { StatsSeries } from '@agenttracer/schema/query'
import { Link, useNavigate, useParams } from '@remix-run/react'
import type { MouseEvent } from 'react'
import { clockMinutes, dayTime } from '../../format/time.ts'
import { useNow, useZone } from '../../preferences/preferences-context.tsx'
import { niceTop } from '../../ui/chart-path.ts'
import { LineKey, TimeChart } from '../../ui/time-chart.tsx'
import { chartSentence, topOf } from './chart-model.ts'
import type { Chart } from './chart-model.ts'
import { ChartTable } from './chart-table.tsx'
import { partAddress } from './part-address.ts'

export interface ChartCardProps {
  readonly chart: Chart
  readonly series: StatsSeries
  readonly filter: RunFilter
  /** The part under the pointer, the same on every chart. */
  readonly at: number | null
  readonly onPoint: (at: number | null) => void
  readonly isTable: boolean
  /** Address of the page with this chart as a table, or as a chart again. */
  readonly switchTo: string
}

/** One small chart with its value, the value before, and a table in its place for whoever wants numbers. */
export function ChartCard(props: ChartCardProps) {
  const { chart, series, at, isTable, switchTo } = props
  const [zone, now] = [useZone(), useNow()]
  const title = `chart-${chart.id}`
  return (
    <section aria-labelledby={title} className="min-w-0 rounded-lg border border-hairline p-3" data-chart={chart.id}>
      <div className="flex flex-wrap items-baseline gap-x-2">
        <h2 id={title} className="text-[0.8125rem] font-semibold">
          {chart.title}
        </h2>
        <p className="ml-auto text-[0.8125rem]">
          <span className="font-medium">{chart.now}</span> <span className="text-xs text-muted">was {chart.before}</span>
        </p>
      </div>
      {isTable ? <ChartTable {...props} /> : <Plot {...props} />}
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-3 text-xs text-muted">
        {isTable ? null : chart.lines.map(({ name, tone, values }, line) => {
          const value = at === null ? null : (values[at] ?? null)
          if (chart.lines.length === 1 && at === null) return null
          return <LineKey key={name} name={chart.lines.length === 1 ? '' : name} tone={tone} at={line} isStacked={chart.isStacked} value={at === null ? null : value === null ? 'none' : chart.format(value)} />
        })}
        {at === null || isTable ? null : <span>{dayTime(series.points[at]?.at ?? series.from, zone, now)}</span>}
        <Link className="ml-auto inline-flex min-h-6 items-center text-link" replace preventScrollReset to={switchTo} aria-label={isTable ? `${chart.title} as a chart` : `${chart.title} as a table`}>
          {isTable ? 'Chart' : 'Table'}
        </Link>
      </div>
    </section>
  )
}

function Plot(props: ChartCardProps) {
  const { chart, series, filter, at, onPoint } = props
  const navigate = useNavigate()
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  const [zone, now] = [useZone(), useNow()]
  const count = series.points.length
  const top = niceTop(topOf(chart))
  const partOf = ({ currentTarget, clientX }: Pick<MouseEvent<HTMLElement>, 'currentTarget' | 'clientX'>): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / Math.max(1, width)) * count)))
  }
  const isLong = Date.parse(series.to) - Date.parse(series.from) > 86_400_000
  const label = (ms: number): string => (isLong ? dayTime(ms, zone, now) : clockMinutes(ms, zone))
  const [start, end] = [Date.parse(series.from), Date.parse(series.to)]
  return (
    <>
      <div
        className="relative mt-2 h-24 lg:h-40 cursor-pointer"
        title="Show the runs of this part"
        onPointerMove={(event) => onPoint(partOf(event))}
        onPointerLeave={() => onPoint(null)}
        onClick={(event) => navigate(partAddress(runs, props, partOf(event)))}
      >
        <TimeChart lines={chart.lines} isStacked={chart.isStacked} top={top} label={chartSentence(chart)} />
        <span aria-hidden="true" className="pointer-events-none absolute top-0 left-0 bg-bg/80 pr-1 text-2xs leading-tight text-muted">
          {chart.format(top)}
        </span>
        {at === null ? null : <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 border-l border-fg" style={{ left: `${((at + 0.5) / count) * 100}%` }} />}
      </div>
      <div aria-hidden="true" className="mt-0.5 flex justify-between text-2xs text-muted">
        <span>{label(start)}</span>
        <span className="max-2xl:hidden">{label((start + end) / 2)}</span>
        <span>{filter.to === undefined ? 'now' : label(end)}</span>
      </div>
    </>
  )
}
