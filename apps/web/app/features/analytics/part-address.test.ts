import type { StatsSeries } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import type { Chart } from './chart-model.ts'
import { partAddress } from './part-address.ts'

const hour = 3_600_000
const from = Date.parse('2026-11-22T10:20:00.000Z')
const iso = (ms: number): string => new Date(ms).toISOString()
const series = { from: iso(from), to: iso(from + 2.5 * hour), bucketMs: hour, points: [0, 1, 2, 3].map((part) => ({ at: iso(Date.parse('2026-11-22T10:00:00.000Z') + part * hour) })) } as unknown as StatsSeries
const chart = { filter: { status: 'failed' } } as unknown as Chart
const searchOf = (at: number): URLSearchParams => new URL(partAddress('/p/default/runs', { chart, series, filter: { agent: { include: ['bot'], exclude: [] }, last: '7d' } as never }, at), 'http://x').searchParams

test('the runs of a part: the filter of the page, what the chart counts, and the time of the part instead of a rolling one', () => {
  expect(Object.fromEntries(searchOf(1))).toEqual({ agent: 'bot', status: 'failed', from: '2026-11-22T11:00:00.000Z', to: '2026-11-22T11:59:59.999Z' })
})

test('the first and the last part end with the window', () => {
  expect(searchOf(0).get('from')).toBe('2026-11-22T10:20:00.000Z')
  expect(searchOf(2).get('to')).toBe('2026-11-22T12:50:00.000Z')
})
