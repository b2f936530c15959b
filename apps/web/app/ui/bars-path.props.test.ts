import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barsPath } from './bars-path.ts'

const box = { width: 120, height: 24 }

test('three parts: one at the height of the most, none for zero, one of the least height', () => {
  expect(barsPath([10, 0, 1], 10, box)).toBe('M0 24v-22h39v22zM80 24v-2.2h39v2.2z')
  expect(barsPath([], 1, box)).toBe('')
})

test('there is one bar for each value above zero, inside the box and at least two high', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 1_000_000 }), { maxLength: 200 }), (values) => {
      const bars = [...barsPath(values, Math.max(1, ...values), box).matchAll(/M([\d.]+) 24v-([\d.]+)h([\d.]+)v([\d.]+)z/g)].map((match) => match.slice(1).map(Number))
      expect(bars).toHaveLength(values.filter((value) => value > 0).length)
      for (const [x = Number.NaN, up = Number.NaN, wide = Number.NaN, down = Number.NaN] of bars) {
        expect(x).toBeLessThan(box.width)
        expect(up).toBeGreaterThanOrEqual(2)
        expect(up).toBeLessThanOrEqual(22)
        expect(wide).toBeGreaterThanOrEqual(1)
        expect(down).toBe(up)
      }
    }),
  )
})
