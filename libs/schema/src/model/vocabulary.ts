/** Closed lists. Unions are derived from these tables, never typed twice. */

export const stepTypes = ['plan', 'model', 'tool', 'retrieval', 'respond', 'agent', 'guardrail', 'orchestration'] as const
export type StepType = (typeof stepTypes)[number]

/** In merge order: at one revision the later one wins (design.md section 5). */
export const stepStatuses = ['running', 'interrupted', 'cancelled', 'ok', 'error'] as const
export type StepStatus = (typeof stepStatuses)[number]

/** In merge order, as above. `incomplete` is derived when read, never sent. */
export const runStatuses = ['running', 'interrupted', 'cancelled', 'success', 'failed'] as const
export type RunStatus = (typeof runStatuses)[number]

export const runViewStatuses = [...runStatuses, 'incomplete'] as const
export type RunViewStatus = (typeof runViewStatuses)[number]

export const failureCategories = ['tool', 'model', 'retrieval', 'orchestration'] as const
export type FailureCategory = (typeof failureCategories)[number]

export const operations = [
  'chat', 'text_completion', 'generate_content', 'embeddings', 'image', 'audio', 'execute_tool', 'mcp_call', 'retrieve', 'rerank',
  'search_memory', 'write_memory', 'invoke_agent', 'plan', 'check', 'evaluate', 'handoff', 'workflow', 'task', 'node', 'parse',
] as const
export type Operation = (typeof operations)[number]

export const providers = [
  'openai', 'azure_openai', 'anthropic', 'google', 'vertex_ai', 'aws_bedrock', 'mistral', 'cohere', 'groq', 'deepseek', 'xai', 'perplexity',
  'together', 'fireworks', 'ollama', 'huggingface', 'openrouter', 'ibm_watsonx', 'azure_inference', 'other',
] as const
export type Provider = (typeof providers)[number]

export const finishReasons = ['stop', 'length', 'tool_calls', 'content_filter', 'refusal', 'error', 'other'] as const
export type FinishReason = (typeof finishReasons)[number]

/** What the server made of a step when it diagnosed the run. */
export const stepRoles = ['none', 'root_cause', 'propagated', 'recovered', 'failed'] as const
export type StepRole = (typeof stepRoles)[number]

export const confidences = ['certain', 'likely', 'unknown'] as const
export type Confidence = (typeof confidences)[number]

export const runFlags = ['clock_skew', 'conflict', 'names_capped', 'steps_capped'] as const
export type RunFlag = (typeof runFlags)[number]

/** Why a record or a value did not leave the SDK, or was not taken. Counted, never described. */
export const dropReasons = [
  'buffer_full', 'export_failed', 'rejected', 'too_large', 'retry_exhausted', 'shutdown', 'disabled', 'unsafe_name', 'metric_limit',
  'unsafe_value', 'open_work_limit', 'host_hook_error', 'unknown',
] as const
export type DropReason = (typeof dropReasons)[number]

/** Safe facts that are neither a class, a code nor a number (failure-taxonomy.md sections 2, 3 and 6). */
export const signalFlags = [
  /** The caller's own abort signal had fired. */
  'caller_aborted',
  /** A TimeoutError whose owner is the signal of the run or node: a deadline, not a slow step. */
  'deadline',
  /** The adapter's own clock saw the step pass its declared timeout. */
  'timed_out',
  /** Response headers or a first chunk had arrived before the error. */
  'response_started',
  /** A stream ended without a finish reason and without an abort. */
  'stream_ended_early',
  /** A refusal part or field is present; its text is never read. */
  'refusal',
  /** A 2xx answer with no choice, no text, no tool call and no refusal. */
  'empty_response',
  /** The error came from parsing a good answer, not from getting it. */
  'parse_failed',
  /** The model called a tool that was not offered in the request. */
  'unknown_tool',
  /** The arguments are not JSON or break the tool's schema. */
  'invalid_tool_arguments',
  /** A result flagged as an error although no exception was seen. */
  'result_error',
  /** The result breaks the tool's declared output. */
  'invalid_result',
  /** The tool server does not offer the tool, or is not connected. */
  'tool_unavailable',
  /** The failing call inside a retriever is an embeddings request. */
  'embedding_call',
  /** A call, token or cost budget of a guard in the host ended the work, with or without an error. */
  'limit_reached',
  /** A person declined the action. */
  'approval_rejected',
  /** Cancelled because a sibling failed: a consequence, not a cause. */
  'sibling_cancelled',
  /** A remote agent reported the failure. */
  'remote_agent',
  /** A guardrail before the input, or after the output, tripped. */
  'guardrail_input', 'guardrail_output',
  /** The process ended while the work was open. */
  'process_exit',
  /** The work ended because it had used up its number of steps or turns, with or without an error. */
  'step_limit_reached',
] as const
export type SignalFlag = (typeof signalFlags)[number]
