import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import fc from 'fast-check'
import { oddValue } from './odd-values.ts'
import { fuzzCanary } from './shot.ts'

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length })
const age = fc.integer({ min: 1_000, max: 3 * 86_400_000 })
const iso = (at: number): string => new Date(at).toISOString()

type Facts = Record<string, unknown>

const chain = fc.constantFrom<unknown>([], [{ errorClass: 'APIConnectionTimeoutError', errorRef: 1 }], [{ httpStatus: 429, errorCode: 'rate_limit_exceeded', errorRef: 1 }, { errno: 'ECONNRESET', errorRef: 2 }])

/** A good run, of one of a few agents, so that names and groups meet. */
const goodRun: fc.Arbitrary<Facts> = fc.tuple(bytes(10), age, fc.constantFrom('success', 'failed', 'running', 'cancelled', 'interrupted'), fc.integer({ min: 0, max: 5 }), chain).map(
  ([random, ago, status, agent, links]) => {
    const at = Date.now() - ago
    return {
      runId: runIdFrom(at, random), agentId: `fuzz-agent-${agent}`, agentVersion: `1.${agent}.0`, environment: 'production', status, revision: 0, startedAt: iso(at),
      ...(status === 'running' ? {} : { endedAt: iso(at + 900), durationMs: 900 }), sdk: { name: 'fuzz', version: '1' }, metrics: [{ name: 'score', value: 1 }], dropped: [],
      ...(status === 'failed' ? { signals: { chain: links, flags: [] } } : {}),
    }
  },
)

const kinds: readonly Facts[] = [
  { type: 'tool', name: 'billing_api', httpStatus: 503 }, { type: 'model', name: 'gpt-4o', model: 'gpt-4o-mini', provider: 'openai', inputTokens: 12, outputTokens: 3 },
  { type: 'retrieval', name: 'policy_search', documentCount: 4 }, { type: 'plan', name: 'analyse_query' }, { type: 'guardrail', name: 'no_secrets', triggered: true },
]
const goodStep: fc.Arbitrary<Facts> = fc
  .tuple(bytes(8), fc.constantFrom(...kinds), fc.constantFrom('ok', 'error', 'running'), chain).map(([random, kind, status, links]) => ({
    stepId: stepIdFrom(random), ...kind, status, seq: 0, attempt: 1, revision: 0, startedAt: iso(Date.now() - 2_000), ...(status === 'error' ? { signals: { chain: links, flags: [] } } : {}),
    ...(status === 'running' ? {} : { endedAt: iso(Date.now() - 1_900), durationMs: 100 }),
  }))

const runKeys = ['runId', 'traceId', 'continuesRunId', 'agentId', 'agentVersion', 'environment', 'status', 'revision', 'startedAt', 'endedAt', 'durationMs', 'sdk', 'metrics', 'signals', 'declaredCauseStepId', 'dropped']
const stepKeys = ['stepId', 'parentStepId', 'node', 'seq', 'type', 'operation', 'name', 'status', 'attempt', 'maxAttempts', 'retryGroup', 'waitMs', 'revision', 'startedAt', 'endedAt', 'durationMs', 'signals', 'model', 'provider', 'inputTokens', 'finishReason', 'costUsd', 'httpStatus', 'documentCount', 'triggered']

/** Some fields made odd, some missing, some unknown. */
const damaged = (good: fc.Arbitrary<Facts>, keys: readonly string[]): fc.Arbitrary<Facts> =>
  fc.tuple(good, fc.dictionary(fc.constantFrom(...keys, fuzzCanary, '__proto__', 'prompt'), oddValue, { maxKeys: 3 }), fc.subarray([...keys], { maxLength: 1 })).map(([facts, changes, gone]) =>
    Object.fromEntries([...Object.entries(facts), ...Object.entries(changes)].filter(([key]) => !gone.includes(key))),
  )

const anyRun = fc.oneof({ weight: 1, arbitrary: goodRun }, { weight: 3, arbitrary: damaged(goodRun, runKeys) })
const anyStep = fc.tuple(fc.oneof({ weight: 1, arbitrary: goodStep }, { weight: 3, arbitrary: damaged(goodStep, stepKeys) }), fc.oneof({ weight: 12, arbitrary: fc.constant<'own' | undefined>('own') }, { weight: 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: oddValue }))
/** Steps of one run, most of them: some of none, some of what is no run. */
const stepsOf = (runId: unknown, steps: readonly (readonly [Facts, unknown])[]): readonly Facts[] => steps.map(([facts, run]) => (run === undefined ? facts : { runId: run === 'own' ? runId : run, ...facts }))
const open = fc.oneof(fc.constant([]), oddValue)
const client = fc.oneof(fc.constant(undefined), fc.record({ clientId: oddValue, sdk: oddValue, dropped: oddValue }), oddValue)

const someSteps = fc.array(anyStep, { maxLength: 3 })
const batch = fc
  .tuple(anyRun, someSteps, fc.record({ runs: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.array(anyRun, { maxLength: 5 }) }, { weight: 1, arbitrary: oddValue }), steps: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: oddValue }), open, client }, { requiredKeys: [] }))
  .map(([run, steps, rest]) => ({ ...rest, ...('runs' in rest && rest.runs === undefined ? { runs: [run] } : {}), ...('steps' in rest && rest.steps === undefined ? { steps: stepsOf(run['runId'], steps) } : {}) }))
const wholeRun = fc.tuple(anyRun, someSteps).map(([run, steps]) => ({ ...run, steps: stepsOf(run['runId'], steps) }))

/** What is sent to the ingest door: a batch, one whole run, or something else altogether. */
export const sentValue: fc.Arbitrary<unknown> = fc.oneof({ weight: 4, arbitrary: batch }, { weight: 3, arbitrary: wholeRun }, { weight: 1, arbitrary: oddValue })
