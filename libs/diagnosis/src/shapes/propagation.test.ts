import { describe, expect, it } from 'vitest'
import { aRun } from '../testing/a-run.ts'
import { saidOf, type Shape } from '../testing/shape-table.ts'

// How an error travels: rethrown, wrapped, copied, swallowed (failure-taxonomy.md sections 4.4, 4.5 and 4.7).

const down = { class: 'HttpError', status: 503 }

const checkShapes = (shapes: readonly Shape[]): void => {
  it.each(shapes)('%s', (_, run, ...said) => expect(saidOf(run)).toEqual(said))
}

describe('rethrown, wrapped, swallowed', () => {
  checkShapes([
    ['wrapped without its cause by the node, and that one gets out', aRun().step('orchestration', 'book', { status: 'error', ms: 40, chain: [{ ref: 1, class: 'BookingError' }] }).fails('tool', 'pay', down, { in: 'book', at: 5 }).failsWith({ ref: 1, class: 'BookingError' }), 'tool.upstream_error', 'pay', 'likely'],
    ['swallowed inside the node, which then threw by itself', aRun().step('orchestration', 'book', { status: 'error', ms: 60, chain: [{ ref: 1, class: 'TypeError' }] }).fails('tool', 'pay', down, { in: 'book', at: 5 }).model('m', { in: 'book', at: 20 }).failsWith({ ref: 1, class: 'TypeError' }), 'orchestration.node_exception', 'book', 'likely'],
    ['the host sounds an alarm and then throws by itself', aRun().fails('model', 'm', { status: 500 }).tool('alert').failsWith({ ref: 9, class: 'JobError' }), 'model.provider_error', 'm', 'likely'],
    ['the host rolls back and then throws by itself', aRun().model('m', { toolCallCount: 1 }).tool('reserve').fails('tool', 'pay', down).tool('release').failsWith({ ref: 9, class: 'Error' }), 'tool.upstream_error', 'pay', 'likely'],
    ['the agent went on after it, and then the host throws by itself', aRun().model('m', { toolCallCount: 1 }).fails('tool', 'rates', down).model('m', { toolCallCount: 1 }).tool('save').failsWith({ ref: 9, class: 'JobError' }), 'orchestration.node_exception', null, 'likely'],
    ['kept and thrown at the end', aRun().fails('tool', 'pay', { ref: 4, ...down }).model().model().failsWith({ ref: 4, ...down }), 'tool.upstream_error', 'pay', 'certain'],
    ['a swallowed TypeError, and another one between the steps', aRun().fails('tool', 'parse', { ref: 1, class: 'TypeError' }).model().failsWith({ ref: 2, class: 'TypeError' }), 'orchestration.node_exception', null, 'likely'],
    ['a swallowed 503, and another 503 by the host itself', aRun().fails('tool', 'rates', { ref: 1, ...down }).model().failsWith({ ref: 2, ...down }), 'tool.upstream_error', 'rates', 'likely'],
    ['the same class, thrown right after the step', aRun().model().fails('tool', 'parse', { ref: 1, class: 'TypeError' }).failsWith({ ref: 2, class: 'TypeError' }), 'tool.exception', 'parse', 'likely'],
    ['a copy with class, code and status', aRun().model().fails('model', 'm', { ref: 1, class: 'RateLimitError', code: 'rate_limit_exceeded', status: 429 }).failsWith({ ref: 2, class: 'RateLimitError', code: 'rate_limit_exceeded', status: 429 }), 'model.rate_limited', 'm', 'certain'],
    ['three wrappers, the inner one known to the step only', aRun().step('tool', 'pay', { status: 'error', chain: [{ ref: 1, class: 'PaymentError' }, { ref: 2, class: 'TypeError' }, { ref: 3, errno: 'ECONNREFUSED' }] }).failsWith({ ref: 9, class: 'AgentError' }, { ref: 1, class: 'PaymentError' }), 'tool.connection_failed', 'pay', 'certain'],
    ['kept in the state, and thrown by a later node', aRun().step('orchestration', 'read', { ms: 20 }).fails('tool', 'pay', { ref: 1, ...down }, { in: 'read', at: 5 }).model('m', { at: 40 }).step('orchestration', 'out', { at: 80, ms: 2, status: 'error', chain: [{ ref: 1, ...down }] }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'pay', 'certain'],
    ['a later node throws an error of its own', aRun().step('orchestration', 'read', { ms: 20 }).fails('tool', 'pay', { ref: 1, ...down }, { in: 'read', at: 5 }).model('m', { at: 40 }).step('orchestration', 'out', { at: 80, ms: 2, status: 'error', chain: [{ ref: 2, class: 'RangeError' }] }).failsWith({ ref: 2, class: 'RangeError' }), 'orchestration.node_exception', 'out', 'likely'],
    ['one error object thrown by two calls belongs to the later', aRun().fails('tool', 'a', { ref: 1, ...down }).model().fails('tool', 'a', { ref: 1, ...down }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a#2', 'certain'],
    ['one error object, with which the others that ran beside were stopped, belongs to the first', aRun().model().fails('tool', 'a', { ref: 1, ...down }, { at: 20, ms: 10 }).fails('tool', 'b', { ref: 1, ...down }, { at: 21, ms: 12 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a', 'certain'],
    ['cleaning up failed after the real failure', aRun().fails('tool', 'pay', { ref: 1, ...down }).fails('tool', 'refund', { ref: 2, status: 404 }).failsWith({ ref: 2, status: 404 }), 'tool.not_found', 'refund', 'likely'],
    ['an error of many: the last of them is followed', aRun().fails('retrieval', 'a', { ref: 1, ...down }, { at: 5, ms: 5 }).fails('retrieval', 'b', { ref: 2, status: 404 }, { at: 5, ms: 9 }).failsWith({ ref: 3, class: 'AggregateError' }, { ref: 2, status: 404 }), 'retrieval.not_found', 'b', 'likely'],
    ['a timeout of the host around nothing recorded', aRun().model().failsWith({ ref: 1, class: 'APIConnectionTimeoutError' }), 'model.timeout', 'gpt-4.1', 'likely'],
  ])
})

describe('inside tools, sub-agents and hand-offs', () => {
  checkShapes([
    ['an agent as a tool: its model fails and the tool says so', aRun().model('m', { toolCallCount: 1 }).tool('ask', { status: 'error', ms: 40, chain: [{ ref: 1, status: 401 }] }).fails('model', 'inner', { ref: 1, status: 401 }, { in: 'ask', at: 20 }).model('m', { at: 80 }), 'model.auth_failed', 'inner', 'certain'],
    ['an agent as a tool swallows the failure of its tool', aRun().model('m', { toolCallCount: 1 }).tool('ask', { ms: 60 }).fails('tool', 'kb', down, { in: 'ask', at: 20 }).model('m', { in: 'ask', at: 40 }).model('m', { at: 100 }), 'tool.upstream_error', 'kb', 'certain'],
    ['after a hand-off the second agent fails', aRun().model().step('orchestration', 'billing', { operation: 'handoff' }).step('agent', 'billing', { status: 'error', ms: 30, chain: [{ ref: 1, ...down }] }).fails('tool', 'invoice', { ref: 1, ...down }, { in: 'billing#2', at: 30 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'invoice', 'certain'],
    ['the hand-off itself', aRun().model().fails('orchestration', 'to_billing', { ref: 1, class: 'ZodError' }, { operation: 'handoff' }).failsWith({ ref: 1, class: 'ZodError' }), 'orchestration.handoff_failed', 'to_billing', 'certain'],
    ['a judge inside a guardrail', aRun().step('guardrail', 'safe', { status: 'error', ms: 30, chain: [{ ref: 2, class: 'GuardrailExecutionError' }, { ref: 1, status: 429 }] }).fails('model', 'judge', { ref: 1, status: 429 }, { in: 'safe', at: 5 }).failsWith({ ref: 2, class: 'GuardrailExecutionError' }, { ref: 1, status: 429 }), 'model.rate_limited', 'judge', 'certain'],
    ['four levels down', aRun().step('agent', 'a', { status: 'error', ms: 90, chain: [{ ref: 1, status: 403 }] }).tool('b', { in: 'a', at: 5, ms: 80, status: 'error', chain: [{ ref: 1, status: 403 }] }).step('agent', 'c', { in: 'b', at: 9, ms: 70, status: 'error', chain: [{ ref: 1, status: 403 }] }).fails('retrieval', 'kb', { ref: 1, status: 403 }, { in: 'c', at: 20 }).failsWith({ ref: 1, status: 403 }), 'retrieval.auth_failed', 'kb', 'certain'],
    ['a remote agent shows no inside', aRun().model().step('agent', 'partner', { status: 'error', flags: ['remote_agent'], chain: [{ ref: 1, status: 500 }] }).failsWith({ ref: 1, status: 500 }), 'orchestration.remote_agent_failed', 'partner', 'certain'],
    ['a retriever inside a tool, wrapped by the tool', aRun().tool('search', { status: 'error', ms: 40, chain: [{ ref: 2, class: 'SearchError' }, { ref: 1, errno: 'ECONNREFUSED' }] }).fails('retrieval', 'kb', { ref: 1, errno: 'ECONNREFUSED' }, { in: 'search', at: 5 }).failsWith({ ref: 2, class: 'SearchError' }), 'retrieval.connection_failed', 'kb', 'certain'],
    ['embeddings fail inside a retriever inside a tool', aRun().tool('search', { status: 'error', ms: 40, chain: [{ ref: 1, status: 401 }] }).fails('retrieval', 'kb', { ref: 1, status: 401 }, { in: 'search', at: 5, ms: 30 }).fails('model', 'embed', { ref: 1, status: 401 }, { in: 'kb', at: 8, operation: 'embeddings' }).failsWith({ ref: 1, status: 401 }), 'retrieval.embedding_failed', 'kb', 'certain'],
  ])
})

describe('parallel siblings', () => {
  checkShapes([
    ['the first error gets out, another fails while the run ends', aRun().fails('tool', 'a', { ref: 1, ...down }, { at: 20, ms: 5 }).fails('tool', 'b', { ref: 2, status: 404 }, { at: 20, ms: 30 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a', 'certain'],
    ['one failed before and was swallowed, the other gets out', aRun().fails('tool', 'a', { ref: 1, ...down }, { at: 20, ms: 5 }).fails('tool', 'b', { ref: 2, status: 404 }, { at: 20, ms: 30 }).failsWith({ ref: 2, status: 404 }), 'tool.not_found', 'b', 'likely'],
    ['three at once, none gets out: the first to end', aRun().model('m', { toolCallCount: 3 }).fails('tool', 'a', down, { at: 20, ms: 30 }).fails('tool', 'b', { status: 404 }, { at: 20, ms: 5 }).fails('tool', 'c', { status: 401 }, { at: 20, ms: 15 }).model('m', { at: 70 }), 'tool.not_found', 'b', 'likely'],
    ['of several errors the last is that of a stopped sibling', aRun().model('m', { toolCallCount: 2 }).fails('tool', 'a', { ref: 1, ...down }, { at: 20, ms: 5 }).tool('b', { at: 20, ms: 6, status: 'cancelled', chain: [{ ref: 2, class: 'AbortError' }], flags: ['sibling_cancelled'] }).failsWith({ ref: 3, class: 'AggregateError' }, { ref: 2, class: 'AbortError' }), 'tool.upstream_error', 'a', 'likely'],
    ['siblings aborted by the first failure', aRun().model('m', { toolCallCount: 3 }).fails('tool', 'a', { ref: 1, ...down }, { at: 20, ms: 5 }).fails('tool', 'b', { class: 'AbortError' }, { at: 20, ms: 6 }).tool('c', { at: 20, ms: 6, status: 'cancelled', flags: ['sibling_cancelled'] }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a', 'certain'],
    ['two branches of a graph, a good one beside', aRun().step('orchestration', 'left', { status: 'error', at: 5, ms: 30, chain: [{ ref: 1, ...down }] }).fails('tool', 'x', { ref: 1, ...down }, { in: 'left', at: 8, ms: 20 }).step('orchestration', 'right', { at: 5, ms: 40 }).tool('y', { in: 'right', at: 8, ms: 30 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x', 'certain'],
  ])
})

describe('records that are late, lost or out of time', () => {
  checkShapes([
    ['the parent of the cause was lost', aRun().step('agent', 'outer', { status: 'error', ms: 50, chain: [{ ref: 1, ...down }] }).tool('wrap', { in: 'outer', at: 5, ms: 40, status: 'error', chain: [{ ref: 1, ...down }] }).fails('retrieval', 'kb', { ref: 1, ...down }, { isOrphan: true, at: 9, ms: 5 }).failsWith({ ref: 1, ...down }), 'retrieval.upstream_error', 'kb', 'certain'],
    ['a child whose clock is behind its parent', aRun().step('agent', 'a', { at: 40, ms: 30, status: 'error', chain: [{ ref: 1, ...down }] }).fails('tool', 'x', { ref: 1, ...down }, { in: 'a', at: 1, ms: 5 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x', 'certain'],
    ['a step without an end beside a known cause', aRun().fails('tool', 'x', { ref: 1, ...down }).tool('y', { status: 'running' }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x', 'certain'],
    ['the run failed and only the failing step was kept', aRun().fails('tool', 'x', { ref: 1, ...down }, { isOrphan: true }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x', 'certain'],
  ])
})

describe('an answer that says itself that it failed', () => {
  const refused = { class: 'ModelBehaviorError' }
  checkShapes([
    ['the framework then complains about the answer', aRun().model('m', { status: 'error', finishReason: 'error', chain: [{ ref: 1, code: 'rate_limit_exceeded' }] }).failsWith({ ref: 2, ...refused }), 'model.rate_limited', 'm', 'certain'],
    ['the same without a code', aRun().model('m', { status: 'error', finishReason: 'error', chain: [{ ref: 1 }] }).failsWith({ ref: 2, ...refused }), 'model.provider_error', 'm', 'certain'],
    ['it was answered again, and that answer is no good', aRun().model('m', { status: 'error', finishReason: 'error', chain: [{ ref: 1 }] }).model('m', { id: 'again' }).failsWith({ ref: 2, ...refused }), 'model.invalid_output', 'again', 'certain'],
  ])
})

describe('a sibling that was still at work', () => {
  checkShapes([
    ['its late failure does not explain an error between the steps', aRun().model('m', { status: 'error', chain: [{ ref: 1, errno: 'UND_ERR_SOCKET' }], flags: ['sibling_cancelled'] }).failsWith({ ref: 2, class: 'RangeError' }), 'orchestration.node_exception', null, 'likely'],
    ['its own error got out all the same', aRun().model('m', { status: 'error', chain: [{ ref: 1, status: 500 }], flags: ['sibling_cancelled'] }).failsWith({ ref: 1, status: 500 }), 'model.provider_error', 'm', 'certain'],
  ])
})
