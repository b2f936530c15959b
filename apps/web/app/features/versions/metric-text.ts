import type { ChangeWord, VersionComparison, VersionMetric } from '@agenttracer/schema/query'
import { count } from '../../format/count.ts'
import { duration, signedDuration } from '../../format/duration.ts'
import { rate } from '../../format/percent.ts'

export const metricNames: Readonly<Record<VersionMetric, string>> = {
  failure_rate: 'Failure rate', degraded_rate: 'OK but degraded', retried_rate: 'Runs with retries', duration_p50: 'Duration p50', duration_p95: 'Duration p95', tokens_p50: 'Tokens p50',
}
export const changeTexts: Readonly<Record<ChangeWord, string>> = { worse: 'worse', better: 'better', no_clear_change: 'no clear change', too_few: 'too few runs' }

const isShare = (metric: VersionMetric): boolean => metric.endsWith('_rate')

/** One side's value: `4.2%`, `3 of 12`, `2.40 s`, `1,204`. */
export function valueText(metric: VersionMetric, value: number | null, n: number): string {
  if (isShare(metric)) return rate(Math.round((value ?? 0) * n), n).text
  if (value === null) return 'not recorded'
  return metric.startsWith('duration') ? duration(value) : count(value)
}

/** A difference with its sign: `+3.4 pts`, `−300 ms`, `+120`. */
export function differenceText(metric: VersionMetric, value: number): string {
  if (isShare(metric)) return `${points(value)} pts`
  return metric.startsWith('duration') ? signedDuration(value) : `${sign(value)}${count(Math.abs(Math.round(value)))}`
}

/** `95% +2.4 to +4.7`. */
export function intervalText({ metric, change }: VersionComparison): string {
  if (change === null) return ''
  const bound = (value: number): string => (isShare(metric) ? points(value) : differenceText(metric, value))
  return `95% ${bound(change.low)} to ${bound(change.high)}`
}

/** `+3.4 pts, 95% +2.4 to +4.7`. */
export const changeText = (item: VersionComparison): string | null =>
  item.change === null ? null : `${differenceText(item.metric, item.change.value)}, ${intervalText(item)}`

/** `+3.4`: percentage points with one decimal. */
export const points = (share: number): string => {
  const text = Math.abs(share * 100).toFixed(1)
  return text === '0.0' ? '0.0' : `${sign(share)}${text}`
}

const sign = (value: number): string => (value < 0 ? '−' : value > 0 ? '+' : '±')
