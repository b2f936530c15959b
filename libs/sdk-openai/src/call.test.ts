import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { startFakeModel } from '@agenttracer/testkit/adapter-conformance'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { openai } from './index.ts'

type Script = Parameters<Awaited<ReturnType<typeof startFakeModel>>['script']>[0]

async function play(reply: Script[number], ask: (client: OpenAI) => Promise<unknown>): Promise<InMemoryExporter['steps']> {
  const model = await startFakeModel()
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openai()] })
  try {
    model.script([reply])
    const client = new OpenAI({ apiKey: 'sk-none', baseURL: model.url, maxRetries: 0 })
    await tracer.run(() => ask(client)).catch(() => undefined)
    await tracer.flush()
    return exporter.steps
  } finally {
    await model.close()
  }
}

const request = { model: 'gpt-4.1', messages: [{ role: 'user', content: 'canary' }] } satisfies OpenAI.ChatCompletionCreateParams
const offered = [{ type: 'function', function: { name: 'look', parameters: {} } }] satisfies OpenAI.ChatCompletionTool[]
const summary = ({ type, name, status, signals }: InMemoryExporter['steps'][number]): string => [type, name, status, ...(signals?.flags ?? [])].join(' ')

test('a stream that the client ends at the caller\'s deadline is late, not called off', async () => {
  const steps = await play({ kind: 'text', text: 'canary '.repeat(40), chunkDelayMs: 30 }, async (client) => {
    for await (const part of await client.chat.completions.create({ ...request, stream: true }, { signal: AbortSignal.timeout(250) })) expect(part).toBeDefined()
  })
  expect(steps).toMatchObject([{ status: 'error', signals: { flags: expect.arrayContaining(['deadline']) as unknown } }])
})

test('a call that its framework stops for being over a time limit has timed out', async () => {
  class ModelTimeoutError extends Error {}
  const limit = new AbortController()
  const steps = await play({ kind: 'hang', ms: 500 }, (client) => {
    setTimeout(() => limit.abort(new ModelTimeoutError('canary')), 50)
    return client.chat.completions.create(request, { signal: limit.signal })
  })
  expect(steps).toMatchObject([{ status: 'error', signals: { flags: ['timed_out'] } }])
})

test('a tool that is called where none was offered is unknown', async () => {
  const steps = await play({ kind: 'tools', calls: [{ name: 'canary', args: {} }] }, (client) => client.chat.completions.create(request))
  expect(steps.map(summary)).toEqual(['model gpt-4.1 ok', 'tool unlisted_tool error unknown_tool'])
})

test.each([['length', []], ['tool_calls', ['tool look error invalid_tool_arguments']]])('arguments that are no JSON, in an answer that ends with %s', async (finish_reason, tools) => {
  const steps = await play({ kind: 'tools', calls: [{ name: 'look', rawArgs: '{"n":' }], finish_reason }, (client) => client.chat.completions.create({ ...request, tools: offered }))
  expect(steps.map(summary)).toEqual(['model gpt-4.1 ok', ...tools])
})
