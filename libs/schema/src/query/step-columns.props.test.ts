import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepView } from './step-view.ts'
import type { StepView } from './step-view.ts'
import { fromStepColumns, toStepColumns } from './step-columns.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null })
const id = fc.integer({ min: 1 }).map((n) => n.toString(16).padStart(16, '0'))
const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }).map((date) => date.toISOString())
const rows = fc.uniqueArray(
  fc.record({
    stepId: id, parentStepId: maybe(id), node: maybe(fc.constantFrom('plan', 'research')), seq: fc.nat(), type: fc.constantFrom('model', 'tool'), operation: fc.constant(null),
    name: fc.constantFrom('gpt-4o', 'search_docs', 'plan'), status: fc.constantFrom('ok', 'error'), role: fc.constantFrom('none', 'root_cause'), attempt: fc.nat(), maxAttempts: maybe(fc.nat()),
    retryGroup: maybe(id), waitMs: maybe(fc.nat()), startedAt: instant, endedAt: maybe(instant), durationMs: maybe(fc.nat()),
    failure: maybe(fc.constant({ category: 'tool', code: 'timeout', errorClass: null, errorCode: null, httpStatus: 504, retryable: true })), model: maybe(fc.constantFrom('gpt-4o')), provider: fc.constant(null),
    inputTokens: maybe(fc.nat()), outputTokens: maybe(fc.nat()), cachedInputTokens: fc.constant(null), reasoningTokens: fc.constant(null), finishReason: fc.constant(null), ttftMs: fc.constant(null),
    streamed: maybe(fc.boolean()), toolCallCount: fc.constant(null), costUsd: fc.constant(null), httpStatus: maybe(fc.constant(503)), repeatCount: fc.constant(null), documentCount: maybe(fc.nat()),
    triggered: fc.constant(null),
  }),
  { selector: ({ stepId }) => stepId },
)

test('columns give the rows back', () => {
  fc.assert(
    fc.property(rows, (given) => {
      const views = given as unknown as StepView[]
      expect(fromStepColumns(toStepColumns(views))).toEqual(views)
    }),
  )
})

test('every field of a row has a column', () => {
  // The form of the values does not matter here, only that none of them gets lost; times alone are read.
  const times = { startedAt: '2026-01-02T03:04:05.678Z', endedAt: '2026-01-02T03:04:05.679Z' }
  const row = { ...Object.fromEntries(Object.keys(stepView.shape).map((key) => [key, `v-${key}`])), ...times } as unknown as StepView
  expect(fromStepColumns(toStepColumns([row]))).toEqual([row])
})
