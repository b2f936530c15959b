import type { StepFacts, StepRecord, StepType } from '@agenttracer/schema'
import type { NameKind } from '../columns/codes.ts'
import { stepStatusCodes, stepTypeCodes } from '../columns/codes.ts'
import { idFromHex } from '../columns/hex-id.ts'
import type { Words } from '../columns/words.ts'
import type { RecordRow } from './record-row.ts'
import { signalCells } from './signal-cells.ts'

/** Registry kind of a step's own name. */
export const stepNameKind = (type: StepType): NameKind => (type === 'model' ? 'model' : type === 'tool' ? 'tool' : 'step')

export function stepRow(record: StepRecord, words: Words): RecordRow {
  // The facts that its type has are a part of all facts; the others are absent.
  const facts = record as StepRecord & StepFacts
  return {
    run_id: record.runId,
    step_id: idFromHex(record.stepId),
    parent_step_id: record.parentStepId === undefined ? null : idFromHex(record.parentStepId),
    retry_group: record.retryGroup === undefined ? null : idFromHex(record.retryGroup),
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
    ...signalCells(record.signals, words),
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
  }
}
