import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clockMinutes, clockSeconds, clockTime, dateTime, dayTime, isZone, relative } from './time.ts'

const at = '2026-11-22T14:31:07.120Z'

test.each<[zone: string, expected: string]>([
  ['UTC', '14:31:07.120 UTC'],
  ['Asia/Kolkata', '20:01:07.120 UTC+5:30'],
  ['Europe/Berlin', '15:31:07.120 UTC+1'],
  ['America/New_York', '09:31:07.120 UTC-5'],
])('in %s the clock shows %s', (zone, expected) => {
  expect(clockTime(at, zone)).toBe(expected)
})

test('the offset follows the day, across a change of summer time', () => {
  expect(clockSeconds('2026-10-25T00:30:00.000Z', 'Europe/Berlin')).toBe('02:30:00 UTC+2')
  expect(clockSeconds('2026-10-25T01:30:00.000Z', 'Europe/Berlin')).toBe('02:30:00 UTC+1')
})

test('midnight is 00, not 24', () => {
  expect(clockSeconds('2026-11-22T00:00:00.000Z', 'UTC')).toBe('00:00:00 UTC')
})

test('UTC, which is written without Intl, reads as Intl writes a zone of its offset', () => {
  const day = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2090, 0, 1) })
  fc.assert(fc.property(day, (ms) => dateTime(ms, 'Etc/GMT') === `${dateTime(ms, 'UTC')}+0`))
})

test('longer forms', () => {
  expect(dateTime(at, 'UTC')).toBe('22 Nov 2026 14:31:07.120 UTC')
  expect(clockMinutes(at, 'UTC')).toBe('14:31 UTC')
  expect(dayTime(at, 'UTC', Date.parse('2026-12-01T00:00:00.000Z'))).toBe('22 Nov 14:31 UTC')
  expect(dayTime(at, 'UTC', Date.parse('2027-01-01T00:00:00.000Z'))).toBe('22 Nov 2026 14:31 UTC')
})

test.each<[agoMs: number, expected: string]>([
  [-1_000, '0 s ago'],
  [12_400, '12 s ago'],
  [61_000, '1 min ago'],
  [7_200_000, '2 h ago'],
  [86_400_000, '22 Nov 14:31 UTC'],
  [-60_000, '22 Nov 14:31 UTC'],
])('%s ms ago reads as %s', (ago, expected) => {
  expect(relative(at, Date.parse(at) + ago, 'UTC')).toBe(expected)
})

test.each<[unknown, boolean]>([
  ['UTC', true],
  ['Asia/Kolkata', true],
  ['Mars/Olympus', false],
  ['<script>', false],
  [undefined, false],
  ['', false],
])('%s as a zone: %s', (value, expected) => {
  expect(isZone(value)).toBe(expected)
})
