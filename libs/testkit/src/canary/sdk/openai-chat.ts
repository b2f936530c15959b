import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { FakeReply } from '@agenttracer/fake-llm'
import type { OpenAIPlant } from './openai.ts'

/** A request with text in every field that takes text. */
export const chatRequest = (plant: OpenAIPlant): ChatCompletionCreateParamsNonStreaming => ({
  model: 'gpt-4o-mini',
  messages: [
    { role: 'system', content: plant('openai.chat.system') },
    { role: 'user', content: plant('openai.chat.user'), name: plant('openai.chat.message-name') },
    { role: 'user', content: [{ type: 'text', text: plant('openai.chat.part') }, { type: 'image_url', image_url: { url: plant('openai.chat.image-url') } }] },
    { role: 'assistant', content: plant('openai.chat.assistant'), tool_calls: [{ id: plant('openai.chat.tool-call-id'), type: 'function', function: { name: 'lookup_invoice', arguments: '{}' } }] },
    { role: 'tool', content: plant('openai.chat.tool-result'), tool_call_id: plant('openai.chat.tool-call-id') },
  ],
  tools: ['lookup_invoice', plant('openai.chat.tool-declared', 'send_mail')].map((name) => ({
    type: 'function',
    function: { name, description: plant('openai.chat.tool-description'), parameters: { type: 'object', properties: { q: { type: 'string', description: plant('openai.chat.tool-parameter') } } } },
  })),
  metadata: { [plant('openai.chat.metadata-key')]: 'x', note: plant('openai.chat.metadata') },
  user: plant('openai.chat.user-id'),
  safety_identifier: plant('openai.chat.safety-id'),
  prompt_cache_key: plant('openai.chat.cache-key'),
  stop: [plant('openai.chat.stop')],
  prediction: { type: 'content', content: plant('openai.chat.prediction') },
  response_format: { type: 'json_schema', json_schema: { name: 'answer', description: plant('openai.chat.schema'), schema: {} } },
})

/** Good, odd and bad answers, one to a request. */
export const chatAnswers = (plant: OpenAIPlant): readonly FakeReply[] => [
  {
    kind: 'text', text: plant('openai.answer.text'), reasoning: plant('openai.answer.reasoning'), headers: { 'x-customer': plant('openai.answer.header') },
    calls: [
      { id: plant('openai.answer.call-id'), name: 'lookup_invoice', args: { q: plant('openai.answer.tool-args') } },
      { name: plant('openai.answer.tool-name'), args: {} },
      { name: 'lookup_invoice', rawArgs: `{ "q": ${plant('openai.answer.bad-args')}` },
      { name: plant('openai.chat.tool-declared', 'send_mail'), rawArgs: '{' },
    ],
  },
  { kind: 'text', text: 'short', model: plant('openai.answer.model', 'gpt-4o-mini-2024-07-18'), finish_reason: plant('openai.answer.finish') },
  { kind: 'refusal', refusal: plant('openai.answer.refusal') },
  {
    kind: 'raw', status: 400, headers: { 'x-request-id': plant('openai.error.header') },
    body: { error: { message: plant('openai.error.message'), code: plant('openai.error.code'), type: plant('openai.error.type'), param: plant('openai.error.param') } },
  },
  { kind: 'raw', status: 502, headers: { 'content-type': 'text/html' }, body: `<html><body>${plant('openai.error.html')}</body></html>` },
  { kind: 'error', preset: 'rate_limit', headers: { 'retry-after-ms': '1' } },
  { kind: 'reset' },
  { kind: 'text', text: 'as it should be', usage: { input: 120, output: 30 } },
]
