import { wilson } from '@agenttracer/schema'
import type { SeriesPoint, SeriesTotals, StatsSeries } from '@agenttracer/schema/query'
import { count, exactCount } from '../../format/count.ts'
import { duration } from '../../format/duration.ts'
import { percent, rate } from '../../format/percent.ts'

export interface ChartLine {
  readonly name: string
  /** Colour token. */
  readonly tone: string
  readonly values: readonly (number | null)[]
  /** 95% interval around the values. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] }
}

export interface Chart {
  readonly id: 'runs' | 'rate' | 'latency' | 'retries' | 'tokens' | 'failures'
  readonly title: string
  /** Of the whole window, and of the one before. */
  readonly now: string
  readonly before: string
  readonly lines: readonly ChartLine[]
  /** Lines on top of each other as bars: their sum is what counts. */
  readonly isStacked: boolean
  readonly format: (value: number) => string
  /** What a click on a point adds to the filter. */
  readonly filter: Readonly<Record<string, string>>
}

const tones = ['var(--series-a)', 'var(--series-b)', 'var(--series-c)', 'var(--series-d)', 'var(--series-e)'] as const
/** As many lines as there are colours that can be told apart. */
export const mostLines = tones.length

type Read = (totals: SeriesTotals) => number | null

const rateOf: Read = ({ failed, rated }) => (rated === 0 ? null : failed / rated)
const failuresOf = ({ failures }: SeriesTotals): number => Object.values(failures).reduce((sum, runs) => sum + runs, 0)
const rateText = ({ failed, rated }: SeriesTotals): string => rate(failed, rated).text
const latency = (totals: SeriesTotals, key: 'p50' | 'p95' | 'p99'): number | null => totals.latencyMs[key]

/** Six small charts over one time axis; with a split every chart has a line for each value instead. */
export function chartsOf(series: StatsSeries): readonly Chart[] {
  const { totals, previous, points } = series
  const isSplit = series.split !== null
  const one = (read: Read, tone: string = tones[0]): ChartLine[] => [{ name: 'all runs', tone, values: points.map(read) }]
  const lines = (read: Read, whole: readonly ChartLine[]): readonly ChartLine[] => (isSplit ? byValue(series, read) : whole)
  const named = (name: string, tone: string, read: Read): ChartLine => ({ name, tone, values: points.map(read) })
  return [
    { id: 'runs', title: 'Runs', now: count(totals.runs), before: count(previous.runs), lines: lines(({ runs }) => runs, one(({ runs }) => runs)), isStacked: false, format: exactCount, filter: {} },
    {
      id: 'rate', title: 'Failure rate', now: rateText(totals), before: rateText(previous), lines: lines(rateOf, [{ ...named('all runs', 'var(--failed)', rateOf), band: bandOf(points) }]), isStacked: false,
      format: percent, filter: { status: 'failed' },
    },
    {
      id: 'latency', title: isSplit ? 'Latency p95' : 'Latency', now: latencyText(totals), before: duration(latency(previous, 'p95')),
      lines: lines((each) => latency(each, 'p95'), [
        named('p50', tones[0], (each) => latency(each, 'p50')), named('p95', tones[1], (each) => latency(each, 'p95')), named('p99', tones[2], (each) => latency(each, 'p99')),
      ]),
      isStacked: false, format: duration, filter: {},
    },
    { id: 'retries', title: 'Retries', now: count(totals.retries), before: count(previous.retries), lines: lines(({ retries }) => retries, one(({ retries }) => retries, 'var(--recovered)')), isStacked: false, format: exactCount, filter: { retries: '1..' } },
    {
      id: 'tokens', title: 'Tokens', now: tokensText(totals), before: tokensText(previous),
      lines: lines(({ tokens }) => tokens.input + tokens.output, [named('in', tones[0], ({ tokens }) => tokens.input), named('out', tones[1], ({ tokens }) => tokens.output)]), isStacked: false, format: count, filter: {},
    },
    {
      id: 'failures', title: isSplit ? 'Runs with a failure' : 'Failures by category', now: count(failuresOf(totals)), before: count(failuresOf(previous)),
      lines: isSplit ? byValue(series, failuresOf) : (['tool', 'model', 'retrieval', 'orchestration'] as const).map((category, at) => named(category, tones[at] ?? tones[0], ({ failures }) => failures[category] ?? 0)),
      isStacked: !isSplit, format: exactCount, filter: { status: 'failed' },
    },
  ]
}

const byValue = ({ values }: StatsSeries, read: Read): readonly ChartLine[] =>
  values.slice(0, mostLines).map(({ value, points }, at) => ({ name: value, tone: tones[at] ?? tones[0], values: points.map(read) }))

function bandOf(points: readonly SeriesPoint[]): NonNullable<ChartLine['band']> {
  const bounds = points.map(({ failed, rated }) => (rated === 0 ? null : wilson(failed, rated)))
  return { low: bounds.map((bound) => bound?.low ?? null), high: bounds.map((bound) => bound?.high ?? null) }
}

const latencyText = (totals: SeriesTotals): string => `p95 ${duration(latency(totals, 'p95'))}`
const tokensText = ({ tokens }: SeriesTotals): string => `${count(tokens.input)} in, ${count(tokens.output)} out`

/** The highest value that a chart must show. A band is cut where it would flatten the line. */
export function topOf({ lines, isStacked }: Chart): number {
  const points = lines[0]?.values.length ?? 0
  if (isStacked) return Math.max(0, ...Array.from({ length: points }, (_, at) => lines.reduce((sum, { values }) => sum + (values[at] ?? 0), 0)))
  const most = Math.max(0, ...lines.flatMap(({ values }) => values).map((value) => value ?? 0))
  return Math.max(most, ...lines.flatMap(({ band }) => band?.high ?? []).map((value) => Math.min(value ?? 0, most * 2)))
}

/** What a chart shows, in a sentence: for whoever does not see it. */
export function chartSentence({ title, now, before, lines, format }: Chart): string {
  const spans = lines.map(({ name, values }) => {
    const known = values.filter((value) => value !== null)
    return known.length === 0 ? `${name} not recorded` : `${name} between ${format(Math.min(...known))} and ${format(Math.max(...known))}`
  })
  return `${title}: ${now}, was ${before} in the time before. By part: ${spans.join('; ')}.`
}
