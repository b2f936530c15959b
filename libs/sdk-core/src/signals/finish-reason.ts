import type { FinishReason } from '@agenttracer/schema'
import { wordTable } from './word-table.ts'

/** The finish reasons of every provider in one table; one that is not listed is `other`. */
export const finishReason: (value: unknown) => FinishReason | undefined = wordTable<FinishReason>(
  'stop end_turn stop_sequence completed complete eos eos_token,' +
  'length max_tokens max_output_tokens model_length model_context_window_exceeded,' +
  'tool_calls tool_use tool_call function_call tool-calls,' +
  'content_filter content-filter content_filtered safety recitation guardrail_intervened prohibited_content blocklist,refusal,' +
  'error failed malformed_function_call,other',
  'other',
)
