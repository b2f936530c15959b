import fc from 'fast-check'
import type { RunRecord, StepRecord } from '@agenttracer/schema'
import { runStatuses, signalFlags, stepStatuses } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

/** Few values each, so that records of one key meet and disagree. */
const pick = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 })

export interface RecordSet {
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
}

const signals = fc.record({
  chain: fc.array(
    fc.record({ errorClass: maybe(pick('TimeoutError', 'HttpError')), errorCode: maybe(pick('api_error')), errno: maybe(pick('ECONNRESET')), httpStatus: maybe(pick(500, 503)), errorRef: pick(1, 2) }),
    { maxLength: 2 },
  ),
  flags: fc.uniqueArray(fc.constantFrom(...signalFlags.slice(0, 3)), { maxLength: 2 }),
  declared: maybe(pick('tool.timeout', 'model.refusal')),
})

const end = { revision: pick(0, 0, 0, 1), endedAt: maybe(fc.nat(3)), durationMs: maybe(pick(1.5, 20.125)), signals: maybe(signals) }

/** Records of a few runs, with several, disagreeing records of each run and step. `at`: Unix milliseconds of now. */
export function arbitraryRecords(at: number): fc.Arbitrary<RecordSet> {
  const instant = (offset: number): string => new Date(at + offset * 1_000).toISOString()
  const runIds = [1, 2, 3].map((n) => runIdFrom(at - n, new Uint8Array(10).fill(n)))
  const stepIds = [1, 0x80, 0xff].map((n) => stepIdFrom(new Uint8Array(8).fill(n)))
  const run = fc.record({
    runId: fc.constantFrom(...runIds), traceId: maybe(pick('a'.repeat(32), '0'.repeat(31) + '1')), continuesRunId: maybe(fc.constantFrom(...runIds)),
    agentId: pick('alpha', 'beta', 'unknown'), agentVersion: pick('1.0.0', 'unknown', '2.0.0'), environment: pick('prod', 'dev'),
    status: fc.constantFrom(...runStatuses), startedAt: fc.nat(2).map(instant), sdk: fc.record({ name: pick('sdk', 'custom'), version: pick('0.1.0', 'unknown') }),
    metrics: fc.array(fc.record({ name: pick('score', 'quality'), value: fc.oneof(pick(0.5, 12), fc.boolean()) }), { maxLength: 3 }),
    declaredCauseStepId: maybe(fc.constantFrom(...stepIds)), dropped: fc.array(fc.record({ reason: pick('unsafe_name', 'buffer_full'), count: pick(1, 5) }), { maxLength: 2 }),
    ...end,
  })
  const base = {
    runId: fc.constantFrom(...runIds), stepId: fc.constantFrom(...stepIds), parentStepId: maybe(fc.constantFrom(...stepIds)), node: maybe(pick('research', 'answer')),
    seq: pick(0, 1), operation: maybe(pick('chat', 'execute_tool')), status: fc.constantFrom(...stepStatuses), attempt: pick(1, 2), maxAttempts: maybe(pick(2, 3)),
    retryGroup: maybe(fc.constantFrom(...stepIds)), waitMs: maybe(pick(500, 1000.001)), startedAt: fc.nat(2).map(instant), ...end,
  }
  const count = maybe(pick(0, 7, 100))
  const model = fc.record({
    ...base, type: pick('model'), name: pick('gpt-4o', '4-mini'), model: maybe(pick('gpt-4o-2024-08-06', 'claude-3')), provider: maybe(pick('openai', 'anthropic')),
    inputTokens: count, outputTokens: count, cachedInputTokens: count, reasoningTokens: count, finishReason: maybe(pick('stop', 'length')), ttftMs: maybe(pick(0.25, 9)),
    streamed: maybe(fc.boolean()), toolCallCount: count, costUsd: maybe(pick(0.001, 0.5)),
  })
  const tool = fc.record({ ...base, type: pick('tool'), name: pick('search', 'fetch'), httpStatus: maybe(pick(200, 503)), repeatCount: maybe(pick(1, 3)) })
  const others = fc.oneof(
    fc.record({ ...base, type: pick('retrieval'), name: pick('kb', 'search'), documentCount: count }),
    fc.record({ ...base, type: pick('guardrail'), name: pick('input_check'), triggered: maybe(fc.boolean()) }),
    fc.record({ ...base, type: pick('agent', 'orchestration'), name: pick('helper', 'search') }),
  )
  // Undefined stands for absent, which is what the wire has.
  const clean = <T>(value: unknown): T => JSON.parse(JSON.stringify(value)) as T
  const withEnd = (record: Record<string, unknown>): unknown => ({ ...record, endedAt: typeof record['endedAt'] === 'number' ? instant(5 + record['endedAt']) : undefined })
  return fc.record({
    runs: fc.array(run, { maxLength: 6 }).map((list) => list.map((record) => clean<RunRecord>(withEnd(record)))),
    steps: fc.array(fc.oneof({ weight: 2, arbitrary: tool }, model, others), { maxLength: 8 }).map((list) => list.map((record) => clean<StepRecord>(withEnd(record)))),
  })
}

