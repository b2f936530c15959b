import { afterEach, expect, test, vi } from 'vitest'
import { prepareModel } from './prepare.ts'

afterEach(() => vi.unstubAllGlobals())

/** Runs what waits for idle time, with `left` milliseconds of it at each look, and counts how often the thread was free in between. */
function idlePeriods(left: () => number): number {
  const waiting: IdleRequestCallback[] = []
  vi.stubGlobal('requestIdleCallback', (fn: IdleRequestCallback) => waiting.push(fn))
  prepareModel()
  let periods = 0
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    periods++
    next({ didTimeout: false, timeRemaining: left })
  }
  return periods
}

test('on a busy thread each piece of the preparation waits for its turn, and it comes to an end', () => {
  expect(idlePeriods(() => 0)).toBe(20)
})

test('on an idle thread it takes the time that there is', () => {
  expect(idlePeriods(() => 50)).toBe(1)
  let looks = 0
  expect(idlePeriods(() => (looks++ % 5 < 4 ? 30 : 2))).toBe(4)
})
