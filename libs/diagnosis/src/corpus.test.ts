import { describe, expect, it } from 'vitest'
import { aRun, type RunBuilder } from './testing/a-run.ts'

/** The developers' fault corpus as an adapter would record it: program, run, cause, step to blame. */
type Row = readonly [program: string, run: RunBuilder, cause: string | null, at: string | null, confidence: string | null]

const html = { class: 'HttpError' }
const limited = { class: 'RateLimitError', code: 'rate_limit_exceeded', status: 429 }
const recursion = { class: 'GraphRecursionError', code: 'GRAPH_RECURSION_LIMIT' }

const failed: readonly Row[] = [
  ['agents-input-guardrail', aRun().step('guardrail', 'no_card_numbers', { triggered: true, flags: ['guardrail_input'] }).failsWith({ ref: 1, class: 'InputGuardrailTripwireTriggered' }), 'orchestration.guardrail_input_blocked', 'no_card_numbers', 'certain'],
  ['agents-refusal', aRun().model('gpt-4.1', { flags: ['refusal'], finishReason: 'stop' }).failsWith({ ref: 1, class: 'ModelRefusalError' }), 'model.refusal', 'gpt-4.1', 'certain'],
  ['agents-tool-timeout', aRun().model('gpt-4.1', { toolCallCount: 1 }).fails('tool', 'render_report', { class: 'ToolTimeoutError', ref: 1 }, { flags: ['timed_out'] }).failsWith({ ref: 1, class: 'ToolTimeoutError' }), 'tool.timeout', 'render_report', 'certain'],
  ['agents-tool-timeout, nothing on the span', aRun().model('gpt-4.1', { toolCallCount: 1 }).tool('render_report', { status: 'error', flags: ['timed_out'] }).failsWith({ ref: 1, class: 'ToolTimeoutError' }), 'tool.timeout', 'render_report', 'certain'],
  ['agents-unknown-tool', aRun().model().tool('lookup_user').model('gpt-4.1', { id: 'second', flags: ['unknown_tool'] }).failsWith({ ref: 1, class: 'ModelBehaviorError' }), 'model.unknown_tool', 'second', 'certain'],
  ['agents-unknown-tool, shown as a tool', aRun().model().tool('lookup_user').model('gpt-4.1', { id: 'second', flags: ['unknown_tool'] }).tool('unlisted_tool', { status: 'error', flags: ['unknown_tool'] }).failsWith({ ref: 1, class: 'ModelBehaviorError' }), 'model.unknown_tool', 'second', 'certain'],
  ['lc-context-length', aRun().model('m').tool('fetch_page').fails('model', 'm', { class: 'ContextOverflowError', code: 'context_length_exceeded', status: 400, ref: 1 }).failsWith({ ref: 1, class: 'ContextOverflowError', status: 400 }), 'model.context_length_exceeded', 'm#2', 'certain'],
  ['lc-model-429-exhausted', aRun().retried('model', 'm', 2, { ...limited, ref: 1 }).failsWith({ ref: 1, ...limited }), 'model.rate_limited', 'm#2', 'certain'],
  ['lc-output-parser', aRun().model('m').fails('orchestration', 'StructuredOutputParser', { class: 'OutputParserException', code: 'OUTPUT_PARSING_FAILURE', ref: 1 }, { operation: 'parse' }).failsWith({ ref: 1, class: 'OutputParserException' }), 'model.invalid_output', 'm', 'certain'],
  ['lc-output-parser, no step for the parser', aRun().model('m').failsWith({ ref: 1, class: 'OutputParserException', code: 'OUTPUT_PARSING_FAILURE' }), 'model.invalid_output', 'm', 'certain'],
  ['lc-retriever-503', aRun().fails('retrieval', 'policy_search', { ...html, status: 503, ref: 1 }).failsWith({ ref: 1, ...html, status: 503 }), 'retrieval.upstream_error', 'policy_search', 'certain'],
  ['lc-tool-loop', [1, 2, 3, 4, 5].reduce((run, repeatCount) => run.model('m', { toolCallCount: 1 }).tool('check_status', { repeatCount }), aRun()).failsWith({ ref: 1, ...recursion }), 'orchestration.tool_loop', 'check_status#5', 'certain'],
  ['lc-tool-retry-exhausted', aRun().model('m').retried('tool', 'charge_card', 3, { ...html, status: 500, ref: 1 }).failsWith({ ref: 9, class: 'MiddlewareError' }, { ref: 1, ...html, status: 500 }), 'tool.upstream_error', 'charge_card#3', 'certain'],
  ['lg-model-connection-reset', aRun().step('model', 'm', { status: 'error', chain: [{ ref: 1, class: 'APIConnectionError' }, { ref: 2, class: 'TypeError' }, { ref: 3, class: 'SocketError', errno: 'UND_ERR_SOCKET' }] }).failsWith({ ref: 1, class: 'APIConnectionError' }), 'model.connection_failed', 'm', 'certain'],
  ['lg-recursion-limit', [1, 2, 3].reduce((run) => run.model('m', { toolCallCount: 1 }).tool('next_page', { repeatCount: 1 }), aRun()).failsWith({ ref: 1, ...recursion }), 'orchestration.max_steps_exceeded', null, 'certain'],
  ['lg-red-herrings', aRun().retried('model', 'm', 1, { status: 500 }, { node: 'outline' }).thenOk('model', 'm', { node: 'outline' })
    .fails('tool', 'fx_rates', { ...html, status: 503 }, { node: 'rates' }).fails('tool', 'fx_rates', { ...html, status: 503 }, { node: 'rates' }).tool('fx_rates', { node: 'rates' })
    .fails('tool', 'banner', { ...html, status: 404 }, { node: 'banner' }).model('m', { node: 'draft' }).fails('retrieval', 'vector_store', { class: 'TimeoutError', ref: 1 }, { node: 'cite' })
    .failsWith({ ref: 1, class: 'TimeoutError' }), 'retrieval.timeout', 'vector_store', 'likely'],
  ['lg-subagent-model-fails', aRun().model('gpt-4.1', { node: 'plan' }).step('agent', 'researcher', { status: 'error', chain: [{ ref: 1, class: 'NotFoundError', status: 404 }], node: 'research' })
    .fails('model', 'gpt-4.1-typo', { class: 'NotFoundError', code: 'model_not_found', status: 404, ref: 1 }, { in: 'researcher', at: 20, ms: 3 }).failsWith({ ref: 1, class: 'NotFoundError', status: 404 }), 'model.not_found', 'gpt-4.1-typo', 'certain'],
  ['lg-tool-throws-fatal', aRun().model('m').fails('tool', 'parse_invoice', { class: 'TypeError', ref: 1 }).failsWith({ ref: 1, class: 'TypeError' }), 'tool.exception', 'parse_invoice', 'certain'],
  ['oai-content-filter-parse', aRun().model('gpt-4.1', { finishReason: 'content_filter' }).failsWith({ ref: 1, class: 'ContentFilterFinishReasonError' }), 'model.content_filtered', 'gpt-4.1', 'certain'],
  ['oai-content-filter-parse, raised inside the call', aRun().fails('model', 'gpt-4.1', { class: 'ContentFilterFinishReasonError', ref: 1 }, { finishReason: 'content_filter' }).failsWith({ ref: 1, class: 'ContentFilterFinishReasonError' }), 'model.content_filtered', 'gpt-4.1', 'certain'],
  ['oai-model-401', aRun().fails('model', 'gpt-4.1', { class: 'AuthenticationError', code: 'invalid_api_key', status: 401, ref: 1 }).failsWith({ ref: 1, class: 'AuthenticationError', status: 401 }), 'model.auth_failed', 'gpt-4.1', 'certain'],
  ['oai-model-500-exhausted', aRun().model('m', { toolCallCount: 1 }).tool('roll_dice').retried('model', 'm', 3, { class: 'InternalServerError', status: 500, ref: 1 }).failsWith({ ref: 1, class: 'InternalServerError', status: 500 }), 'model.provider_error', 'm#4', 'certain'],
  ['oai-model-timeout', aRun().retried('model', 'o4-mini', 1, { class: 'AbortError' }, { flags: ['timed_out'] }).step('model', 'o4-mini', { status: 'error', attempt: 2, retryOf: 'o4-mini', chain: [{ ref: 1, class: 'APIConnectionTimeoutError' }, { ref: 2, class: 'AbortError' }] }).failsWith({ ref: 1, class: 'APIConnectionTimeoutError' }), 'model.timeout', 'o4-mini#2', 'certain'],
  ['oai-stream-cut', aRun().step('model', 'gpt-4.1', { status: 'error', streamed: true, flags: ['response_started'], chain: [{ ref: 1, class: 'TypeError' }, { ref: 2, class: 'SocketError', errno: 'UND_ERR_SOCKET' }] }).failsWith({ ref: 1, class: 'TypeError' }), 'model.stream_interrupted', 'gpt-4.1', 'certain'],
]

const degraded: readonly Row[] = [
  ['lc-parallel-one-fails', aRun().model('m', { toolCallCount: 3 }).tool('get_hotel', { at: 20, ms: 30 }).fails('tool', 'get_flight', { ...html, status: 403 }, { at: 20, ms: 5 }).tool('get_car', { at: 20, ms: 15 }).model('m'), 'tool.auth_failed', 'get_flight', 'certain'],
  ['lc-tool-404-swallowed', aRun().model('m').fails('tool', 'get_order', { ...html, status: 404 }).model('m'), 'tool.not_found', 'get_order', 'certain'],
  ['lc-unknown-tool', aRun().model('m', { flags: ['unknown_tool'], toolCallCount: 1 }).model('m'), 'model.unknown_tool', 'm', 'certain'],
  ['lc-unknown-tool, only the tool step shows it', aRun().model('m', { toolCallCount: 1 }).tool('unlisted_tool', { status: 'error', flags: ['unknown_tool'] }).model('m'), 'model.unknown_tool', 'unlisted_tool', 'certain'],
  ['lg-empty-retrieval', aRun().retrieval('handbook', { documentCount: 0 }).model('m'), 'retrieval.no_results', 'handbook', 'certain'],
  ['oai-output-truncated', aRun().model('m', { finishReason: 'length' }), 'model.output_truncated', 'm', 'certain'],
]

const good: readonly (readonly [string, RunBuilder])[] = [
  ['lc-invalid-args-recovered', aRun().model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 1 }).model('m', { toolCallCount: 1 }).tool('book_room').model('m')],
  ['lc-invalid-args-recovered, shown as a tool too', aRun().model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 1 }).tool('book_room', { status: 'error', flags: ['invalid_tool_arguments'] }).model('m', { toolCallCount: 1 }).tool('book_room').model('m')],
  ['lc-success-one-tool', aRun().model('m', { toolCallCount: 1 }).tool('get_weather').model('m')],
  ['oai-model-429-then-ok', aRun().retried('model', 'm', 2, limited).thenOk('model', 'm')],
  ['oai-tool-429-then-ok', aRun().model('m', { toolCallCount: 1 }).fails('tool', 'search_crm', { ...html, status: 429 }).tool('search_crm').model('m')],
]

describe('the fault corpus', () => {
  it.each(failed)('%s', (_, run, cause, at, confidence) => {
    expect(run.outcome()).toEqual({ cause, at, confidence, degraded: false })
  })

  it.each(degraded)('%s: a good end that should worry somebody', (_, run, cause, at, confidence) => {
    expect(run.outcome()).toEqual({ cause, at, confidence, degraded: true })
  })

  it.each(good)('%s: no cause', (_, run) => {
    expect(run.outcome()).toEqual({ cause: null, at: null, confidence: null, degraded: false })
  })

  it('lc-user-abort: shown at the step that was running', () => {
    const run = aRun().model('m').tool('get_time').model('m', { id: 'running', status: 'cancelled', flags: ['caller_aborted'] }).ends('cancelled', [{ ref: 1, class: 'AbortError' }])
    expect(run.outcome()).toEqual({ cause: 'orchestration.user_abort', at: 'running', confidence: 'certain', degraded: false })
  })

  it('is certain about at least 70 % of the failed runs', () => {
    const certain = failed.filter(([, run]) => run.outcome().confidence === 'certain')
    expect(certain.length / failed.length).toBeGreaterThanOrEqual(0.7)
  })
})
