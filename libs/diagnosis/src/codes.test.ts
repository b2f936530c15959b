import { type FailureKey, failureKeys } from '@agenttracer/schema'
import { knownErrnos, knownErrorClasses, knownErrorCodes } from '@agenttracer/schema/names'
import { describe, expect, it } from 'vitest'
import { aRun, type ErrorSpec, type RunBuilder, type StepSpec } from './testing/a-run.ts'

/** A run of one failing step whose error reaches the caller. */
const fatal = (type: Parameters<RunBuilder['step']>[0], error: Omit<ErrorSpec, 'ref'>, spec: StepSpec = {}): RunBuilder =>
  aRun().fails(type, 'x', { ref: 1, ...error }, spec).failsWith({ ref: 1, ...error })
const onRun = (error: Omit<ErrorSpec, 'ref'>): RunBuilder => aRun().model().failsWith({ ref: 1, ...error })
const answer = (spec: StepSpec): RunBuilder => aRun().model('m', spec)

/** At least one set of signals for every code of the catalogue: a code without a row does not compile. */
const reached: Readonly<Record<FailureKey, readonly RunBuilder[]>> = {
  'tool.timeout': [fatal('tool', { class: 'TimeoutError' }), fatal('tool', { status: 408 }), fatal('tool', { code: 'MCP_REQUEST_TIMEOUT' }), fatal('tool', { class: 'TypeError', errno: 'UND_ERR_HEADERS_TIMEOUT' }), fatal('tool', { class: 'PaymentTimeout' }), aRun().tool('x', { flags: ['timed_out'] }), fatal('tool', { code: 'REQUEST_TIMEOUT' })],
  'tool.rate_limited': [fatal('tool', { status: 429 }), fatal('tool', { class: 'HttpError' }, { httpStatus: 429 })],
  'tool.auth_failed': [fatal('tool', { status: 401 }), fatal('tool', { status: 403 }), fatal('tool', { status: 407 }), fatal('tool', { class: 'UnauthorizedError' })],
  'tool.not_found': [fatal('tool', { status: 404 }), fatal('tool', { status: 410 })],
  'tool.bad_request': [fatal('tool', { status: 400 }), fatal('tool', { status: 409 }), fatal('tool', { status: 422 })],
  'tool.upstream_error': [fatal('tool', { status: 500 }), fatal('tool', { status: 504 }), aRun().tool('x', { status: 'error', httpStatus: 503, flags: ['result_error'] })],
  'tool.connection_failed': [fatal('tool', { class: 'TypeError', errno: 'ECONNREFUSED' }), fatal('tool', { errno: 'CERT_HAS_EXPIRED' }), fatal('tool', { code: 'MCP_CONNECTION_CLOSED' }), fatal('tool', { code: 'CONNECTION_CLOSED' })],
  'tool.system_error': [fatal('tool', { errno: 'ENOENT' }), fatal('tool', { errno: 'EMFILE' })],
  'tool.returned_error': [aRun().tool('x', { status: 'error', flags: ['result_error'] }), aRun().tool('x', { flags: ['result_error'] })],
  'tool.invalid_output': [fatal('tool', { class: 'InvalidToolOutputError' }), fatal('tool', { class: 'McpError', code: 'MCP_INVALID_PARAMS' }), aRun().tool('x', { flags: ['invalid_result'] })],
  'tool.unavailable': [fatal('tool', { class: 'McpError', code: 'MCP_METHOD_NOT_FOUND' }), aRun().tool('x', { status: 'error', flags: ['tool_unavailable'] })],
  'tool.exception': [fatal('tool', { class: 'TypeError' }), fatal('tool', {}), aRun().tool('x', { status: 'error' })],
  'model.rate_limited': [fatal('model', { class: 'RateLimitError', status: 429 }), fatal('model', { class: 'RateLimitCapacityError' }), fatal('model', { code: 'MODEL_RATE_LIMIT' }), fatal('model', { code: 'rate_limit_exceeded' }, { finishReason: 'error' })],
  'model.quota_exhausted': [fatal('model', { class: 'RateLimitError', code: 'insufficient_quota', status: 429 }), fatal('model', { class: 'InsufficientQuotaError', code: 'MODEL_RATE_LIMIT', status: 429 }), fatal('model', { status: 402 })],
  'model.auth_failed': [fatal('model', { status: 401 }), fatal('model', { class: 'AI_LoadAPIKeyError' }), onRun({ code: 'MODEL_AUTHENTICATION' })],
  'model.not_found': [fatal('model', { status: 404 }), fatal('model', { status: 403, code: 'model_not_found' })],
  'model.context_length_exceeded': [fatal('model', { status: 400, code: 'context_length_exceeded' }), fatal('model', { class: 'ContextOverflowError', status: 400 })],
  'model.content_filtered': [answer({ finishReason: 'content_filter' }), fatal('model', { status: 400, code: 'content_filter' })],
  'model.refusal': [answer({ flags: ['refusal'] }), answer({ finishReason: 'refusal' }), fatal('model', { class: 'OutputParserException' }, { flags: ['refusal'] })],
  'model.output_truncated': [answer({ finishReason: 'length' }), fatal('model', { class: 'LengthFinishReasonError' }), fatal('model', { class: 'SyntaxError' }, { finishReason: 'length' })],
  'model.invalid_output': [fatal('model', { class: 'SyntaxError' }), fatal('model', { class: '$ZodError' }), fatal('model', { class: 'ModelBehaviorError' }), answer({ flags: ['parse_failed'] }), onRun({ class: 'StructuredOutputParsingError' })],
  'model.unknown_tool': [answer({ flags: ['unknown_tool'] }), fatal('tool', { class: 'AI_NoSuchToolError' })],
  'model.invalid_tool_arguments': [answer({ flags: ['invalid_tool_arguments'], finishReason: 'tool_calls' }), aRun().step('tool', 'x', { status: 'error', chain: [{ ref: 1, class: 'ToolInvocationError' }, { ref: 2, class: 'ToolInputParsingException' }, { ref: 3, class: 'ZodError' }] })],
  'model.empty_response': [answer({ flags: ['empty_response'] })],
  'model.timeout': [fatal('model', { class: 'APIConnectionTimeoutError' }), fatal('model', { status: 504 }), fatal('model', { class: 'TimeoutError' })],
  'model.connection_failed': [fatal('model', { class: 'APIConnectionError', errno: 'ECONNRESET' }), fatal('model', { class: 'APIConnectionError' })],
  'model.stream_interrupted': [fatal('model', { class: 'TypeError', errno: 'UND_ERR_SOCKET' }, { flags: ['response_started'] }), answer({ flags: ['stream_ended_early'] }), fatal('model', { class: 'OpenAIError' }, { flags: ['response_started'] })],
  'model.provider_error': [fatal('model', { status: 503 }), fatal('model', { status: 529, code: 'overloaded_error' }), answer({ finishReason: 'error' })],
  'model.bad_request': [fatal('model', { status: 400, code: 'invalid_request_error' }), fatal('model', { status: 422 }), onRun({ code: 'INVALID_TOOL_RESULTS' })],
  'model.unclassified': [fatal('model', { class: 'OddProviderError' }), fatal('plan', { class: 'OddError' }, { operation: 'chat' })],
  'retrieval.timeout': [fatal('retrieval', { class: 'TimeoutError' })],
  'retrieval.rate_limited': [fatal('retrieval', { status: 429 })],
  'retrieval.auth_failed': [fatal('retrieval', { status: 403 })],
  'retrieval.not_found': [fatal('retrieval', { status: 404 }), fatal('retrieval', { errno: 'ENOENT' })],
  'retrieval.bad_request': [fatal('retrieval', { status: 400 })],
  'retrieval.upstream_error': [fatal('retrieval', { status: 502 })],
  'retrieval.connection_failed': [fatal('retrieval', { errno: 'ENOTFOUND' })],
  'retrieval.exception': [fatal('retrieval', { class: 'RangeError' })],
  'retrieval.no_results': [aRun().retrieval('x', { documentCount: 0 }).model()],
  'retrieval.embedding_failed': [
    fatal('retrieval', { class: 'AuthenticationError', status: 401 }, { flags: ['embedding_call'] }),
    fatal('retrieval', { code: 'MODEL_AUTHENTICATION', status: 401 }),
    aRun().fails('retrieval', 'kb', { ref: 1, status: 401 }).fails('model', 'text-embedding-3', { ref: 1, status: 401 }, { in: 'kb', operation: 'embeddings', at: 2, ms: 3 }).failsWith({ ref: 1, status: 401 }),
  ],
  'orchestration.max_steps_exceeded': [onRun({ class: 'MaxTurnsExceededError' }), onRun({ class: 'MaxIterationsError' }), aRun().model().tool('x').ends('success', [], ['step_limit_reached'])],
  'orchestration.tool_loop': [aRun().tool('x', { repeatCount: 1 }).tool('x', { repeatCount: 2 }).tool('x', { repeatCount: 3 }).failsWith({ ref: 1, class: 'GraphRecursionError' })],
  'orchestration.call_budget_exceeded': [onRun({ class: 'ModelCallLimitMiddlewareError' }), onRun({ class: 'TokenBudgetError' }), onRun({ class: 'SpendLimitExceededError' }), onRun({ code: 'COST_BUDGET_EXCEEDED' }), aRun().model().tool('x').ends('success', [], ['limit_reached'])],
  'orchestration.guardrail_input_blocked': [fatal('guardrail', { class: 'PIIDetectionError' }), aRun().step('guardrail', 'x', { triggered: true }), aRun().model().step('guardrail', 'x', { triggered: true, flags: ['guardrail_input'] })],
  'orchestration.guardrail_output_blocked': [onRun({ class: 'OutputGuardrailTripwireTriggered' }), aRun().model().step('guardrail', 'x', { triggered: true })],
  'orchestration.guardrail_failed': [onRun({ class: 'GuardrailExecutionError' }), fatal('guardrail', { class: 'TypeError' }), fatal('guardrail', { class: 'TypeError' }, { triggered: false, flags: ['guardrail_input'] })],
  'orchestration.handoff_failed': [fatal('orchestration', { class: 'ModelBehaviorError' }, { operation: 'handoff' }), fatal('tool', { class: 'TypeError' }, { operation: 'handoff' })],
  'orchestration.deadline_exceeded': [fatal('orchestration', { class: 'NodeTimeoutError' }), aRun().model('m', { status: 'cancelled' }).ends('failed', [{ ref: 1, class: 'TimeoutError' }], ['deadline']), fatal('model', { class: 'TimeoutError' }, { flags: ['deadline'] })],
  'orchestration.user_abort': [aRun().model('m', { status: 'cancelled', flags: ['caller_aborted'] }).ends('cancelled'), fatal('model', { class: 'APIUserAbortError' }), fatal('tool', { class: 'AbortError' }, { flags: ['caller_aborted'] })],
  'orchestration.approval_rejected': [aRun().model().tool('pay', { status: 'error', flags: ['approval_rejected'] }).model(), aRun().model().ends('cancelled', [], ['approval_rejected'])],
  'orchestration.state_error': [onRun({ class: 'InvalidUpdateError', code: 'INVALID_CONCURRENT_GRAPH_UPDATE' }), fatal('orchestration', { class: 'EmptyChannelError' })],
  'orchestration.config_error': [onRun({ class: 'GraphValueError' }), onRun({ code: 'MISSING_CHECKPOINTER' }), onRun({ class: 'UserError' })],
  'orchestration.remote_agent_failed': [fatal('agent', { class: 'Error' }, { flags: ['remote_agent'] }), fatal('orchestration', { class: 'RemoteException' })],
  'orchestration.node_exception': [fatal('orchestration', { class: 'TypeError' }), onRun({ class: 'RangeError' }), fatal('plan', { class: 'Error' })],
}

const rows = failureKeys.flatMap((key) => reached[key].map((run, index): readonly [string, FailureKey, RunBuilder] => [`${key}, ${index + 1}`, key, run]))

describe('every code of the catalogue is reached', () => {
  it.each(rows)('%s', (_, key, run) => {
    expect(run.outcome().cause).toBe(key)
  })

  it('never leaves a code without signals', () => {
    expect(failureKeys.filter((key) => reached[key].length === 0)).toEqual([])
  })
})

it('finds classes, codes and system codes in one map: the lists share no word', () => {
  const words = [...knownErrorClasses, ...knownErrorCodes, ...knownErrnos]
  expect(new Set<string>(words).size).toBe(words.length)
})

describe('a declared code wins over the classifier', () => {
  it.each(failureKeys)('%s', (declared) => {
    const onStep = aRun().step('tool', 'x', { status: 'error', declared, chain: [{ ref: 1, status: 503 }] }).failsWith({ ref: 1, status: 503 })
    expect(onStep.diagnose().steps[0]?.failure).toMatchObject({ category: declared.split('.')[0], code: declared.split('.')[1] })
    const onWholeRun = aRun().fails('tool', 'x', { status: 503 }).model().ends('failed', [{ ref: 9, class: 'Error' }], [], declared, 'x')
    expect(onWholeRun.outcome()).toEqual({ cause: declared, at: 'x', confidence: 'certain', degraded: false })
  })
})
