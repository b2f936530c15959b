import { describe, expect, it } from 'vitest'
import { aRun } from '../testing/a-run.ts'
import { good, saidOf, type Shape } from '../testing/shape-table.ts'

// Runs that were stopped, wait, were killed, or ended well in a way that should worry somebody (failure-taxonomy.md sections 1, 4.2, 4.5, 4.6).

const down = { class: 'HttpError', status: 503 }

const checkShapes = (shapes: readonly Shape[]): void => {
  it.each(shapes)('%s', (_, run, ...said) => expect(saidOf(run)).toEqual(said))
}

describe('cancelled', () => {
  checkShapes([
    ['inside a tool inside an agent', aRun().step('agent', 'sub', { status: 'cancelled', ms: 60 }).tool('ask', { in: 'sub', at: 5, ms: 50, status: 'cancelled' }).model('m', { in: 'ask', at: 9, ms: 40, status: 'cancelled', flags: ['caller_aborted'] }).ends('cancelled'), 'orchestration.user_abort', 'm', 'certain'],
    ['the running step shows the abort as an error', aRun().model().fails('tool', 'slow', { ref: 1, class: 'AbortError' }).ends('cancelled', [{ ref: 1, class: 'AbortError' }], ['caller_aborted']), 'orchestration.user_abort', 'slow', 'certain'],
    ['the running step shows a reason of the caller\'s own', aRun().model().fails('tool', 'slow', { ref: 1, class: 'ClientGone' }).ends('cancelled', [{ ref: 1, class: 'ClientGone' }], ['caller_aborted']), 'orchestration.user_abort', 'slow', 'certain'],
    ['earlier failures are not the reason', aRun().fails('tool', 'x', down).model('m', { status: 'cancelled', flags: ['caller_aborted'] }).ends('cancelled'), 'orchestration.user_abort', 'm', 'certain'],
    ['while waiting between two tries', aRun().fails('model', 'm', { status: 429 }).ends('cancelled', [{ ref: 1, class: 'AbortError' }]), 'orchestration.user_abort', null, 'certain'],
    ['a person declined', aRun().model('m', { toolCallCount: 1 }).tool('wire_money', { status: 'cancelled', flags: ['approval_rejected'] }).ends('cancelled', [], ['approval_rejected']), 'orchestration.approval_rejected', 'wire_money', 'certain'],
  ])
})

describe('waiting, running, killed', () => {
  checkShapes([
    good('a failure, then an interrupt: the run goes on later', aRun().fails('tool', 'x', down).model().step('orchestration', 'approve', { status: 'interrupted' }).ends('interrupted')),
    good('killed while two steps ran', aRun().model().tool('a', { status: 'running' }).tool('b', { status: 'running' }).ends('running')),
    good('no step at all, running', aRun().ends('running')),
    good('a success without steps', aRun()),
    good('a step left open in a good run', aRun().model().tool('fire_and_forget', { status: 'running' }).model()),
    good('LangGraph leaves a subgraph by an error', aRun().model().fails('orchestration', 'sub', { class: 'ParentCommand' }).model()),
  ])
})

describe('guardrails', () => {
  checkShapes([
    ['the input guardrail trips while the model already runs', aRun().step('guardrail', 'no_cards', { at: 1, ms: 20, triggered: true, flags: ['guardrail_input'] }).model('m', { at: 1, ms: 30 }).failsWith({ ref: 1, class: 'InputGuardrailTripwireTriggered' }), 'orchestration.guardrail_input_blocked', 'no_cards', 'certain'],
    ['one trips, another passes', aRun().step('guardrail', 'length', { at: 1, triggered: false }).step('guardrail', 'topic', { at: 1, triggered: true, flags: ['guardrail_input'] }).failsWith({ ref: 1, class: 'InputGuardrailTripwireTriggered' }), 'orchestration.guardrail_input_blocked', 'topic', 'certain'],
    ['a guardrail of a tool, on its output', aRun().model('m', { toolCallCount: 1 }).tool('lookup', { status: 'error', chain: [{ ref: 1, class: 'ToolOutputGuardrailTripwireTriggered' }] }).failsWith({ ref: 1, class: 'ToolOutputGuardrailTripwireTriggered' }), 'orchestration.guardrail_output_blocked', 'lookup', 'certain'],
    ['personal data in the input', aRun().fails('orchestration', 'pii', { ref: 1, class: 'PIIDetectionError' }).failsWith({ ref: 1, class: 'PIIDetectionError' }), 'orchestration.guardrail_input_blocked', 'pii', 'certain'],
    ['personal data in the answer', aRun().model().fails('orchestration', 'pii', { ref: 1, class: 'PIIDetectionError' }).failsWith({ ref: 1, class: 'PIIDetectionError' }), 'orchestration.guardrail_output_blocked', 'pii', 'certain'],
    ['personal data in what a tool found', aRun().model('m', { toolCallCount: 1 }).tool('crm').fails('orchestration', 'pii', { ref: 1, class: 'PIIDetectionError' }).failsWith({ ref: 1, class: 'PIIDetectionError' }), 'orchestration.guardrail_input_blocked', 'pii', 'certain'],
    ['a tripped guardrail and a swallowed failure before it', aRun().fails('tool', 'x', down).model().step('guardrail', 'out', { triggered: true, flags: ['guardrail_output'] }).failsWith({ ref: 1, class: 'OutputGuardrailTripwireTriggered' }), 'orchestration.guardrail_output_blocked', 'out', 'likely'],
  ])
})

describe('answers', () => {
  checkShapes([
    ['the host reads an empty answer and throws', aRun().model('m', { flags: ['empty_response'] }).failsWith({ ref: 1, class: 'TypeError' }), 'model.empty_response', 'm', 'likely'],
    ['an answer with a tool call that is not JSON, and silence', aRun().model('m', { finishReason: 'tool_calls', toolCallCount: 1, flags: ['invalid_tool_arguments'] }), 'model.invalid_tool_arguments', 'm', 'certain'],
    ['a refusal that a parser trips over', aRun().model('m', { flags: ['refusal'], finishReason: 'stop' }).fails('orchestration', 'parser', { ref: 1, class: 'OutputParserException' }, { operation: 'parse' }).failsWith({ ref: 1, class: 'OutputParserException' }), 'model.refusal', 'm', 'certain'],
    ['a schema error after a model call that was retried', aRun().retried('model', 'm', 2, { status: 500 }).thenOk('model', 'm').failsWith({ ref: 1, class: 'OutputParserException', code: 'OUTPUT_PARSING_FAILURE' }), 'model.invalid_output', 'm#3', 'certain'],
    ['the parser of a sub-agent blames the model inside it', aRun().model('outer').step('agent', 'sub', { status: 'error', ms: 60, chain: [{ ref: 1, class: 'OutputParserException' }] }).model('inner', { in: 'sub', at: 20 }).fails('orchestration', 'parser', { ref: 1, class: 'OutputParserException' }, { in: 'sub', at: 40, operation: 'parse' }).failsWith({ ref: 1, class: 'OutputParserException' }), 'model.invalid_output', 'inner', 'certain'],
    ['a parser that fails on every answer: the last answer, and no other trouble', aRun().model('m').fails('orchestration', 'parser', { class: 'OutputParserException' }, { operation: 'parse' }).model('m').fails('orchestration', 'parser', { ref: 7, class: 'OutputParserException' }, { operation: 'parse' }).failsWith({ ref: 7, class: 'OutputParserException' }), 'model.invalid_output', 'm#2', 'certain'],
    ['a step of the host\'s own that reads the answer', aRun().model('m').fails('orchestration', 'read', { ref: 1, class: 'SyntaxError' }).failsWith({ ref: 1, class: 'SyntaxError' }), 'model.invalid_output', 'm', 'likely'],
    ['the same, of an answer that was cut', aRun().model('m', { finishReason: 'length' }).fails('orchestration', 'read', { ref: 1, class: 'SyntaxError' }).failsWith({ ref: 1, class: 'SyntaxError' }), 'model.output_truncated', 'm', 'likely'],
    ['a step of the host\'s own that reads what a tool brought', aRun().model('m', { toolCallCount: 1 }).tool('fetch').fails('orchestration', 'read', { ref: 1, class: 'SyntaxError' }).failsWith({ ref: 1, class: 'SyntaxError' }), 'orchestration.node_exception', 'read', 'likely'],
    ['another error of a step right behind an answer', aRun().model('m').fails('orchestration', 'store', { ref: 1, class: 'RangeError' }).failsWith({ ref: 1, class: 'RangeError' }), 'orchestration.node_exception', 'store', 'likely'],
    ['a parser that fails and is given up on: the answer it could not read', aRun().model('m').fails('orchestration', 'parser', { class: 'OutputParserException' }, { operation: 'parse' }), 'model.invalid_output', 'm', 'certain'],
    ['the same, of an answer that was cut', aRun().model('m', { finishReason: 'length' }).fails('orchestration', 'parser', { class: 'OutputParserException' }, { operation: 'parse' }), 'model.output_truncated', 'm', 'certain'],
    ['a tool call cut with its answer', aRun().model('m', { finishReason: 'length', toolCallCount: 1, flags: ['invalid_tool_arguments'] }), 'model.output_truncated', 'm', 'certain'],
    ['a tool call cut with its answer, shown as a tool', aRun().model('m', { finishReason: 'length', toolCallCount: 1 }).tool('book', { status: 'error', flags: ['invalid_tool_arguments'] }), 'model.output_truncated', 'm', 'certain'],
    ['arguments cut each time until the turns ran out', [1, 2, 3].reduce((run) => run.model('m', { finishReason: 'length', toolCallCount: 1 }).tool('book', { status: 'error', flags: ['invalid_tool_arguments'] }), aRun()).failsWith({ ref: 1, class: 'MaxTurnsExceededError' }), 'model.output_truncated', 'm#3', 'certain'],
    ['broken arguments of a whole answer', aRun().model('m', { finishReason: 'tool_calls', toolCallCount: 1 }).tool('book', { status: 'error', flags: ['invalid_tool_arguments'] }), 'model.invalid_tool_arguments', 'book', 'certain'],
    ['filtered by code, not by status', aRun().fails('model', 'm', { ref: 1, class: 'BadRequestError', code: 'content_filter', status: 400 }).failsWith({ ref: 1, class: 'BadRequestError', code: 'content_filter', status: 400 }), 'model.content_filtered', 'm', 'certain'],
    ['quota before rate limit', aRun().fails('model', 'm', { ref: 1, class: 'RateLimitError', code: 'insufficient_quota', status: 429 }).failsWith({ ref: 1, class: 'RateLimitError', status: 429 }), 'model.quota_exhausted', 'm', 'certain'],
  ])
})

describe('degraded', () => {
  checkShapes([
    ['all tools failed and an answer came all the same', aRun().model('m', { toolCallCount: 2 }).fails('tool', 'a', down, { at: 20, ms: 4 }).fails('tool', 'b', { status: 404 }, { at: 20, ms: 9 }).model('m', { at: 60 }), 'tool.upstream_error', 'a', 'likely'],
    ['the same tool failed twice and was given up', aRun().model('m', { toolCallCount: 1 }).fails('tool', 'a', down).model('m', { toolCallCount: 1 }).fails('tool', 'a', down).model(), 'tool.upstream_error', 'a#2', 'certain'],
    ['an empty last answer', aRun().model('m', { toolCallCount: 1 }).tool('a').model('m', { flags: ['empty_response'] }), 'model.empty_response', 'm#2', 'certain'],
    ['a refusal as the last answer', aRun().model('m', { flags: ['refusal'] }), 'model.refusal', 'm', 'certain'],
    ['a filtered last answer', aRun().model('m', { finishReason: 'content_filter' }), 'model.content_filtered', 'm', 'certain'],
    good('a filtered answer that was asked again', aRun().model('m', { finishReason: 'content_filter' }).model('m')),
    good('of two mirrors the host takes the faster and stops the other', aRun().fails('tool', 'slow', { class: 'AbortError' }, { at: 5, ms: 32 }).tool('fast', { at: 6, ms: 30 }).model('m', { at: 50 })),
    ['stopped by a clock of its own, long after the other had ended', aRun().fails('tool', 'slow', { class: 'AbortError' }, { at: 5, ms: 90 }).tool('fast', { at: 6, ms: 30 }).model('m', { at: 120 }), 'tool.timeout', 'slow', 'likely'],
    good('several searches at once, one of them empty', aRun().retrieval('kb', { at: 5, ms: 20, documentCount: 3 }).retrieval('kb', { at: 6, ms: 20, documentCount: 0 }).model('m', { at: 40 })),
    ['found first, then nothing', aRun().retrieval('kb', { documentCount: 3 }).model().retrieval('kb', { documentCount: 0 }).model(), 'retrieval.no_results', 'kb#2', 'certain'],
    ['one store found something, the other nothing', aRun().retrieval('faq', { documentCount: 3 }).retrieval('handbook', { documentCount: 0 }).model(), 'retrieval.no_results', 'handbook', 'certain'],
    ['a step failed beside a step that has no end', aRun().fails('tool', 'x', down).tool('y', { status: 'running' }).model(), 'tool.upstream_error', 'x', 'likely'],
    ['a guardrail that broke and let everything pass', aRun().fails('guardrail', 'judge', { class: 'TypeError' }).model(), 'orchestration.guardrail_failed', 'judge', 'certain'],
  ])
})
