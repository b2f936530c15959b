import type { FinishReason } from '@agenttracer/schema'

/** The finish reasons of every provider in one table; one that is not listed is `other`. */
const table: ReadonlyMap<string, FinishReason> = new Map<string, FinishReason>([
  ['stop', 'stop'], ['end_turn', 'stop'], ['stop_sequence', 'stop'], ['completed', 'stop'], ['complete', 'stop'], ['eos', 'stop'], ['eos_token', 'stop'],
  ['length', 'length'], ['max_tokens', 'length'], ['max_output_tokens', 'length'], ['model_length', 'length'], ['model_context_window_exceeded', 'length'],
  ['tool_calls', 'tool_calls'], ['tool_use', 'tool_calls'], ['tool_call', 'tool_calls'], ['function_call', 'tool_calls'], ['tool-calls', 'tool_calls'],
  ['content_filter', 'content_filter'], ['content-filter', 'content_filter'], ['content_filtered', 'content_filter'], ['safety', 'content_filter'],
  ['recitation', 'content_filter'], ['guardrail_intervened', 'content_filter'], ['prohibited_content', 'content_filter'], ['blocklist', 'content_filter'],
  ['refusal', 'refusal'],
  ['error', 'error'], ['failed', 'error'], ['malformed_function_call', 'error'],
])

export const finishReason = (value: unknown): FinishReason | undefined =>
  typeof value === 'string' && value !== '' ? (table.get(value) ?? table.get(value.toLowerCase()) ?? 'other') : undefined
