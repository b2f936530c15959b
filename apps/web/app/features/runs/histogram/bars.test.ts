import type { RunHistogram } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { barsOf, histogramHeight, rangeOf } from './bars.ts'

const part = (hour: number, ok: number, failed: number, other = 0) => ({ at: `2026-11-22T0${String(hour)}:00:00.000Z`, ok, failed, other })
const histogram = { from: '2026-11-22T00:00:00.000Z', to: '2026-11-22T03:00:00.000Z', parts: [part(0, 3, 1), part(1, 0, 0), part(2, 0, 0, 1)] } as unknown as RunHistogram

test('bars are stacked from the foot, the failed below', () => {
  const { bars, total, failed } = barsOf(histogram)
  expect({ total, failed }).toEqual({ total: 5, failed: 1 })
  expect(bars.map(({ x, kind }) => [x, kind])).toEqual([[0, 'failed'], [0, 'ok'], [2, 'cancelled']])
  const [below, above] = bars
  expect((below?.y ?? 0) + (below?.height ?? 0)).toBe(histogramHeight)
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBe(below?.y)
  expect(Math.min(...bars.map(({ y }) => y))).toBeGreaterThanOrEqual(0)
})

test.each<[one: number, other: number, from: number, to: number]>([[0, 0, 0, 1], [2, 1, 1, 3], [0, 2, 0, 3]])('parts %s and %s are a range', (one, other, from, to) => {
  expect(rangeOf(histogram, one, other)).toEqual({ from: `2026-11-22T0${String(from)}:00:00.000Z`, to: `2026-11-22T0${String(to)}:00:00.000Z` })
})
