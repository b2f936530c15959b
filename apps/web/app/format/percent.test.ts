import { expect, test } from 'vitest'
import { percent, rate, wilson } from './percent.ts'

test.each<[share: number, expected: string]>([
  [0, '0%'],
  [0.0004, '<0.1%'],
  [0.001, '0.1%'],
  [0.0421, '4.2%'],
  [0.0996, '10%'],
  [0.64, '64%'],
  [1, '100%'],
  [Number.NaN, 'not known'],
])('a share of %s reads as %s', (share, expected) => {
  expect(percent(share)).toBe(expected)
})

// Reference values: Wilson (1927) as tabulated by independent calculators, to three decimals.
test.each<[part: number, total: number, low: number, high: number]>([
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [1, 2, 0.095, 0.905],
  [12, 310, 0.022, 0.066],
  [51, 1_204, 0.032, 0.055],
])('%s of %s lies between %s and %s', (part, total, low, high) => {
  const interval = wilson(part, total)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test.each<[part: number, total: number, text: string, interval: string | null]>([
  [0, 0, 'no ended run', null],
  [3, 12, '3 of 12', null],
  [29, 29, '29 of 29', null],
  [51, 1_204, '4.2%', '3.2-5.5'],
  [12, 310, '3.9%', '2.2-6.6'],
  [0, 300, '0%', '0.0-1.3'],
])('%s of %s is shown as %s with %s', (part, total, text, interval) => {
  expect(rate(part, total)).toEqual({ text, interval })
})
