import { stepStatuses, stepTypes } from '@agenttracer/schema'
import type { StepView } from '@agenttracer/schema/query'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffSteps } from './diff-steps.ts'
import type { ComparedRun } from './diff-steps.ts'

const startMs = Date.UTC(2026, 0, 1)
const id = fc.integer({ min: 1, max: 40 }).map((n) => n.toString(16).padStart(16, '0'))
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const instant = fc.nat(5_000).map((ms) => new Date(startMs + ms).toISOString())
const failure = fc.constantFrom({ category: 'tool', code: 'timeout' }, { category: 'tool', code: 'upstream_error' }).map((each) => ({ ...each, errorClass: null, errorCode: null, httpStatus: null, retryable: true }))

/** Of a step the fields that a comparison reads, with whatever a store can hold in them: parents that are missing or in circles, groups of strangers, ends before starts. */
const step = fc.record({
  stepId: id, parentStepId: maybe(id), type: fc.constantFrom(...stepTypes), name: fc.constantFrom('search', 'fetch', 'plan'), status: fc.constantFrom(...stepStatuses),
  attempt: fc.integer({ min: 1, max: 3 }), retryGroup: maybe(id), startedAt: instant, endedAt: maybe(instant), durationMs: maybe(fc.nat(500)), failure: maybe(failure),
  httpStatus: maybe(fc.constantFrom(200, 503)), model: maybe(fc.constantFrom('gpt-4o', 'o4-mini')), inputTokens: maybe(fc.nat(99)), outputTokens: maybe(fc.nat(99)),
})
const run = fc.uniqueArray(step, { maxLength: 30, selector: ({ stepId }) => stepId })
  .map((steps): ComparedRun => ({ startMs, steps: steps.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)) as unknown as StepView[] }))

const shapeOf = (steps: readonly StepView[]): number => new Set(steps.map(({ stepId, retryGroup }) => (retryGroup === null ? stepId : `group ${retryGroup}`))).size

describe('diffSteps, over arbitrary runs', () => {
  it('finds no difference between a run and itself', () => {
    fc.assert(fc.property(run, (one) => {
      const { counts, firstDifference, rows } = diffSteps(one, one)
      expect(firstDifference).toBeNull()
      expect({ ...counts, same: 0 }).toEqual({ same: 0, changed: 0, added: 0, missing: 0 })
      for (const { here, there } of rows) expect(here).toEqual(there)
    }))
  })

  it('has each logical step of both runs exactly once', () => {
    fc.assert(fc.property(run, run, (a, b) => {
      const { rows, counts } = diffSteps(a, b)
      const ids = (side: 'here' | 'there'): string[] => rows.flatMap((row) => row[side]?.stepId ?? [])
      expect(new Set(ids('here')).size).toBe(ids('here').length)
      expect(ids('here').length).toBe(shapeOf(a.steps))
      expect(ids('there').length).toBe(shapeOf(b.steps))
      expect(counts.same + counts.changed + counts.added + counts.missing).toBe(rows.length)
    }))
  })

  it('mirrors when the runs are swapped', () => {
    fc.assert(fc.property(run, run, (a, b) => {
      const [one, two] = [diffSteps(a, b).counts, diffSteps(b, a).counts]
      expect(two).toEqual({ same: one.same, changed: one.changed, added: one.missing, missing: one.added })
    }))
  })

  it('says what differs exactly where it does, and points at the first difference', () => {
    fc.assert(fc.property(run, run, (a, b) => {
      const { rows, firstDifference } = diffSteps(a, b)
      for (const { kind, changes, here, there } of rows) {
        expect(kind).toBe(here === null ? 'missing' : there === null ? 'added' : changes.length > 0 ? 'changed' : 'same')
      }
      expect(firstDifference === null).toBe(rows.every(({ kind }) => kind === 'same'))
      if (firstDifference !== null) expect(rows[firstDifference]?.kind).not.toBe('same')
    }))
  })

  it('keeps every number finite', () => {
    fc.assert(fc.property(run, run, (a, b) => {
      for (const { here, there } of diffSteps(a, b).rows) {
        for (const side of [here, there]) for (const value of [side?.startMs ?? 0, side?.durationMs ?? 0, side?.tokens ?? 0]) expect(Number.isFinite(value)).toBe(true)
        expect(Math.min(here?.durationMs ?? 0, there?.durationMs ?? 0)).toBeGreaterThanOrEqual(0)
      }
    }))
  })
})
