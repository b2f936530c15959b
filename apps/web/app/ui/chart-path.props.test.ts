import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bandPath, chartBox, chartPlace, linePath, niceTop } from './chart-path.ts'

const values = fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: null }), { maxLength: 80 })
const numbersOf = (path: string): number[] => [...path.matchAll(/-?[\d.]+/g)].map(([text]) => Number(text))

test('whatever the values, a path stays in its box and holds no hole filled in', () => {
  fc.assert(fc.property(values, fc.double({ min: 0, max: 1e9, noNaN: true }), (list, top) => {
    const place = chartPlace(list.length, top)
    const path = linePath(list, place)
    expect(path).not.toMatch(/NaN|Infinity/)
    for (const number of numbersOf(path)) expect(number).toBeLessThanOrEqual(chartBox.width)
    expect((path.match(/M/g) ?? []).length).toBe(list.filter((value, at) => value !== null && (at === 0 || list[at - 1] === null)).length)
    expect(bandPath(list, list, place)).not.toMatch(/NaN|Infinity/)
  }))
})

test('the top of an axis is round, not below the most and at most two and a half times it', () => {
  fc.assert(fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (most) => {
    const top = niceTop(most)
    expect(top).toBeGreaterThanOrEqual(most * 0.999)
    expect(top).toBeLessThanOrEqual(most * 2.51)
  }))
  expect([0, Number.NaN, 3, 7, 12].map(niceTop)).toEqual([1, 1, 5, 10, 20])
})
