import type { FailureKey, RunStatus, SignalFlag, StepStatus, StepType } from '@agenttracer/schema'
import type { SeedError } from './seed-run.ts'

/** How one code of the catalogue comes about, in the signals that a framework or a client would leave. */
export interface Trouble {
  readonly key: FailureKey
  /** Where it happens; `run`: only the run tells of it. */
  readonly at: StepType | 'run'
  /** Absent: one of the agent's own names. */
  readonly name?: string
  readonly error?: Omit<SeedError, 'ref'>
  readonly flags?: readonly SignalFlag[]
  readonly facts?: Readonly<Record<string, unknown>>
  /** Attempts with this failure; default 1. */
  readonly tries?: number
  /** Default `error`. */
  readonly status?: StepStatus
  /** Of the run; default `failed`, told by the same error. */
  readonly ends?: { readonly status?: RunStatus; readonly error?: Omit<SeedError, 'ref'> | null; readonly flags?: readonly SignalFlag[] }
  /** How often, against the others. */
  readonly weight: number
}

const http = (httpStatus: number, errorClass = 'HttpError'): Omit<SeedError, 'ref'> => ({ errorClass, httpStatus })
const ofRun = (key: FailureKey, weight: number, error: Omit<SeedError, 'ref'>): Trouble => ({ key, at: 'run', weight, ends: { error } })

export const toolTroubles: readonly Trouble[] = [
  { key: 'tool.upstream_error', at: 'tool', weight: 30, tries: 3, error: http(503, 'ServiceUnavailableError'), facts: { httpStatus: 503 } },
  { key: 'tool.timeout', at: 'tool', weight: 18, tries: 2, error: { errorClass: 'TimeoutError', errno: 'ETIMEDOUT' } },
  { key: 'tool.rate_limited', at: 'tool', weight: 9, tries: 4, error: http(429), facts: { httpStatus: 429 } },
  { key: 'tool.not_found', at: 'tool', weight: 8, error: http(404), facts: { httpStatus: 404 } },
  { key: 'tool.bad_request', at: 'tool', weight: 7, error: http(422), facts: { httpStatus: 422 } },
  { key: 'tool.auth_failed', at: 'tool', weight: 5, error: http(401), facts: { httpStatus: 401 } },
  { key: 'tool.connection_failed', at: 'tool', weight: 5, tries: 3, error: { errorClass: 'TypeError', errno: 'ECONNREFUSED' } },
  { key: 'tool.exception', at: 'tool', weight: 8, error: { errorClass: 'TypeError' } },
  { key: 'tool.returned_error', at: 'tool', weight: 4, flags: ['result_error'], ends: { error: null } },
  { key: 'tool.invalid_output', at: 'tool', weight: 2, error: { errorClass: 'InvalidToolOutputError' } },
  { key: 'tool.system_error', at: 'tool', weight: 2, error: { errno: 'ENOENT' } },
  { key: 'tool.unavailable', at: 'tool', weight: 1, error: { errorClass: 'McpError', errorCode: 'MCP_METHOD_NOT_FOUND' } },
]

export const modelTroubles: readonly Trouble[] = [
  { key: 'model.rate_limited', at: 'model', weight: 20, tries: 4, error: http(429, 'RateLimitError') },
  { key: 'model.provider_error', at: 'model', weight: 10, tries: 3, error: { errorCode: 'overloaded_error', httpStatus: 529 } },
  { key: 'model.context_length_exceeded', at: 'model', weight: 8, error: { errorCode: 'context_length_exceeded', httpStatus: 400 } },
  { key: 'model.timeout', at: 'model', weight: 7, tries: 2, error: { errorClass: 'APIConnectionTimeoutError' } },
  { key: 'model.invalid_output', at: 'model', weight: 6, error: { errorClass: 'OutputParserException' }, flags: ['parse_failed'] },
  { key: 'model.invalid_tool_arguments', at: 'model', weight: 4, flags: ['invalid_tool_arguments'], status: 'ok', facts: { finishReason: 'tool_calls' }, ends: { error: null } },
  { key: 'model.output_truncated', at: 'model', weight: 4, error: { errorClass: 'LengthFinishReasonError' }, facts: { finishReason: 'length' } },
  { key: 'model.content_filtered', at: 'model', weight: 3, error: { errorCode: 'content_filter', httpStatus: 400 } },
  { key: 'model.refusal', at: 'model', weight: 3, flags: ['refusal'], status: 'ok', facts: { finishReason: 'refusal' }, ends: { error: null } },
  { key: 'model.stream_interrupted', at: 'model', weight: 3, error: { errorClass: 'TypeError', errno: 'UND_ERR_SOCKET' }, flags: ['response_started'], facts: { streamed: true } },
  { key: 'model.connection_failed', at: 'model', weight: 3, tries: 3, error: { errorClass: 'APIConnectionError', errno: 'ECONNRESET' } },
  { key: 'model.quota_exhausted', at: 'model', weight: 2, error: { errorClass: 'RateLimitError', errorCode: 'insufficient_quota', httpStatus: 429 } },
  { key: 'model.auth_failed', at: 'model', weight: 2, error: http(401, 'AuthenticationError') },
  { key: 'model.not_found', at: 'model', weight: 1, error: { errorCode: 'model_not_found', httpStatus: 404 } },
  { key: 'model.bad_request', at: 'model', weight: 2, error: { errorCode: 'invalid_request_error', httpStatus: 400 } },
  { key: 'model.unknown_tool', at: 'model', weight: 2, flags: ['unknown_tool'], status: 'ok', facts: { finishReason: 'tool_calls' }, ends: { error: null } },
  { key: 'model.empty_response', at: 'model', weight: 1, flags: ['empty_response'], status: 'ok', ends: { error: null } },
  { key: 'model.unclassified', at: 'model', weight: 1, error: { errorClass: 'OddProviderError' } },
]

export const retrievalTroubles: readonly Trouble[] = [
  { key: 'retrieval.timeout', at: 'retrieval', weight: 5, tries: 2, error: { errorClass: 'TimeoutError' } },
  { key: 'retrieval.upstream_error', at: 'retrieval', weight: 4, tries: 2, error: http(502) },
  { key: 'retrieval.embedding_failed', at: 'retrieval', weight: 3, error: http(401, 'AuthenticationError'), flags: ['embedding_call'] },
  { key: 'retrieval.connection_failed', at: 'retrieval', weight: 2, error: { errno: 'ENOTFOUND' } },
  { key: 'retrieval.rate_limited', at: 'retrieval', weight: 2, error: http(429) },
  { key: 'retrieval.auth_failed', at: 'retrieval', weight: 1, error: http(403) },
  { key: 'retrieval.not_found', at: 'retrieval', weight: 1, error: http(404) },
  { key: 'retrieval.bad_request', at: 'retrieval', weight: 1, error: http(400) },
  { key: 'retrieval.exception', at: 'retrieval', weight: 1, error: { errorClass: 'RangeError' } },
]

export const runTroubles: readonly Trouble[] = [
  ofRun('orchestration.max_steps_exceeded', 8, { errorClass: 'MaxTurnsExceededError' }),
  ofRun('orchestration.call_budget_exceeded', 3, { errorCode: 'TOKEN_BUDGET_EXCEEDED', errorClass: 'TokenBudgetError' }),
  ofRun('orchestration.state_error', 2, { errorClass: 'InvalidUpdateError', errorCode: 'INVALID_CONCURRENT_GRAPH_UPDATE' }),
  ofRun('orchestration.config_error', 1, { errorClass: 'GraphValueError' }),
  { key: 'orchestration.node_exception', at: 'orchestration', name: 'route_request', weight: 5, error: { errorClass: 'TypeError' } },
  { key: 'orchestration.handoff_failed', at: 'orchestration', name: 'transfer_to_billing', weight: 2, error: { errorClass: 'ModelBehaviorError' }, facts: { operation: 'handoff' } },
  { key: 'orchestration.remote_agent_failed', at: 'agent', name: 'remote_pricing', weight: 2, error: { errorClass: 'Error' }, flags: ['remote_agent'] },
  { key: 'orchestration.guardrail_input_blocked', at: 'guardrail', name: 'input_policy', weight: 3, status: 'ok', facts: { triggered: true }, flags: ['guardrail_input'], ends: { error: { errorClass: 'InputGuardrailTripwireTriggered' } } },
  { key: 'orchestration.guardrail_output_blocked', at: 'guardrail', name: 'output_policy', weight: 2, status: 'ok', facts: { triggered: true }, flags: ['guardrail_output'], ends: { error: { errorClass: 'OutputGuardrailTripwireTriggered' } } },
  { key: 'orchestration.guardrail_failed', at: 'guardrail', name: 'output_policy', weight: 1, error: { errorClass: 'GuardrailExecutionError' } },
  { key: 'orchestration.deadline_exceeded', at: 'model', weight: 4, status: 'cancelled', ends: { error: { errorClass: 'TimeoutError' }, flags: ['deadline'] } },
  { key: 'orchestration.approval_rejected', at: 'tool', weight: 1, flags: ['approval_rejected'], ends: { status: 'cancelled', error: null, flags: ['approval_rejected'] } },
  { key: 'orchestration.user_abort', at: 'model', weight: 6, status: 'cancelled', error: { errorClass: 'AbortError' }, flags: ['caller_aborted'], ends: { status: 'cancelled', error: { errorClass: 'AbortError' }, flags: ['caller_aborted'] } },
]

export const troubles: readonly Trouble[] = [...toolTroubles, ...modelTroubles, ...retrievalTroubles, ...runTroubles]
