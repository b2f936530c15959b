import { describe, expect, it } from 'vitest'
import { aRun, type RunBuilder } from '../testing/a-run.ts'
import { good, saidOf, type Shape } from '../testing/shape-table.ts'

// Attempts, recovery and fallbacks (failure-taxonomy.md section 4.1) in the shapes that programs give them.

const down = { class: 'HttpError', status: 503 }
const busy = { class: 'RateLimitError', code: 'rate_limit_exceeded', status: 429 }

/** A node that is tried `times` times; in each try its tool fails with error number 10, 11, ... */
const nodeTries = (times: number): RunBuilder =>
  Array.from({ length: times }, (_, n) => n).reduce(
    (run, n) =>
      run
        .step('orchestration', 'fetch', { id: `try${n}`, status: 'error', at: 1 + n * 50, ms: 30, attempt: n + 1, ...(n === 0 ? {} : { retryOf: 'try0' }), chain: [{ ref: 10 + n, ...down }] })
        .fails('tool', 'rates', { ref: 10 + n, ...down }, { id: `rates${n}`, in: `try${n}`, at: 5 + n * 50 }),
    aRun(),
  )

const checkShapes = (shapes: readonly Shape[]): void => {
  it.each(shapes)('%s', (_, run, ...said) => expect(saidOf(run)).toEqual(said))
}

describe('nested retries', () => {
  checkShapes([
    good('the inner retries of the second outer try work', aRun().fails('tool', 'sync', { ref: 1, ...down }, { ms: 40 }).retried('tool', 'http', 2, { ...down, ref: 1 }, { in: 'sync' }).thenOk('tool', 'sync', { id: 'sync2', at: 60, ms: 30 }).fails('tool', 'http', down, { id: 'again', in: 'sync2', at: 62 }).tool('http', { id: 'last', in: 'sync2', at: 75 }).model()),
    ['both levels exhausted: the innermost last try', aRun().fails('tool', 'sync', { ref: 5, ...down }, { ms: 40 }).fails('tool', 'http', { ref: 5, ...down }, { in: 'sync', at: 5 }).fails('tool', 'sync', { ref: 6, ...down }, { id: 'sync2', at: 60, ms: 30, attempt: 2, retryOf: 'sync' }).fails('tool', 'http', { ref: 6, ...down }, { id: 'http2', in: 'sync2', at: 65 }).failsWith({ ref: 6, ...down }), 'tool.upstream_error', 'http2', 'certain'],
    ['a node tried three times in vain', nodeTries(3).failsWith({ ref: 12, ...down }), 'tool.upstream_error', 'rates2', 'certain'],
    good('a node whose third try works', nodeTries(2).step('orchestration', 'fetch', { id: 'try2', at: 110, attempt: 3, retryOf: 'try0' }).tool('rates', { in: 'try2', at: 112, ms: 2 })),
    ['an earlier try of the same node failed of something else', aRun().step('orchestration', 'fetch', { status: 'error', ms: 30, chain: [{ ref: 1, status: 401 }] }).fails('tool', 'login', { ref: 1, status: 401 }, { in: 'fetch', at: 5 }).step('orchestration', 'fetch', { id: 'two', at: 50, ms: 30, attempt: 2, retryOf: 'fetch', status: 'error', chain: [{ ref: 2, ...down }] }).fails('tool', 'rates', { ref: 2, ...down }, { in: 'two', at: 55 }).failsWith({ ref: 2, ...down }), 'tool.upstream_error', 'rates', 'certain'],
    ['tries of different codes: the last one names it', aRun().fails('model', 'm', busy).fails('model', 'm', { ref: 1, status: 500 }, { attempt: 2, retryOf: 'm' }).failsWith({ ref: 1, status: 500 }), 'model.provider_error', 'm#2', 'certain'],
  ])
})

describe('fallbacks', () => {
  checkShapes([
    good('the third model answers', aRun().fails('model', 'big', busy).fails('model', 'mid', { status: 500 }).model('small')),
    ['all models fail and the last error gets out', aRun().fails('model', 'big', { ref: 1, status: 500 }).fails('model', 'small', { ref: 2, status: 401 }).failsWith({ ref: 2, status: 401 }), 'model.auth_failed', 'small', 'likely'],
    ['all models fail and the first error gets out', aRun().fails('model', 'big', { ref: 1, status: 500 }).fails('model', 'small', { ref: 2, status: 401 }).failsWith({ ref: 1, status: 500 }), 'model.provider_error', 'big', 'likely'],
    ['the fallback answers, a tool fails later', aRun().fails('model', 'big', { status: 500 }).model('small', { toolCallCount: 1 }).fails('tool', 'pay', { ref: 2, status: 403 }).failsWith({ ref: 2, status: 403 }), 'tool.auth_failed', 'pay', 'certain'],
    ['another retriever is no fallback of this one', aRun().fails('retrieval', 'primary', down).retrieval('secondary', { documentCount: 2 }).model(), 'retrieval.upstream_error', 'primary', 'certain'],
    good('the error handler of a node asks another model', aRun().fails('model', 'big', { status: 503 }, { node: 'write' }).model('small', { node: '__error_handler__write' })),
    ['the error handler of another node asks a model', aRun().fails('model', 'big', { status: 503 }, { node: 'write' }).model('small', { node: '__error_handler__read' }), 'model.provider_error', 'big', 'certain'],
    good('a stream that broke and was asked for again', aRun().fails('model', 'm', { class: 'TypeError', errno: 'UND_ERR_SOCKET' }, { flags: ['response_started'] }).model('m')),
    good('the host goes on with another agent', aRun().step('agent', 'a', { status: 'error', ms: 30, chain: [{ ref: 1, status: 503 }] }).fails('model', 'big', { ref: 1, status: 503 }, { in: 'a', at: 5 }).step('agent', 'b', { at: 50, ms: 30 }).model('small', { in: 'b', at: 55 })),
    ['another agent had been at work already', aRun().step('agent', 'a', { at: 1, status: 'error', ms: 30, chain: [{ ref: 1, status: 503 }] }).fails('model', 'big', { ref: 1, status: 503 }, { in: 'a', at: 5 }).step('agent', 'b', { at: 2, ms: 60 }).model('small', { in: 'b', at: 5 }), 'model.provider_error', 'big', 'certain'],
    ['another agent does not make up for a tool', aRun().step('agent', 'a', { status: 'error', ms: 30, chain: [{ ref: 1, status: 403 }] }).fails('tool', 'pay', { ref: 1, status: 403 }, { in: 'a', at: 5 }).step('agent', 'b', { at: 50, ms: 30 }).model('small', { in: 'b', at: 55 }), 'tool.auth_failed', 'pay', 'certain'],
    ['the other agent fails as well', aRun().step('agent', 'a', { status: 'error', ms: 30, chain: [{ ref: 1, status: 503 }] }).fails('model', 'big', { ref: 1, status: 503 }, { in: 'a', at: 5 }).step('agent', 'b', { at: 50, ms: 30, status: 'error', chain: [{ ref: 2, status: 401 }] }).fails('model', 'small', { ref: 2, status: 401 }, { in: 'b', at: 55 }).failsWith({ ref: 2, status: 401 }), 'model.auth_failed', 'small', 'likely'],
    ['the fallback answers with a cut text', aRun().fails('model', 'big', { status: 500 }).model('small', { finishReason: 'length' }), 'model.output_truncated', 'small', 'certain'],
  ])
})

describe('made up for later, or not', () => {
  checkShapes([
    ['worked in between, failed again at the end', aRun().fails('tool', 'x', down).model('m', { toolCallCount: 1 }).tool('x').model('m', { toolCallCount: 1 }).fails('tool', 'x', down).model(), 'tool.upstream_error', 'x#3', 'certain'],
    ['a good call before a failing one heals nothing', aRun().tool('x').model().fails('tool', 'x', down).model(), 'tool.upstream_error', 'x#2', 'certain'],
    good('the agent asks another time with other arguments', aRun().model('m', { toolCallCount: 1 }).fails('tool', 'get_order', { status: 404 }, { repeatCount: 1 }).model('m', { toolCallCount: 1 }).tool('get_order', { repeatCount: 1 }).model()),
    ['a recovered tool and a fatal other one', aRun().retried('tool', 'a', 2, down).thenOk('tool', 'a').model().fails('tool', 'b', { ref: 1, class: 'RangeError' }).failsWith({ ref: 1, class: 'RangeError' }), 'tool.exception', 'b', 'certain'],
    good('every tool fails and each is called again with success', aRun().fails('tool', 'a', down).fails('tool', 'b', { status: 404 }).model('m', { toolCallCount: 2 }).tool('b').tool('a').model()),
    ['a cancelled second call makes up for nothing', aRun().fails('tool', 'x', down).model().tool('x', { status: 'cancelled' }).model(), 'tool.upstream_error', 'x', 'certain'],
    ['the second call flagged as failed in its result', aRun().fails('tool', 'x', down).model().tool('x', { flags: ['result_error'] }).model(), 'tool.returned_error', 'x#2', 'likely'],
    good('a sub-agent whose tool failed is done over as a whole', aRun().tool('ask_expert', { status: 'error', ms: 30 }).fails('tool', 'kb', down, { in: 'ask_expert', at: 5 }).model('m', { at: 60, toolCallCount: 1 }).tool('ask_expert', { id: 'again', at: 80, ms: 30 }).model('m', { id: 'inner', in: 'again', at: 85, ms: 5 }).model('m', { id: 'last', at: 120 })),
    good('wrong arguments, then right ones', aRun().model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 1 }).model('m', { toolCallCount: 1 }).tool('book').model()),
    ['an unknown tool twice, then given up', aRun().model('m', { flags: ['unknown_tool'] }).model('m', { flags: ['unknown_tool'] }).model(), 'model.unknown_tool', 'm#2', 'certain'],
  ])
})

/** A step that ended well although its own last request came to nothing. */
const without = (spec: { readonly status?: number; readonly errno?: string; readonly class?: string }): { readonly chain: readonly [{ readonly ref: number }] } => ({ chain: [{ ref: 500, ...spec }] })
const gone = without({ errno: 'ECONNREFUSED' })

describe('a tool that keeps its failure to itself', () => {
  checkShapes([
    ['the connection failed', aRun().model('m', { toolCallCount: 1 }).tool('x', gone).model(), 'tool.connection_failed', 'x', 'likely'],
    ['no answer in time', aRun().tool('x', without({ class: 'TimeoutError' })).model(), 'tool.timeout', 'x', 'likely'],
    ['its service failed', aRun().tool('x', without({ status: 503 })).model(), 'tool.upstream_error', 'x', 'likely'],
    ['a retriever: why it found nothing', aRun().retrieval('kb', { documentCount: 0, ...without({ status: 429 }) }).model(), 'retrieval.rate_limited', 'kb', 'likely'],
    good('its service said no: that is an answer', aRun().tool('x', without({ status: 404 })).tool('y', without({ status: 409 })).model()),
    good('its own request was told to stop', aRun().tool('x', without({ class: 'AbortError' })).model()),
    good('it is called again and gets through', aRun().model('m', { toolCallCount: 1 }).tool('x', { repeatCount: 1, ...gone }).model('m', { toolCallCount: 1 }).tool('x', { repeatCount: 2 }).model()),
    ['another tool failed openly', aRun().fails('tool', 'pay', { status: 403 }).tool('x', gone).model(), 'tool.auth_failed', 'pay', 'certain'],
    ['the caller got an error of something else', aRun().tool('x', gone).fails('model', 'm', { ref: 1, status: 401 }).failsWith({ ref: 1, status: 401 }), 'model.auth_failed', 'm', 'certain'],
    ['the agent asks until its limit', aRun().tool('x', { repeatCount: 1, ...gone }).model('m', { toolCallCount: 1 }).tool('x', { repeatCount: 2, ...gone }).model('m', { toolCallCount: 1 }).tool('x', { repeatCount: 3, ...gone }).failsWith({ ref: 1, class: 'GraphRecursionError' }), 'tool.connection_failed', 'x#3', 'likely'],
    ['code behind it stumbles', aRun().tool('x', gone).failsWith({ ref: 1, class: 'TypeError' }), 'tool.connection_failed', 'x', 'likely'],
  ])
})

describe('several questions to one model at the same time', () => {
  checkShapes([
    ['a batch, two at a time: the later items make up for none', aRun().model('m', { at: 1, ms: 20 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 10 }).model('m', { at: 12 }).model('m', { at: 24 }), 'model.provider_error', 'm#2', 'certain'],
    ['all at once, and a summary of what came', aRun().model('m', { at: 1, ms: 20 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 10 }).model('m', { at: 30 }), 'model.provider_error', 'm#2', 'certain'],
    good('the failed item was tried again', aRun().model('m', { at: 1, ms: 20 }).fails('model', 'm', { status: 500 }, { id: 'bad', at: 1, ms: 10 }).model('m', { at: 12, attempt: 2, retryOf: 'bad' })),
    good('another model answers for the failed item', aRun().model('m', { at: 1, ms: 20 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 10 }).model('small', { at: 12 })),
    ['another model sums up what came of them all', aRun().model('m', { at: 1, ms: 60 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 10 }).model('small', { at: 64 }), 'model.provider_error', 'm#2', 'certain'],
    good('another model answers for the failed item while the others end', aRun().model('m', { at: 1, ms: 13 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 10 }).model('small', { at: 15 })),
    good('another model answers for the failed item, which was the last', aRun().model('m', { at: 1, ms: 10 }).fails('model', 'm', { status: 500 }, { at: 1, ms: 60 }).model('small', { at: 64 })),
    good('one after the other, cut down to fit', aRun().fails('model', 'm', { status: 400, code: 'context_length_exceeded' }).model('m')),
  ])
})

describe('models that are called for something else than an answer', () => {
  const image = { operation: 'image' as const }
  const audio = { operation: 'audio' as const }
  checkShapes([
    ['no answer makes up for an image', aRun().fails('model', 'gpt-image-1', down, image).model('m'), 'model.provider_error', 'gpt-image-1', 'certain'],
    ['no speech makes up for an answer', aRun().fails('model', 'm', down).model('tts-1', audio), 'model.provider_error', 'm', 'certain'],
    ['no image makes up for a transcription', aRun().fails('model', 'whisper-1', { status: 401 }, audio).model('gpt-image-1', image).model('m'), 'model.auth_failed', 'whisper-1', 'certain'],
    ['a check that is away', aRun().fails('model', 'omni-moderation', down, { operation: 'check' }).model('m'), 'model.provider_error', 'omni-moderation', 'certain'],
    good('another model draws the image', aRun().fails('model', 'gpt-image-1', down, image).model('dall-e-3', image).model('m')),
    good('the speech is asked for again', aRun().model('m').fails('model', 'tts-1', down, audio).model('tts-1', audio)),
    ['of several images at a time one fails', aRun().model('d', { at: 1, ms: 20, ...image }).fails('model', 'd', { status: 500 }, { at: 1, ms: 10, ...image }).model('d', { at: 30, ...image }), 'model.provider_error', 'd#2', 'certain'],
    ['the answer before a cut-off speech is not blamed', aRun().model('m').fails('model', 'tts-1', { ref: 1, ...down }, audio).failsWith({ ref: 1, ...down }), 'model.provider_error', 'tts-1', 'certain'],
  ])
})

describe('answers that could not be read', () => {
  const unread = { class: 'SyntaxError' }
  checkShapes([
    good('are asked for again in their place', aRun().model().fails('orchestration', 'JsonOutputParser', unread, { operation: 'parse' }).model()),
    good('are asked for from another model', aRun().model('big').fails('orchestration', 'JsonOutputParser', unread, { operation: 'parse' }).model('small')),
    ['the further one cannot be read either', aRun().model('m', { id: 'one' }).fails('orchestration', 'JsonOutputParser', unread, { operation: 'parse' }).model('m', { id: 'two' }).fails('orchestration', 'JsonOutputParser', { ref: 5, ...unread }, { id: 'second', operation: 'parse' }).failsWith({ ref: 5, ...unread }), 'model.invalid_output', 'two', 'certain'],
    ['nobody asks again', aRun().model('m').fails('orchestration', 'JsonOutputParser', unread, { operation: 'parse' }), 'model.invalid_output', 'm', 'certain'],
    ['a model answers elsewhere', aRun().step('agent', 'a', { ms: 60 }).model('m', { in: 'a', at: 5 }).fails('orchestration', 'JsonOutputParser', unread, { in: 'a', at: 20, operation: 'parse' }).step('agent', 'b', { at: 70, ms: 30 }).model('other', { in: 'b', at: 75 }), 'model.invalid_output', 'm', 'certain'],
  ])
})

describe('what the caller did not wait for', () => {
  checkShapes([
    good('the loser of a race fails after the run', aRun().model('fast', { at: 1, ms: 10 }).fails('model', 'slow', { status: 503 }, { at: 1, ms: 90 }).over(20)),
    good('an answer that comes too late is cut', aRun().model('fast', { at: 1, ms: 10 }).model('slow', { at: 1, ms: 90, finishReason: 'length' }).over(20)),
    ['one of several fails before the run is over', aRun().model('fast', { at: 1, ms: 10 }).fails('model', 'slow', { status: 503 }, { at: 1, ms: 90 }).over(91), 'model.provider_error', 'slow', 'certain'],
  ])
})
