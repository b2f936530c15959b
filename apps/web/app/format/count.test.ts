import fc from 'fast-check'
import { expect, test } from 'vitest'
import { count, exactCount, plural } from './count.ts'

test.each<[given: number | null, short: string, exact: string]>([
  [null, 'not recorded', 'not recorded'],
  [0, '0', '0'],
  [842, '842', '842'],
  [9_214, '9,214', '9,214'],
  [9_999, '9,999', '9,999'],
  [12_310, '12.3k', '12,310'],
  [99_960, '100k', '99,960'],
  [999_960, '1.0M', '999,960'],
  [1_234_567, '1.2M', '1,234,567'],
  [2_000_000_000, '2.0B', '2,000,000,000'],
])('%s is short %s and exact %s', (given, short, exact) => {
  expect(count(given)).toBe(short)
  expect(exactCount(given)).toBe(exact)
})

test('digits are grouped as Intl groups them', () => {
  const intl = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => exactCount(value) === intl.format(value)))
})

test('plural keeps one apart', () => {
  expect([plural(1, 'run'), plural(0, 'run'), plural(38, 'run'), plural(2, 'retry', 'retries')]).toEqual(['1 run', '0 runs', '38 runs', '2 retries'])
})
