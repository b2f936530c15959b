import { serialiseFilter } from '@agenttracer/schema'
import { failureDifferences } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { differenceFilter, valueText } from './difference-text.ts'

const between = (from: string, to: string) => failureDifferences.pick({ from: true, to: true }).parse({ from, to })
const day = between('2026-03-01T12:30:00.000Z', '2026-03-02T12:30:00.000Z')
const week = between('2026-02-23T12:30:00.000Z', '2026-03-02T12:30:00.000Z')

test.each<[dimension: 'version' | 'env' | 'model' | 'tool' | 'hour' | 'retries' | 'duration', value: string, text: string, filter: string | null]>([
  ['version', '2.4.0', '2.4.0', 'version=2.4.0'],
  ['env', 'production', 'production', 'env=production'],
  ['model', 'gpt-4o-mini', 'gpt-4o-mini', 'model=gpt-4o-mini'],
  ['tool', 'search_docs', 'search_docs', 'tool=search_docs'],
  ['retries', '0', '0', 'retries=0'],
  ['retries', '3..', '3 or more', 'retries=3..'],
  ['duration', '..1000', 'under 1.00 s', 'maxMs=1000'],
  ['duration', '1000..10000', '1.00 s to 10.0 s', 'minMs=1000&maxMs=10000'],
  ['duration', '600000..', '10 m 00 s or more', 'minMs=600000'],
  ['hour', '09', '09:00 to 10:00 UTC', 'from=2026-03-02T09%3A00%3A00.000Z&to=2026-03-02T10%3A00%3A00.000Z'],
  ['hour', '23', '23:00 to 00:00 UTC', 'from=2026-03-01T23%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z'],
  ['hour', '12', '12:00 to 13:00 UTC', 'from=2026-03-02T12%3A00%3A00.000Z&to=2026-03-02T12%3A30%3A00.000Z'],
])('%s %s', (dimension, value, text, filter) => {
  expect(valueText({ dimension, value }, day, 'UTC')).toBe(text)
  const made = differenceFilter({ dimension, value }, day)
  expect(made === null ? null : serialiseFilter(made).toString()).toBe(filter)
})

test.each([
  ['09', 'Asia/Kolkata', '14:30 to 15:30 UTC+5:30'],
  ['23', 'America/New_York', '18:00 to 19:00 UTC-5'],
])('hour %s is told in %s', (value, zone, text) => {
  expect(valueText({ dimension: 'hour', value }, week, zone)).toBe(text)
})

test('an hour of many days is no filter', () => {
  expect(differenceFilter({ dimension: 'hour', value: '09' }, week)).toBeNull()
})
