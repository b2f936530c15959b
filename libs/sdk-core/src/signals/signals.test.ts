import { finishReasons, providers } from '@agenttracer/schema'
import { expect, test } from 'vitest'
import { finishReason } from './finish-reason.ts'
import { provider } from './provider.ts'
import { errorLinks } from './signals.ts'

const links = (error: unknown): readonly object[] => {
  let next = 1
  return errorLinks(error, () => next++)
}

class UpstreamError extends Error {
  status = 503
}
class Renamed extends Error {
  override name = 'ask me about the customer'
}
const named = (name: string): Error => Object.assign(new Error('canary'), { name })
const circular = new Error('canary')
circular.cause = circular
const throwing = Object.defineProperties(new Error('canary'), {
  status: { get: () => { throw new Error('no') } },
  code: { get: () => { throw new Error('no') } },
})
const deep = Array.from({ length: 10 }).reduce<Error>((cause) => new Error('canary', { cause }), new TypeError('canary'))
const proxy = new Proxy({}, { get: () => { throw new Error('no') }, getPrototypeOf: () => { throw new Error('no') } })

test.each<{ name: string; given: unknown; expect: readonly object[] }>([
  { name: 'a class by form with a status', given: new UpstreamError('canary'), expect: [{ errorRef: 1, errorClass: 'UpstreamError', httpStatus: 503 }] },
  { name: 'a free name is not read, the constructor chain is', given: new Renamed('canary'), expect: [{ errorRef: 1 }] },
  { name: 'a known assigned name counts', given: named('TimeoutError'), expect: [{ errorRef: 1, errorClass: 'TimeoutError' }] },
  { name: 'a provider code wins over its type', given: Object.assign(new Error('c'), { code: 'insufficient_quota', type: 'invalid_request_error', status: 429 }), expect: [{ errorRef: 1, errorClass: 'Error', errorCode: 'insufficient_quota', httpStatus: 429 }] },
  { name: 'an unknown code is not kept', given: Object.assign(new Error('c'), { code: 'customer_4711' }), expect: [{ errorRef: 1, errorClass: 'Error' }] },
  { name: 'a socket code two causes deep', given: new Error('c', { cause: new TypeError('c', { cause: Object.assign(new Error('c'), { code: 'ECONNRESET' }) }) }), expect: [{ errorRef: 1, errorClass: 'Error' }, { errorRef: 2, errorClass: 'TypeError' }, { errorRef: 3, errorClass: 'Error', errno: 'ECONNRESET' }] },
  { name: 'the last of several errors', given: new AggregateError([new RangeError('c'), new TypeError('c')]), expect: [{ errorRef: 1, errorClass: 'AggregateError' }, { errorRef: 2, errorClass: 'TypeError' }] },
  { name: 'a status of axios', given: Object.assign(new Error('c'), { response: { status: 404, data: 'canary' } }), expect: [{ errorRef: 1, errorClass: 'Error', httpStatus: 404 }] },
  { name: 'an MCP number', given: Object.assign(new Error('c'), { code: -32001 }), expect: [{ errorRef: 1, errorClass: 'Error', errorCode: 'MCP_REQUEST_TIMEOUT' }] },
  { name: 'a cause that is itself', given: circular, expect: [{ errorRef: 1, errorClass: 'Error' }] },
  { name: 'getters that throw', given: throwing, expect: [{ errorRef: 1, errorClass: 'Error' }] },
  { name: 'a proxy that throws', given: proxy, expect: [{ errorRef: 1 }] },
  { name: 'a proxy that throws, inside', given: new AggregateError([new TypeError('c'), proxy]), expect: [{ errorRef: 1, errorClass: 'AggregateError' }] },
  { name: 'a text', given: 'canary', expect: [{ errorRef: 1 }] },
  { name: 'nothing', given: undefined, expect: [{ errorRef: 1 }] },
])('$name', ({ given, expect: wanted }) => {
  expect(links(given)).toEqual(wanted)
})

test('a chain ends after six, and no message is in it', () => {
  expect(links(deep)).toHaveLength(6)
  expect(JSON.stringify(links(deep))).not.toContain('canary')
})

test('every word of the vocabulary stands for itself, and its other names for it', () => {
  expect(finishReasons.map(finishReason)).toEqual(finishReasons)
  expect(providers.map(provider)).toEqual(providers)
  expect(['end_turn', 'MAX_TOKENS', 'tool_use', 'safety', 'failed', 'anything'].map(finishReason)).toEqual(['stop', 'length', 'tool_calls', 'content_filter', 'error', 'other'])
  expect(['azure', 'bedrock', 'ibm', 'acme', ''].map(provider)).toEqual(['azure_openai', 'aws_bedrock', 'ibm_watsonx', 'other', undefined])
})
