import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { startFakeModel } from '@agenttracer/testkit/adapter-conformance'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { openai } from './index.ts'

type Script = Parameters<Awaited<ReturnType<typeof startFakeModel>>['script']>[0]

async function playAll(replies: Script, ask: (client: OpenAI, tracer: AgentTracer) => Promise<unknown>): Promise<InMemoryExporter> {
  const model = await startFakeModel()
  const exporter = new InMemoryExporter()
  await using tracer = new AgentTracer({ exporter, plugins: [openai()] })
  try {
    model.script(replies)
    const client = new OpenAI({ apiKey: 'sk-none', baseURL: model.url, maxRetries: 0 })
    await tracer.run(() => ask(client, tracer)).catch(() => undefined)
    await tracer.flush()
    return exporter
  } finally {
    await model.close()
  }
}

const play = async (reply: Script[number], ask: (client: OpenAI) => Promise<unknown>): Promise<InMemoryExporter['steps']> => (await playAll([reply], ask)).steps

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

test.each([
  ['another call that it ran beside has answered', true, 'success'],
  ['nothing has answered', false, 'cancelled'],
])('a call that the host stops when %s', async (_when, hasWinner, status) => {
  const stop = new AbortController()
  const played = await playAll([{ kind: 'hang', ms: 2000 }, hasWinner ? { kind: 'text', text: 'canary' } : { kind: 'hang', ms: 2000 }], async (client) => {
    const ask = (): Promise<unknown> => client.chat.completions.create(request, { signal: stop.signal })
    const slow = ask()
    const other = ask()
    setTimeout(() => { if (!hasWinner) stop.abort() }, 300)
    await Promise.race([slow, other]).catch(() => undefined)
    stop.abort()
    await Promise.allSettled([slow, other])
  })
  expect(played.runs).toMatchObject([{ status }])
  expect(played.steps.map((step) => step.status).toSorted()).toEqual(hasWinner ? ['cancelled', 'ok'] : ['cancelled', 'cancelled'])
})

class ClientGone extends Error {}
const waits = async (signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(new Error('canary', { cause: signal.reason })) }) })

test.each([
  ['an abort', undefined, 'cancelled'],
  ['a reason of the host\'s', new ClientGone(), 'cancelled'],
  ['a clock', new DOMException('canary', 'TimeoutError'), 'failed'],
])('the signal of a model call that has ended stops the run in a tool: %s', async (_what, reason, status) => {
  const stop = new AbortController()
  const { runs } = await playAll([{ kind: 'text', text: 'canary' }], async (client, tracer) => {
    await client.chat.completions.create(request, { signal: stop.signal })
    setTimeout(() => stop.abort(reason), 5)
    await tracer.step('tool', 'look', () => waits(stop.signal))
  })
  expect(runs).toMatchObject([{ status }])
})

test('a failure of the run that is handed on as the reason of an abort stays a failure', async () => {
  const stop = new AbortController()
  const { runs } = await playAll([{ kind: 'text', text: 'canary' }], async (client, tracer) => {
    await client.chat.completions.create(request, { signal: stop.signal })
    await Promise.all([waits(stop.signal).catch(() => undefined), tracer.step('tool', 'look', () => { throw new RangeError('canary') })]).catch((error: unknown) => {
      stop.abort(error)
      throw error
    })
  })
  expect(runs).toMatchObject([{ status: 'failed' }])
})

test('a signal that is fired for good order at the end stops nothing', async () => {
  const stop = new AbortController()
  const { runs } = await playAll([{ kind: 'text', text: 'canary' }], async (client) => {
    await client.chat.completions.create(request, { signal: stop.signal }).finally(() => stop.abort())
  })
  expect(runs).toMatchObject([{ status: 'success' }])
})
