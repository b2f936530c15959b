import { parseFilter } from '@agenttracer/schema'
import { statsSeries } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { chartsOf } from './chart-model.ts'
import { partAddress } from './part-address.ts'

const hour = 3_600_000
const from = Date.parse('2026-11-22T10:20:00.000Z')
const iso = (ms: number): string => new Date(ms).toISOString()
const totals = { runs: 0, failed: 0, rated: 0, degraded: 0, latencyMs: { p50: null, p95: null, p99: null }, retries: 0, tokens: { input: 0, output: 0 }, failures: { tool: 0, model: 0, retrieval: 0, orchestration: 0 } }
const series = statsSeries.parse({
  from: iso(from), to: iso(from + 2.5 * hour), bucketMs: hour, points: [0, 1, 2, 3].map((part) => ({ ...totals, at: iso(Date.parse('2026-11-22T10:00:00.000Z') + part * hour) })),
  totals, previousFrom: iso(from - 2.5 * hour), previous: totals, split: null, values: [], furtherValues: 0,
})
const chart = chartsOf(series).find(({ id }) => id === 'rate')
if (chart === undefined) throw new Error('no chart of the failure rate')
const { filter } = parseFilter(new URLSearchParams('agent=bot&last=7d'))
const searchOf = (at: number): URLSearchParams => new URL(partAddress('/p/default/runs', { chart, series, filter }, at), 'http://x').searchParams

test('the runs of a part: the filter of the page, what the chart counts, and the time of the part instead of a rolling one', () => {
  expect(Object.fromEntries(searchOf(1))).toEqual({ agent: 'bot', status: 'failed', from: '2026-11-22T11:00:00.000Z', to: '2026-11-22T11:59:59.999Z' })
})

test('the first and the last part end with the window', () => {
  expect(searchOf(0).get('from')).toBe('2026-11-22T10:20:00.000Z')
  expect(searchOf(2).get('to')).toBe('2026-11-22T12:50:00.000Z')
})
