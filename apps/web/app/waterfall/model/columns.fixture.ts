import { toStepColumns } from '@agenttracer/schema/steps'
import type { StepColumns, StepView } from '@agenttracer/schema/query'
import type { RunFrame } from './row.ts'

/** Start of every run in the tests. */
export const origin = Date.parse('2026-11-22T14:31:07.120Z')

type Loose = { readonly [K in keyof StepView]?: StepView[K] extends number | boolean | null ? StepView[K] : unknown }

export interface StepSpec extends Omit<Loose, 'startedAt' | 'endedAt' | 'durationMs'> {
  readonly id: string
  readonly parent?: string
  /** Milliseconds from the run's start. */
  readonly from: number
  /** Null: no end is recorded. */
  readonly to: number | null
}

const stepIdOf = (id: string): string => [...id].reduce((hash, char) => (hash * 31n + BigInt(char.codePointAt(0) ?? 0)) % 0xffff_ffff_ffff_fffen, 7n).toString(16).padStart(16, '0')

/** The id that a spec's short name becomes. */
export const sid = (id: string): StepView['stepId'] => stepIdOf(id) as StepView['stepId']

const blank = {
  node: null, operation: null, maxAttempts: null, retryGroup: null, waitMs: null, failure: null, model: null, provider: null, inputTokens: null,
  outputTokens: null, cachedInputTokens: null, reasoningTokens: null, finishReason: null, ttftMs: null, streamed: null, toolCallCount: null, costUsd: null,
  httpStatus: null, repeatCount: null, documentCount: null, triggered: null,
}

export function aStep({ id, parent, from, to, ...more }: StepSpec, seq: number): StepView {
  const at = (ms: number): string => new Date(origin + ms).toISOString()
  return {
    ...blank, stepId: sid(id), parentStepId: parent === undefined ? null : sid(parent), seq, type: 'tool', name: id, status: 'ok', role: 'none', attempt: 1,
    startedAt: at(from), endedAt: to === null ? null : at(to), durationMs: to === null ? null : to - from, ...more,
  } as unknown as StepView
}

export const columnsOf = (specs: readonly StepSpec[]): StepColumns => toStepColumns(specs.map(aStep))

export const aRun = (over: Partial<RunFrame> = {}): RunFrame => ({
  agentId: 'support-bot', status: 'success', startedAt: new Date(origin).toISOString(), durationMs: 10_000, rootCauseStepId: undefined, now: origin + 10_000, ...over,
})

/** A tool that answers 503 three times under an agent step: the usual failed run. */
export const exhaustedRetries: readonly StepSpec[] = [
  { id: 'plan', from: 0, to: 1_200, type: 'plan' },
  { id: 'research', from: 1_300, to: 9_800, type: 'agent', status: 'error', role: 'propagated' },
  { id: 'fetch', parent: 'research', from: 1_300, to: 1_900 },
  { id: 'try1', parent: 'research', from: 2_000, to: 4_100, name: 'search_docs', status: 'error', role: 'failed', attempt: 1, maxAttempts: 3, retryGroup: sid('try1'), failure: failed(503) },
  { id: 'try2', parent: 'research', from: 4_600, to: 6_800, name: 'search_docs', status: 'error', role: 'failed', attempt: 2, maxAttempts: 3, retryGroup: sid('try1'), waitMs: 500, failure: failed(503) },
  { id: 'try3', parent: 'research', from: 7_800, to: 9_800, name: 'search_docs', status: 'error', role: 'root_cause', attempt: 3, maxAttempts: 3, retryGroup: sid('try1'), waitMs: 1_000, failure: failed(503) },
]

export function failed(httpStatus: number | null, code = 'upstream_error'): unknown {
  return { category: 'tool', code, errorClass: null, errorCode: null, httpStatus, retryable: true }
}
