import {
  type DiagnosisRun, type DiagnosisStep, failureKeys, finishReasons, operations, runStatuses, signalFlags, stepStatuses, stepTypes,
} from '@agenttracer/schema'
import { knownErrnos, knownErrorClasses, knownErrorCodes } from '@agenttracer/schema/names'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnoseRun } from './diagnose-run.ts'

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
const instant = fc.integer({ min: 0, max: 400 }).map((ms) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString())
const stepId = fc.integer({ min: 1, max: 30 }).map((id) => id.toString(16).padStart(16, '0'))
const name = fc.constantFrom('search', 'fetch', 'gpt-4.1', 'o4-mini', 'judge')

const link = fc.record(
  {
    errorRef: fc.integer({ min: 1, max: 12 }), errorClass: fc.constantFrom(...knownErrorClasses, 'CostBudgetError', 'MaxStepsError', 'PaymentTimeout'),
    errorCode: fc.constantFrom(...knownErrorCodes), errno: fc.constantFrom(...knownErrnos), httpStatus: fc.integer({ min: 100, max: 599 }),
  },
  { requiredKeys: ['errorRef'] },
)
const signals = fc.record(
  {
    chain: fc.array(link, { maxLength: 6 }), flags: fc.uniqueArray(fc.constantFrom(...signalFlags), { maxLength: 3 }),
    declared: fc.constantFrom(...failureKeys),
  },
  { requiredKeys: ['chain', 'flags'] },
)

/** Whatever a store can hold, also what no adapter would send: parents in circles, groups of strangers, ends before starts. */
const step = fc.record(
  {
    stepId, parentStepId: stepId, node: name, seq: fc.nat(40), type: fc.constantFrom(...stepTypes), operation: fc.constantFrom(...operations), name,
    status: fc.constantFrom(...stepStatuses), attempt: fc.integer({ min: 1, max: 4 }), maxAttempts: fc.integer({ min: 1, max: 4 }), retryGroup: stepId,
    waitMs: fc.nat(100), startedAt: instant, endedAt: instant, durationMs: fc.nat(100), signals, finishReason: fc.constantFrom(...finishReasons),
    documentCount: fc.nat(2), triggered: fc.boolean(), repeatCount: fc.integer({ min: 1, max: 4 }), toolCallCount: fc.nat(3), httpStatus: fc.integer({ min: 100, max: 599 }),
  },
  { requiredKeys: ['stepId', 'seq', 'type', 'name', 'status', 'attempt', 'startedAt'] },
)
const steps = fc.uniqueArray(step, { maxLength: 30, selector: (each) => each.stepId }).map((each) => each as unknown as readonly DiagnosisStep[])
const run = fc
  .record({ status: fc.constantFrom(...runStatuses), signals: optional(signals), declaredCauseStepId: optional(stepId) })
  .map((each) => ({ runId: 'r', agentId: 'agent', startedAt: '2026-01-01T00:00:00.000Z', ...each }) as unknown as DiagnosisRun)

const shuffled = fc.tuple(run, steps, fc.infiniteStream(fc.nat())).map(([of, all, random]) => {
  const keyed = all.map((each) => ({ each, key: random.next().value ?? 0 }))
  return { run: of, steps: all, permuted: keyed.sort((a, b) => a.key - b.key).map(({ each }) => each) }
})

/** Thousands of runs each: a busy machine takes its time. */
describe('diagnoseRun, over arbitrary records', { timeout: 60_000 }, () => {
  it('is total and says only what the catalogue and the run know', () => {
    fc.assert(
      fc.property(run, steps, (of, all) => {
        const ids = new Set(all.map((each) => each.stepId))
        const { verdict, failure, degraded, fingerprint, steps: diagnosed } = diagnoseRun(of, all)
        expect(verdict === null).toBe(failure === null)
        expect(verdict === null).toBe(fingerprint === null)
        expect(degraded).toBe(of.status === 'success' && verdict !== null)
        if (of.status === 'running' || of.status === 'interrupted') expect(verdict).toBeNull()
        if (of.status === 'failed' || of.status === 'cancelled') expect(verdict).not.toBeNull()
        if (fingerprint !== null) expect(fingerprint).toMatch(/^[0-9a-f]{32}$/)
        const causes = diagnosed.filter((each) => each.role === 'root_cause').map((each) => each.stepId)
        expect(causes).toEqual(verdict === null || verdict.rootCauseStepId === null ? [] : [verdict.rootCauseStepId])
        if (verdict === null) return
        expect(failureKeys).toContain(verdict.key)
        expect(verdict.path.at(-1) ?? null).toBe(verdict.rootCauseStepId)
        for (const id of [...verdict.path, ...verdict.others]) expect(ids.has(id)).toBe(true)
        expect(verdict.others).not.toContain(verdict.rootCauseStepId)
        if (verdict.confidence === 'certain' && of.signals?.declared === undefined && of.declaredCauseStepId === undefined) expect(verdict.others).toEqual([])
        expect(verdict.attempts.used).toBeGreaterThan(0)
        expect(verdict.attempts.max ?? verdict.attempts.used).toBeGreaterThanOrEqual(verdict.attempts.used)
        for (const wait of verdict.backoffMs) expect(wait).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the same verdict for the same steps in any order', () => {
    fc.assert(
      fc.property(shuffled, ({ run: of, steps: all, permuted }) => {
        expect(diagnoseRun(of, permuted)).toEqual(diagnoseRun(of, all))
      }),
      { numRuns: 2000 },
    )
  })

  it('gives every failed step a code', () => {
    const control = new Set(['GraphInterrupt', 'NodeInterrupt', 'GraphBubbleUp', 'ParentCommand'])
    fc.assert(
      fc.property(run, steps, (of, all) => {
        const { steps: diagnosed } = diagnoseRun(of, all)
        const coded = new Set(diagnosed.filter((each) => each.failure !== null).map((each) => each.stepId))
        for (const each of all) {
          if (each.status !== 'error' || each.signals?.chain.some(({ errorClass }) => control.has(errorClass ?? ''))) continue
          expect(coded.has(each.stepId)).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
