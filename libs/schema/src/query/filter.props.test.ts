import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureKeys } from '../failure/codes.ts'
import { failureCategories, runViewStatuses } from '../model/vocabulary.ts'
import { filterParameters, parseFilter, serialiseFilter, timeRange, windowMs } from './filter.ts'

const value = fc.oneof(
  fc.constantFrom(...failureKeys, ...failureCategories, ...runViewStatuses, 'support-bot', '1.4.0', 'true', '24h', '3..', '..9', '2..5', '17', '2026-01-02T03:04:05.678Z', '0af7651916cd43dd8448eb211c80319c'),
  fc.string({ maxLength: 30 }),
)
const params = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...filterParameters), fc.string()), fc.boolean(), value), { maxLength: 12 })
  .map((pairs) => new URLSearchParams(pairs.map(([key, negated, text]) => [key, negated ? `!${text}` : text])))

test('what is written is read back to the same filter', () => {
  fc.assert(
    fc.property(params, (given) => {
      const { filter } = parseFilter(given)
      const written = serialiseFilter(filter)
      const again = parseFilter(written)
      expect(again).toEqual({ filter, dropped: [] })
      expect(serialiseFilter(again.filter).toString()).toBe(written.toString())
    }),
    { numRuns: 2_000 },
  )
})

test('a dropped value is named by its parameter and never kept', () => {
  const { filter, dropped } = parseFilter(new URLSearchParams([['code', 'my secret'], ['agent', '!a secret'], ['from', 'secret'], ['retries', '5..2'], ['minMs', '-1']]))
  expect(filter).toEqual({})
  expect(dropped.map((item) => item.param)).toEqual(['agent', 'code', 'from', 'retries', 'minMs'])
  expect(JSON.stringify(dropped)).not.toContain('secret')
})

test.each([
  ['15m', 900_000], ['24h', 86_400_000], ['7d', 604_800_000], ['0h', undefined], ['9d ', undefined], ['99999d', undefined], ['1w', undefined],
])('window %s', (text, expected) => expect(windowMs(text)).toBe(expected))

test('a time at which nothing can have been is no time of a filter: a day before it would be none at all', () => {
  for (const text of ['0001-01-01T00:00:00.000Z', '0001-01-01', '1969-12-31T23:59:59.999Z', '9000-01-01', '9999-12-31T23:59:59.999Z']) {
    expect(parseFilter(new URLSearchParams({ to: text }))).toEqual({ filter: {}, dropped: [{ param: 'to', rule: expect.any(String) }] })
  }
  expect(parseFilter(new URLSearchParams('from=1970-01-01&to=8999-12-31')).filter).toEqual({ from: '1970-01-01T00:00:00.000Z', to: '8999-12-31T00:00:00.000Z' })
})

test('from and to win over the window', () => {
  const now = Date.parse('2026-01-02T00:00:00.000Z')
  expect(timeRange({}, now, '24h')).toEqual({ from: '2026-01-01T00:00:00.000Z' })
  expect(timeRange(parseFilter(new URLSearchParams('from=2025-12-01&last=1h')).filter, now)).toEqual({ from: '2025-12-01T00:00:00.000Z' })
})
