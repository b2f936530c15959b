import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import OpenAI, { AzureOpenAI } from 'openai'
import { expect, test } from 'vitest'
import { openai } from './index.ts'

// A real server on this machine: attempts are seen on their way through HTTP.
const secret = 'canary-7f3a9'
const bytes = (): File => new File([secret], 'speech.wav')

interface Reply {
  readonly status?: number
  readonly type?: string
  readonly body: unknown
}

const json = (body: unknown, status = 200): Reply => ({ status, body })

async function recorded(reply: (attempt: number) => Reply, call: (client: OpenAI) => Promise<unknown>, isAzure = false): Promise<InMemoryExporter['steps']> {
  let attempt = 0
  await using server = createServer((request, response) => {
    const { status = 200, type = 'application/json', body } = reply(++attempt)
    request.resume().on('end', () => response.writeHead(status, { 'content-type': type, 'retry-after-ms': '1' }).end(typeof body === 'string' ? body : JSON.stringify(body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter, plugins: [openai()] })
  const options = { apiKey: 'sk-none', maxRetries: 1 }
  const client = isAzure ? new AzureOpenAI({ ...options, endpoint: url, apiVersion: '2025-01-01', deployment: 'cheap' }) : new OpenAI({ ...options, baseURL: url })
  await call(client).catch(() => undefined)
  await tracer.flush()
  expect(JSON.stringify(exporter.batches)).not.toContain(secret)
  await tracer.shutdown()
  server.closeAllConnections()
  return exporter.steps
}

const usage = { input_tokens: 7, output_tokens: 3, total_tokens: 10 }

const calls: readonly { readonly what: string; readonly operation: string; readonly model: string; readonly tokens?: object; readonly answer: () => Reply; readonly call: (client: OpenAI) => Promise<unknown> }[] = [
  {
    what: 'an image', operation: 'image', model: 'gpt-image-1', tokens: { inputTokens: 7, outputTokens: 3 }, answer: () => json({ created: 1, data: [{ b64_json: secret }], usage }),
    call: (client) => client.images.generate({ model: 'gpt-image-1', prompt: secret }),
  },
  {
    what: 'an edit of an image', operation: 'image', model: 'gpt-image-1', answer: () => json({ created: 1, data: [{ b64_json: secret }] }),
    call: (client) => client.images.edit({ model: 'gpt-image-1', prompt: secret, image: bytes() }),
  },
  {
    what: 'a variation of an image', operation: 'image', model: 'dall-e-2', answer: () => json({ created: 1, data: [{ b64_json: secret }] }),
    call: (client) => client.images.createVariation({ model: 'dall-e-2', image: bytes() }),
  },
  {
    what: 'a moderation', operation: 'check', model: 'omni-moderation-latest', answer: () => json({ id: secret, model: 'omni-moderation-latest', results: [{ flagged: true, categories: {}, category_scores: {} }] }),
    call: (client) => client.moderations.create({ model: 'omni-moderation-latest', input: secret }),
  },
  {
    what: 'speech', operation: 'audio', model: 'tts-1', answer: () => ({ type: 'audio/mpeg', body: secret }),
    call: (client) => client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: secret }),
  },
  {
    what: 'a transcription', operation: 'audio', model: 'whisper-1', answer: () => json({ text: secret }),
    call: (client) => client.audio.transcriptions.create({ model: 'whisper-1', file: bytes(), prompt: secret }),
  },
  {
    what: 'a translation', operation: 'audio', model: 'whisper-1', answer: () => json({ text: secret }),
    call: (client) => client.audio.translations.create({ model: 'whisper-1', file: bytes() }),
  },
  {
    what: 'a legacy completion', operation: 'text_completion', model: 'gpt-3.5-turbo-instruct', tokens: { inputTokens: 5, outputTokens: 2, finishReason: 'length' },
    answer: () => json({ model: 'gpt-3.5-turbo-instruct', choices: [{ index: 0, text: secret, finish_reason: 'length' }], usage: { prompt_tokens: 5, completion_tokens: 2 } }),
    call: (client) => client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: secret }),
  },
  {
    what: 'embeddings', operation: 'embeddings', model: 'text-embedding-3-small', tokens: { inputTokens: 4 },
    answer: () => json({ model: 'text-embedding-3-small', data: [{ index: 0, embedding: [0.5] }], usage: { prompt_tokens: 4, total_tokens: 4 } }),
    call: (client) => client.embeddings.create({ model: 'text-embedding-3-small', input: secret }),
  },
]

test.each(calls)('$what is a model step', async ({ operation, model, tokens = {}, answer, call }) => {
  const steps = await recorded(() => answer(), call)
  expect(steps).toEqual([expect.objectContaining({ type: 'model', name: model, operation, provider: 'openai', status: 'ok', attempt: 1, ...tokens })])
})

const refused = (status: number): Reply => json({ error: { message: secret, code: null, type: 'x' } }, status)

test.each(calls)('$what that is tried again is two steps, the first with its status', async ({ answer, call }) => {
  const steps = await recorded((attempt) => (attempt === 1 ? refused(503) : answer()), call)
  expect(steps.map(({ status, attempt, signals }) => [status, attempt, signals?.chain[0]?.httpStatus])).toEqual([['error', 1, 503], ['ok', 2, undefined]])
})

test.each(calls)('$what that is refused has failed', async ({ call }) => {
  const steps = await recorded(() => refused(401), call)
  expect(steps.map(({ status, signals }) => [status, signals?.chain[0]?.httpStatus])).toEqual([['error', 401]])
})

test('Azure is told apart, and its deployment is not taken for a model', async () => {
  const serve = (): Reply => json({ model: 'gpt-4.1', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: secret } }] })
  const steps = await recorded(serve, (client) => client.chat.completions.create({ model: 'gpt-4.1', messages: [{ role: 'user', content: secret }] }), true)
  expect(steps).toEqual([expect.objectContaining({ type: 'model', provider: 'azure_openai', model: 'gpt-4.1', status: 'ok' })])
})

test('a tool of text, as a host\'s own loop asks for it, is no fault of the model', async () => {
  const serve = (): Reply => json({ model: 'gpt-5', choices: [{ index: 0, finish_reason: 'tool_calls', message: { role: 'assistant', content: null, tool_calls: [{ id: 'a', type: 'custom', custom: { name: 'shell', input: secret } }] } }] })
  const steps = await recorded(serve, (client) => client.chat.completions.create({ model: 'gpt-5', messages: [{ role: 'user', content: secret }], tools: [{ type: 'custom', custom: { name: 'shell' } }] }))
  expect(steps).toEqual([expect.objectContaining({ type: 'model', status: 'ok', toolCallCount: 1 })])
})
