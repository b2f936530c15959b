import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromDiffColumns, toDiffColumns } from './diff-columns.ts'
import { diffColumns, diffFacts, diffKinds, diffRow, diffSide } from './run-diff.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const side = fc.record({
  stepId: fc.integer({ min: 1 }).map((n) => n.toString(16).padStart(16, '0')), step: fc.nat(), startMs: fc.nat(), durationMs: maybe(fc.nat()), tries: fc.nat(), status: fc.constantFrom('ok', 'error'),
  failure: maybe(fc.constantFrom('tool.timeout')), httpStatus: maybe(fc.constantFrom(503)), model: maybe(fc.constantFrom('gpt-4o', 'o4-mini')), tokens: maybe(fc.nat()),
})
const rows = fc.array(fc.record({
  kind: fc.constantFrom(...diffKinds), type: fc.constantFrom('tool', 'model'), name: fc.constantFrom('search', 'gpt-4o'), depth: fc.nat(9), changes: fc.subarray([...diffFacts]), here: maybe(side), there: maybe(side),
}))

test('columns give the rows back and pass their schema', () => {
  fc.assert(fc.property(rows, (given) => {
    const columns = toDiffColumns(given.map((row) => diffRow.parse(row)))
    expect(fromDiffColumns(columns)).toEqual(given)
    expect(diffColumns.safeParse(columns).success).toBe(true)
  }))
})

test('every field of a side has a column', () => {
  expect(Object.keys(diffColumns.shape.here.shape).sort()).toEqual(Object.keys(diffSide.shape).sort())
})
