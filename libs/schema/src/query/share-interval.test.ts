import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newcombe, wilson } from './share-interval.ts'

test('the worked examples of Newcombe (1998), method 10', () => {
  const rounded = (first: [number, number], second: [number, number]): readonly string[] => {
    const { low, high } = newcombe({ part: first[0], total: first[1] }, { part: second[0], total: second[1] })
    return [low.toFixed(4), high.toFixed(4)]
  }
  expect(rounded([56, 70], [48, 80])).toEqual(['0.0524', '0.3339'])
  expect(rounded([9, 10], [3, 10])).toEqual(['0.1705', '0.8090'])
  expect(rounded([10, 10], [0, 20])).toEqual(['0.6791', '1.0000'])
})

const share = fc.nat(2_000).chain((total) => fc.nat(total).map((part) => ({ part, total })))

test('an interval holds its share and stays within 0 and 1; a difference mirrors when its sides change places', () => {
  fc.assert(fc.property(share, share, (a, b) => {
    const { low, high } = wilson(a.part, a.total)
    expect(0 <= low && low <= high && high <= 1).toBe(true)
    if (a.total > 0) expect(low <= a.part / a.total + 1e-12 && a.part / a.total <= high + 1e-12).toBe(true)
    const [there, back] = [newcombe(a, b), newcombe(b, a)]
    expect(there.low <= there.value + 1e-12 && there.value <= there.high + 1e-12).toBe(true)
    expect(back.low).toBeCloseTo(-there.high, 9)
    expect(back.high).toBeCloseTo(-there.low, 9)
  }))
})
