import { expect, test } from 'vitest'
import { percent, rate } from './percent.ts'

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
