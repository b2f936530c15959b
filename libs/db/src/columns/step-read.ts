import type { StepView } from '@agenttracer/schema/query'
import type { DiagnosisStep, ErrorLink, Instant, ModelName, SafeName, Signals, StepId, ErrorClass } from '@agenttracer/schema'
import { failureCatalogue, splitFailureKey } from '@agenttracer/schema'
import { stepRoleCodes, stepStatusCodes, stepTypeCodes, wordOf } from './codes.ts'
import type { Word, Words } from './words.ts'

const hex = (name: string): string => `lpad(to_hex(t.${name}), 16, '0') AS ${name}`
const unixMs = (name: string): string => `(extract(epoch FROM t.${name}) * 1000)::float8 AS ${name}`
const asIs = [
  'duration_ms', 'wait_ms', 'ttft_ms', 'cost_usd', 'seq', 'node', 'name', 'model', 'input_tokens', 'output_tokens', 'cached_input_tokens',
  'reasoning_tokens', 'repeat_count', 'document_count', 'failure_error_class', 'type', 'status', 'attempt', 'max_attempts', 'operation', 'provider',
  'finish_reason', 'tool_call_count', 'http_status', 'signal_declared', 'role', 'failure_code', 'failure_error_code', 'failure_http_status',
  'failure_retryable', 'streamed', 'triggered', 'signal_flags',
]

/** Select list of a step `t` as `StepReadRow`. Signed numbers as hex and times as Unix milliseconds: cheap to turn into the wire's form. */
export const stepSelect: string = [
  't.run_id', ...['step_id', 'parent_step_id', 'retry_group'].map(hex), ...['started_at', 'ended_at'].map(unixMs), ...asIs.map((name) => `t.${name}`),
  'to_json(t.signal_chain) AS signal_chain',
].join(', ')

export interface ChainEntry {
  readonly error_class: number | null
  readonly error_code: number | null
  readonly errno: number | null
  readonly http_status: number | null
  readonly error_ref: number
}

export interface StepReadRow {
  readonly run_id: string
  readonly step_id: string
  readonly parent_step_id: string | null
  readonly retry_group: string | null
  readonly started_at: number
  readonly ended_at: number | null
  readonly duration_ms: number | null
  readonly wait_ms: number | null
  readonly ttft_ms: number | null
  readonly cost_usd: number | null
  readonly seq: number
  readonly node: number | null
  readonly name: number | null
  readonly model: number | null
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly cached_input_tokens: number | null
  readonly reasoning_tokens: number | null
  readonly repeat_count: number | null
  readonly document_count: number | null
  readonly failure_error_class: number | null
  readonly type: number
  readonly status: number
  readonly attempt: number
  readonly max_attempts: number | null
  readonly operation: number | null
  readonly provider: number | null
  readonly finish_reason: number | null
  readonly tool_call_count: number | null
  readonly http_status: number | null
  readonly signal_declared: number | null
  readonly role: number
  readonly failure_code: number | null
  readonly failure_error_code: number | null
  readonly failure_http_status: number | null
  readonly failure_retryable: boolean | null
  readonly streamed: boolean | null
  readonly triggered: boolean | null
  readonly signal_flags: readonly number[] | null
  readonly signal_chain: readonly ChainEntry[] | null
}

export type NameTexts = ReadonlyMap<number, string>

/** Registry numbers that rows mention. */
export function namesOfSteps(rows: readonly StepReadRow[]): Set<number> {
  const ids = new Set<number>()
  for (const row of rows) {
    for (const id of [row.name, row.node, row.model, row.failure_error_class]) if (id !== null) ids.add(id)
    for (const link of row.signal_chain ?? []) if (link.error_class !== null) ids.add(link.error_class)
  }
  return ids
}

/** Reading order (design.md section 2): startedAt, seq, stepId. */
export const inReadingOrder = (a: StepReadRow, b: StepReadRow): number =>
  a.started_at - b.started_at || a.seq - b.seq || (a.step_id < b.step_id ? -1 : 1)

const iso = (unixMs: number): Instant => new Date(unixMs).toISOString() as Instant

/** A stored row as the read model; names past their cap read as their type. The brands hold: only checked values were stored. */
export function toStepView(row: StepReadRow, names: NameTexts, words: Words): StepView {
  const text = (id: number | null): string | null => (id === null ? null : (names.get(id) ?? null))
  const type = wordOf(stepTypeCodes, row.type)
  return {
    stepId: row.step_id as StepId,
    parentStepId: row.parent_step_id as StepId | null,
    node: text(row.node) as SafeName | null,
    seq: row.seq,
    type,
    operation: row.operation === null ? null : words.word('operation', row.operation),
    name: (text(row.name) ?? type) as ModelName,
    status: wordOf(stepStatusCodes, row.status),
    role: wordOf(stepRoleCodes, row.role),
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    retryGroup: row.retry_group as StepId | null,
    waitMs: row.wait_ms,
    startedAt: iso(row.started_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
    durationMs: row.duration_ms,
    failure: failureOf(row, names, words),
    model: text(row.model) as ModelName | null,
    provider: row.provider === null ? null : words.word('provider', row.provider),
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    cachedInputTokens: row.cached_input_tokens,
    reasoningTokens: row.reasoning_tokens,
    finishReason: row.finish_reason === null ? null : words.word('finish_reason', row.finish_reason),
    ttftMs: row.ttft_ms,
    streamed: row.streamed,
    toolCallCount: row.tool_call_count,
    costUsd: row.cost_usd,
    httpStatus: row.http_status,
    repeatCount: row.repeat_count,
    documentCount: row.document_count,
    triggered: row.triggered,
  }
}

export interface FailureCells {
  readonly failure_code: number | null
  readonly failure_error_class: number | null
  readonly failure_error_code: number | null
  readonly failure_http_status: number | null
  readonly failure_retryable: boolean | null
}

export function failureOf(row: FailureCells, names: NameTexts, words: Words): StepView['failure'] {
  const key = row.failure_code === null ? null : words.failureKey(row.failure_code)
  if (key === null) return null
  return {
    ...splitFailureKey(key),
    errorClass: (row.failure_error_class === null ? null : (names.get(row.failure_error_class) ?? null)) as ErrorClass | null,
    errorCode: row.failure_error_code === null ? null : words.word('error_code', row.failure_error_code),
    httpStatus: row.failure_http_status,
    retryable: row.failure_retryable ?? failureCatalogue[key].retryable,
  }
}

export interface SignalCells {
  readonly signal_chain: readonly ChainEntry[] | null
  readonly signal_flags: readonly number[] | null
  readonly signal_declared: number | null
}

export function signalsOf(row: SignalCells, names: NameTexts, words: Words): Signals | undefined {
  if (row.signal_chain === null) return undefined
  const code = (value: number | null): Word<'error_code'> | null => (value === null ? null : words.word('error_code', value))
  const chain = row.signal_chain.map((link) =>
    withoutNulls({
      errorClass: link.error_class === null ? null : (names.get(link.error_class) ?? null),
      errorCode: code(link.error_code), errno: code(link.errno), httpStatus: link.http_status, errorRef: link.error_ref,
    }) as unknown as ErrorLink,
  )
  const flags = (row.signal_flags ?? []).map((flag) => words.word('signal_flag', flag)).filter((flag) => flag !== null)
  const declared = row.signal_declared === null ? null : words.failureKey(row.signal_declared)
  return { chain, flags, ...(declared === null ? {} : { declared }) }
}

/** A stored row as the diagnosis reads it: absent means not recorded. */
export function toDiagnosisStep(row: StepReadRow, names: NameTexts, words: Words): DiagnosisStep {
  const { failure: _failure, role: _role, ...facts } = toStepView(row, names, words)
  const signals = signalsOf(row, names, words)
  return { ...withoutNulls(facts), ...(signals === undefined ? {} : { signals }) } as unknown as DiagnosisStep
}

function withoutNulls(value: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) if (item !== null) kept[key] = item
  return kept
}
