import { expect, test } from 'vitest'
import { slopeOf } from './slope.ts'
import { soak } from './soak.ts'
import { unaccounted } from './unaccounted.ts'

test('the slope of a straight line is exact, that of noise is within its error', () => {
  expect(slopeOf([[0, 1], [1, 3], [2, 5], [3, 7]])).toEqual({ perUnit: 2, error: 0, scatter: 0 })
  const wave = Array.from({ length: 100 }, (_, x) => [x, 5 + Math.sin(x * 12.9898) * 3] as const)
  const { perUnit, error } = slopeOf(wave)
  expect(Math.abs(perUnit)).toBeLessThan(3 * error)
  expect(slopeOf([[0, 1], [1, 1]]).perUnit).toBeNaN()
})

test('R11-R12: a dead collector for seconds at a hundred times the pace: the buffer stays in its bounds and every record is accounted for', { timeout: 60_000 }, async () => {
  const { runs, largestBuffer, end, unaccounted: lost } = await soak({ apiUrl: 'http://127.0.0.1:1', seconds: 6, runsPerMinute: 60_000, lookEvery: 1 })
  expect(largestBuffer).toBeLessThanOrEqual(8 * 1024 * 1024)
  // Eight steps by hand, four inner ones and the run's end, each of every run.
  expect(end).toMatchObject({ produced: runs * 13, accepted: 0, pending: 0, openRuns: 0 })
  expect(lost).toBe(0)
  expect(end.dropped.map(({ reason }) => reason).toSorted()).toEqual(['buffer_full', 'shutdown'])
})

test('a value that was left out is no lost record', () => {
  const diagnostics = { enabled: true, plugins: [], produced: 5, accepted: 3, pending: 1, openRuns: 0, bufferedBytes: 0, dropped: [{ reason: 'buffer_full', count: 1 }, { reason: 'unsafe_name', count: 7 }] } as const
  expect(unaccounted(diagnostics)).toBe(0)
})
