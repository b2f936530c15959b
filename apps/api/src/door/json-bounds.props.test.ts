import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonBounds } from './json-bounds.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0

test('agrees with what the parser would build', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 1, max: 8 }), (value, limit) => {
      const expected = depthOf(value) > limit ? 'too_deep' : 'ok'
      expect(jsonBounds(bytes(JSON.stringify(value)), limit, 1_000_000)).toBe(expected)
    }),
    { numRuns: 500 },
  )
})

test('never throws on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      expect(['ok', 'too_deep', 'too_many_parts']).toContain(jsonBounds(any, 4, 50))
    }),
  )
})

test.each([
  { name: 'brackets in a text do not count', text: '["[[[[[[", "\\"[[[[["]', expected: 'ok' },
  { name: 'many brackets', text: '['.repeat(100_000), expected: 'too_deep' },
  { name: 'many small parts', text: `[${'{},'.repeat(2_000)}1]`, expected: 'too_many_parts' },
])('$name', ({ text, expected }) => {
  expect(jsonBounds(bytes(text), 4, 1_000)).toBe(expected)
})
