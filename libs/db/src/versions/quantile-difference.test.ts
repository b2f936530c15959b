import { describe, expect, test } from 'vitest'
import { quantileDifference, quantileOf } from './quantile-difference.ts'

/** Another generator than the one under test. */
function lehmer(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Log-normal: what durations look like. */
const sample = (n: number, middle: number, seed: number): number[] => {
  const random = lehmer(seed)
  return Array.from({ length: n }, () => middle * Math.exp(0.6 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())))
}

/** The textbook: draw with replacement, sort, take the quantile, a thousand times. */
function byHand(before: readonly number[], after: readonly number[], quantile: number): readonly [number, number] {
  const random = lehmer(77)
  const once = (list: readonly number[]): number => quantileOf(Float64Array.from(list, () => list[Math.floor(random() * list.length)] ?? 0).sort(), quantile)
  const all = Array.from({ length: 3_000 }, () => once(after) - once(before)).sort((a, b) => a - b)
  return [all[75] ?? 0, all[2_925] ?? 0]
}

describe('quantileDifference', () => {
  test.each([
    { name: 'medians', quantile: 0.5, a: sample(200, 2_400, 3), b: sample(160, 2_000, 5) },
    { name: 'small samples', quantile: 0.5, a: sample(31, 900, 7), b: sample(40, 1_100, 11) },
    { name: '95th percentiles', quantile: 0.95, a: sample(400, 1_000, 13), b: sample(300, 1_400, 17) },
  ])('$name: the interval agrees with a plain bootstrap', ({ quantile, a, b }) => {
    const found = quantileDifference(a, b, quantile)
    const [low, high] = byHand(a, b, quantile)
    const width = high - low
    expect(found?.value).toBeCloseTo(quantileOf(Float64Array.from(b).sort(), quantile) - quantileOf(Float64Array.from(a).sort(), quantile), 9)
    expect(Math.abs((found?.low ?? 0) - low)).toBeLessThan(0.15 * width)
    expect(Math.abs((found?.high ?? 0) - high)).toBeLessThan(0.15 * width)
  })

  test('the same samples give the same interval, in any order', () => {
    const [a, b] = [sample(50, 100, 1), sample(60, 120, 2)]
    expect(quantileDifference(a.toReversed(), b.toReversed(), 0.5)).toEqual(quantileDifference(a, b, 0.5))
  })

  test('no sample, no difference; one value, no spread', () => {
    expect(quantileDifference([], [1], 0.5)).toBeNull()
    expect(quantileDifference([5, 5, 5], [7, 7], 0.5)).toEqual({ value: 2, low: 2, high: 2 })
  })
})
