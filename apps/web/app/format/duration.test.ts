import { expect, test } from 'vitest'
import { duration, offset, shortSeconds, waits } from './duration.ts'

test.each<[given: number | null | undefined, expected: string]>([
  [null, 'not recorded'],
  [undefined, 'not recorded'],
  [Number.NaN, 'not recorded'],
  [-5, 'not recorded'],
  [0, '0 ms'],
  [0.4, '<1 ms'],
  [1, '1 ms'],
  [842.3, '842 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [4_210, '4.21 s'],
  [9_994, '9.99 s'],
  [9_996, '10.0 s'],
  [42_100, '42.1 s'],
  [59_960, '1 m 00 s'],
  [187_000, '3 m 07 s'],
  [3_599_700, '1 h 00 m'],
  [3_840_000, '1 h 04 m'],
  [200_000_000, '2 d 08 h'],
])('%s ms reads as %s', (given, expected) => {
  expect(duration(given)).toBe(expected)
})

test.each<[number, string]>([
  [0, '0 ms'],
  [42, '42 ms'],
  [500, '0.5 s'],
  [1_000, '1.0 s'],
  [64_000, '1 m 04 s'],
])('a wait of %s ms is written %s', (given, expected) => {
  expect(shortSeconds(given)).toBe(expected)
})

test('an offset past a minute keeps its milliseconds', () => {
  expect([offset(2_040), offset(99_998), offset(60_000)]).toEqual(['+2.04 s', '+1 m 39.998 s', '+1 m 00.000 s'])
})

test('waits are joined in order', () => {
  expect(waits([500, 1_000])).toBe('0.5 s + 1.0 s')
  expect(waits([])).toBe('')
})
