import { serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { StatsSeries } from '@agenttracer/schema/query'
import type { Chart } from './chart-model.ts'

export interface ChartPart {
  readonly chart: Chart
  readonly series: StatsSeries
  readonly filter: RunFilter
}

/** The runs of one part: the page's own filter, narrowed to the part's time and to what the chart counts. */
export function partAddress(runs: string, { chart, series, filter }: ChartPart, at: number): string {
  const { last: _last, ...rest } = filter
  const start = Math.max(Date.parse(series.points[at]?.at ?? series.from), Date.parse(series.from))
  const end = Math.min(Date.parse(series.points[at]?.at ?? series.from) + series.bucketMs - 1, Date.parse(series.to))
  const iso = (ms: number): string => new Date(ms).toISOString()
  const params = serialiseFilter(rest)
  for (const [name, value] of Object.entries({ ...chart.filter, from: iso(start), to: iso(Math.max(start, end)) })) params.set(name, value)
  return `${runs}?${params}`
}
