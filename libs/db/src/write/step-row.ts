import type { StepFacts, StepRecord } from '@agenttracer/schema'
import { stepStatusCodes, stepTypeCodes } from '../columns/codes.ts'
import type { Words } from '../columns/words.ts'
import type { RecordRow } from './record-row.ts'
import { signalCells } from './signal-cells.ts'

/** Of a step that no diagnosis has spoken of. */
export const underived = { role: null, failure_code: null, failure_error_class: null, failure_error_code: null, failure_http_status: null, failure_retryable: null }

export function stepRow(record: StepRecord, words: Words): RecordRow {
  // The facts that its type has are a part of all facts; the others are absent.
  const signals = signalCells(record.signals, words)
  const facts = record as StepRecord & StepFacts
  return {
    run_id: record.runId,
    step_id: record.stepId,
    parent_step_id: record.parentStepId ?? null,
    retry_group: record.retryGroup ?? null,
    started_at: record.startedAt,
    wait_ms: record.waitMs ?? null,
    seq: record.seq,
    node: record.node ?? null,
    name: record.name,
    type: stepTypeCodes[record.type],
    operation: record.operation === undefined ? null : words.code('operation', record.operation),
    attempt: record.attempt,
    max_attempts: record.maxAttempts ?? null,
    revision: record.revision,
    status: stepStatusCodes[record.status],
    open_facts: 0,
    conflict: false,
    ended_at: record.endedAt ?? null,
    duration_ms: record.durationMs ?? null,
    signal_order: signals.signal_order,
    signal_chain: signals.signal_chain,
    signal_flags: signals.signal_flags,
    signal_declared: signals.signal_declared,
    model: facts.model ?? null,
    provider: facts.provider === undefined ? null : words.code('provider', facts.provider),
    input_tokens: facts.inputTokens ?? null,
    output_tokens: facts.outputTokens ?? null,
    cached_input_tokens: facts.cachedInputTokens ?? null,
    reasoning_tokens: facts.reasoningTokens ?? null,
    finish_reason: facts.finishReason === undefined ? null : words.code('finish_reason', facts.finishReason),
    ttft_ms: facts.ttftMs ?? null,
    streamed: facts.streamed ?? null,
    tool_call_count: facts.toolCallCount ?? null,
    cost_usd: facts.costUsd ?? null,
    http_status: facts.httpStatus ?? null,
    repeat_count: facts.repeatCount ?? null,
    document_count: facts.documentCount ?? null,
    triggered: facts.triggered ?? null,
    ...underived,
  }
}
