import { parseFilter } from '@agenttracer/schema'
import { runIdFrom } from '@agenttracer/schema/names'
import type { RunDetail, RunSummary } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { firstBeyond, neighbourInputs } from './neighbours.ts'

const noon = Date.parse('2026-11-22T12:00:00.000Z')
const run = (ms: number, last = 0): RunSummary & RunDetail => ({ runId: runIdFrom(ms, new Uint8Array(10).fill(last)), flags: [], startedAt: new Date(ms).toISOString() }) as unknown as RunSummary & RunDetail

test('the filter stays, its rolling window is fixed at its beginning', () => {
  const { filter } = parseFilter(new URLSearchParams('?agent=bot&status=failed&last=24h'))
  expect(neighbourInputs(filter, run(noon), noon + 60_000)).toEqual({
    newer: { agent: 'bot', status: 'failed', from: '2026-11-22T12:00:00.000Z', sort: 'started', limit: 20 },
    older: { agent: 'bot', status: 'failed', from: '2026-11-21T12:01:00.000Z', to: '2026-11-22T12:00:00.000Z', sort: '-started', limit: 20 },
  })
})

test('runs of the same instant are passed one by one, in both directions', () => {
  const all = [run(noon + 5), run(noon, 3), run(noon, 2), run(noon, 1), run(noon - 5)]
  const [newest, high, middle, low, oldest] = all
  expect(firstBeyond(all.slice(1), middle as RunDetail, 'older')).toBe(low)
  expect(firstBeyond(all.slice(0, 4).reverse(), middle as RunDetail, 'newer')).toBe(high)
  expect(firstBeyond(all, oldest as RunDetail, 'older')).toBeUndefined()
  expect(firstBeyond([newest as RunSummary], newest as RunDetail, 'newer')).toBeUndefined()
})

test('a run with a wrong clock is where it arrived', () => {
  const skewed = { ...run(noon - 9_000_000), flags: ['clock_skew'], receivedAt: '2026-11-22T12:00:00.500Z' } as unknown as RunDetail
  expect(neighbourInputs({}, skewed, noon).older.to).toBe('2026-11-22T12:00:00.500Z')
})
