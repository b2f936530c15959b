import { timesLonger } from '@agenttracer/testkit/times-longer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut, spanOf } from './lay-out-steps.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 22, 9, 0, seconds)).toISOString()
const now = Date.parse(at(60))
/** Start and end in seconds after nine. */
const laid = (steps: readonly unknown[], run: Record<string, unknown> = {}) => {
  const span = spanOf(run, steps, now)
  const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : (ms - Date.parse(at(0))) / 1000)
  return { run: [seconds(span.start), seconds(span.end)], steps: layOut(steps, span.start).map((place) => [seconds(place?.start), seconds(place?.end)]) }
}
const [a, b, c] = ['aaaaaaaaaaaaaaa1', 'aaaaaaaaaaaaaaa2', 'aaaaaaaaaaaaaaa3']

test.each([
  { name: 'ends alone', steps: [{ endedAt: at(1) }, { endedAt: at(3) }], run: [1, 3], expected: [[1, 1], [1, 3]] },
  { name: 'ends and lengths', steps: [{ endedAt: at(1), durationMs: 500 }, { endedAt: at(3), durationMs: 1000 }], run: [0.5, 3], expected: [[0.5, 1], [2, 3]] },
  { name: 'a start among lengths', steps: [{ startedAt: at(5), durationMs: 1000 }, { durationMs: 2000 }], run: [5, 8], expected: [[5, 6], [6, 8]] },
  { name: 'lengths alone end now', steps: [{ durationMs: 2000 }, { durationMs: 8000 }], run: [50, 60], expected: [[50, 52], [52, 60]] },
  {
    name: 'what lies in a step runs while it does',
    steps: [{ stepId: a, durationMs: 10_000 }, { parentStepId: a, stepId: b, durationMs: 3000 }, { parentStepId: b, durationMs: 1000 }, { parentStepId: a, durationMs: 4000 }, { durationMs: 5000 }],
    run: [45, 60], expected: [[45, 55], [45, 48], [45, 46], [48, 52], [55, 60]],
  },
  {
    name: 'a step of unknown length lasts as long as what lies in it',
    steps: [{ stepId: a }, { parentStepId: a, stepId: b }, { parentStepId: b, durationMs: 6000 }, { durationMs: 4000 }],
    run: [50, 60], expected: [[50, undefined], [50, undefined], [50, 56], [56, 60]],
  },
  {
    name: 'children before their parents',
    steps: [{ parentStepId: b, durationMs: 1000 }, { stepId: b, parentStepId: a, durationMs: 2000 }, { durationMs: 4000 }, { stepId: a, durationMs: 6000 }],
    run: [50, 60], expected: [[50, 51], [50, 52], [56, 60], [50, 56]],
  },
  {
    name: 'a circle, a parent that is not there and what is no step',
    steps: [{ stepId: a, parentStepId: c, durationMs: 1000 }, { stepId: b, parentStepId: a }, { stepId: c, parentStepId: b }, { parentStepId: 'gone', durationMs: 1000 }, 7],
    run: [58, 60], expected: [[58, 59], [58, undefined], [58, undefined], [59, 60], [undefined, undefined]],
  },
])('$name', ({ steps, run, expected }) => expect(laid(steps)).toEqual({ run, steps: expected }))

test('the own times of the run hold', () => {
  expect(laid([{ durationMs: 1000 }], { startedAt: at(2), endedAt: at(30) })).toEqual({ run: [2, 30], steps: [[2, 3]] })
  expect(laid([{ durationMs: 1000 }], { endedAt: at(30), durationMs: 10_000 })).toEqual({ run: [20, 30], steps: [[20, 21]] })
})

test('any nesting finds a place for every step', () => {
  const id = fc.constantFrom(a, b, c, undefined)
  const step = fc.record({ stepId: id, parentStepId: id, durationMs: fc.option(fc.nat(1000), { nil: undefined }) })
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    expect(layOut(steps, 0).every((place) => place !== undefined && place.start >= 0)).toBe(true)
  }))
})

test('four times the steps in each other take no more than about four times as long', () => {
  const hex = (n: number): string => n.toString(16).padStart(16, '0')
  const nested = (count: number) => Array.from({ length: count }, (_, n) => ({ stepId: hex(n + 1), parentStepId: hex(n), durationMs: 1 })).toReversed()
  const [many, some] = [nested(8_000), nested(2_000)]
  expect(layOut(many, 0)).toHaveLength(8_000)
  expect(timesLonger(() => layOut(many, 0), () => layOut(some, 0))).toBeLessThan(10)
})
