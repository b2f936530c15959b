import { expect, test } from 'vitest'
import { chatAnswer, endsEarly, mayOfferMore, offeredTools, responsesAnswer } from './answer.ts'
import { chatReader, responsesReader } from './stream-reader.ts'

const chat = (message: object, finish_reason = 'stop') => ({ model: 'gpt-4.1', choices: [{ index: 0, finish_reason, message: { role: 'assistant', content: null, ...message } }] })
const response = (...output: object[]) => ({ model: 'gpt-4.1', status: 'completed', output })

const functionCall = { id: 'a', type: 'function', function: { name: 'look', arguments: '{"q":1}' } }
const customCall = { id: 'b', type: 'custom', custom: { name: 'shell', input: 'not JSON' } }

test.each([
  ['a function', { tool_calls: [functionCall] }, [{ name: 'look', args: '{"q":1}' }]],
  ['a custom tool', { tool_calls: [customCall] }, [{ name: 'shell', args: 'not JSON', isText: true }]],
  ['both', { tool_calls: [functionCall, customCall] }, [{ name: 'look', args: '{"q":1}' }, { name: 'shell', args: 'not JSON', isText: true }]],
  ['a function, as older models call it', { function_call: { name: 'look', arguments: '{}' } }, [{ name: 'look', args: '{}' }]],
])('a chat completion calls %s', (_what, message, toolCalls) => {
  expect(chatAnswer(chat(message))).toMatchObject({ toolCalls, flags: [], facts: { toolCallCount: toolCalls.length } })
})

test.each([
  ['nothing', {}, ['empty_response']],
  ['an empty text', { content: '' }, ['empty_response']],
  ['text', { content: 'x' }, []],
  ['sound', { audio: { id: 'x' } }, []],
  ['a refusal', { refusal: 'x' }, ['refusal']],
])('a chat completion says %s', (_what, message, flags) => expect(chatAnswer(chat(message)).flags).toEqual(flags))

test.each([
  ['the first that came to its end', [{ finish_reason: 'content_filter', message: {} }, { finish_reason: 'stop', message: { content: 'x' } }], { finishReason: 'stop', flags: [] }],
  ['the first that does not refuse', [{ finish_reason: 'stop', message: { refusal: 'x' } }, { finish_reason: 'stop', message: { content: 'x' } }], { finishReason: 'stop', flags: [] }],
  ['the first, if none did', [{ finish_reason: 'length', message: {} }, { finish_reason: 'content_filter', message: {} }], { finishReason: 'length', flags: [] }],
])('of several choices the one that counts is %s', (_which, choices, { finishReason, flags }) => expect(chatAnswer({ choices })).toMatchObject({ facts: { finishReason }, flags }))

test('no choices are no answer', () => expect(chatAnswer({ choices: [] }).flags).toEqual(['empty_response']))

const said = (text: string): object => ({ type: 'message', content: [{ type: 'output_text', text }] })

test.each([
  ['nothing', [], ['empty_response']],
  ['thoughts alone', [{ type: 'reasoning', summary: [] }], ['empty_response']],
  ['an empty text', [{ type: 'reasoning' }, said('')], ['empty_response']],
  ['text', [said('x')], []],
  ['a refusal', [{ type: 'message', content: [{ type: 'refusal', refusal: 'x' }] }], ['refusal']],
  ['a search of its own', [{ type: 'web_search_call', status: 'completed' }], []],
  ['a picture', [{ type: 'image_generation_call', status: 'completed' }], []],
])('a response is %s', (_what, output, flags) => expect(responsesAnswer(response(...output)).flags).toEqual(flags))

test('a response calls functions and custom tools', () => {
  const answer = responsesAnswer(response({ type: 'function_call', name: 'look', arguments: '{}' }, { type: 'custom_tool_call', name: 'shell', input: 'ls' }))
  expect(answer).toMatchObject({ facts: { finishReason: 'tool_calls', toolCallCount: 2 }, toolCalls: [{ name: 'look', args: '{}' }, { name: 'shell', args: 'ls', isText: true }] })
})

test.each([
  ['today\'s form', { tools: [{ type: 'function', function: { name: 'look' } }, { type: 'custom', custom: { name: 'shell' } }] }, ['look', 'shell']],
  ['the older form', { functions: [{ name: 'look' }] }, ['look']],
  ['a namespace', { tools: [{ type: 'namespace', name: 'crm', tools: [{ type: 'function', name: 'find' }] }] }, ['crm', 'find']],
  ['the form of responses', { tools: [{ type: 'function', name: 'look' }, { type: 'custom', name: 'shell' }, { type: 'web_search' }] }, ['look', 'shell']],
])('tools are offered in %s', (_form, body, names) => expect(offeredTools(body)).toEqual(names))

test.each([
  ['a prompt that the provider keeps', { prompt: { id: 'x' } }, true],
  ['a search for tools', { tools: [{ type: 'tool_search' }] }, true],
  ['a list of tools', { tools: [{ type: 'function', name: 'look' }] }, false],
  ['nothing', { messages: [] }, false],
])('a request with %s may offer more than it names: %#', (_what, body, wanted) => expect(mayOfferMore(body)).toBe(wanted))

test.each([
  [chatAnswer(chat({}, 'length')), true], [chatAnswer(chat({}, 'content_filter')), true], [chatAnswer(chat({ content: 'x' })), false],
  [responsesAnswer({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }), true], [responsesAnswer(response(said('x'))), false],
])('an answer that was cut ends early: %#', (answer, wanted) => expect(endsEarly(answer)).toBe(wanted))

const streamed = (...deltas: object[]) => {
  const reader = chatReader()
  for (const delta of deltas) reader.read({ model: 'gpt-4.1', choices: [{ index: 0, delta, finish_reason: null }] })
  reader.read({ model: 'gpt-4.1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
  return reader.answer()
}

test('a streamed call of a custom tool, of a function and of an older function is put together', () => {
  const answer = streamed(
    { tool_calls: [{ index: 0, type: 'function', function: { name: 'look', arguments: '{"q"' } }, { index: 1, type: 'custom', custom: { name: 'shell', input: 'l' } }] },
    { tool_calls: [{ index: 0, function: { arguments: ':1}' } }, { index: 1, custom: { input: 's' } }] },
  )
  expect(answer?.toolCalls).toEqual([{ name: 'look', args: '{"q":1}' }, { name: 'shell', args: 'ls', isText: true }])
  expect(streamed({ function_call: { name: 'look', arguments: '{' } }, { function_call: { arguments: '}' } })?.toolCalls).toEqual([{ name: 'look', args: '{}' }])
})

test('of several streamed choices the one that counts is the first that came to its end, however their parts are mixed', () => {
  const reader = chatReader()
  const part = (index: number, delta: object, finish_reason: string | null = null): boolean => reader.read({ choices: [{ index, delta, finish_reason }] })
  for (const index of [1, 0]) part(index, { content: 'x' })
  part(0, {}, 'length')
  part(1, { tool_calls: [{ index: 0, function: { name: 'look', arguments: '{}' } }] })
  expect(reader.answer()?.facts).toMatchObject({ finishReason: 'length', toolCallCount: 0 })
  part(1, {}, 'tool_calls')
  expect(reader.answer()).toMatchObject({ facts: { finishReason: 'tool_calls' }, toolCalls: [{ name: 'look', args: '{}' }] })
})

test('streamed sound is an answer', () => expect(streamed({ audio: { id: 'x' } })?.flags).toEqual([]))

test('a streamed response that breaks off with an error event has failed, whoever stops reading there', () => {
  const reader = responsesReader()
  const event = { type: 'error', code: 'server_error', message: 'canary' }
  for (const part of [{ type: 'response.created' }, { type: 'response.output_text.delta', delta: 'x' }]) reader.read(part)
  expect(reader.answer()).toBeUndefined()
  reader.read(event)
  expect(reader.answer()).toMatchObject({ facts: { finishReason: 'error' }, error: event })
})
