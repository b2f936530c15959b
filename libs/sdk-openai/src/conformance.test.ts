import { Agent, OpenAIProvider, Runner, tool } from '@openai/agents'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { calls, canary, describeAdapter, startFakeModel, type Stage } from '@agenttracer/testkit/adapter-conformance'
import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openai, openaiAgents, traceOpenAI } from './index.ts'

const client = (url: string, maxRetries = 0): OpenAI => new OpenAI({ apiKey: 'sk-none', baseURL: url, maxRetries })
const messages = [{ role: 'user' as const, content: canary('prompt') }]
const look = tool({ name: 'look', description: 'look', parameters: z.object({ q: z.string() }), execute: async () => canary('result') })
const broken = tool({ name: 'broken', description: 'broken', parameters: z.object({}), execute: async () => { throw new RangeError(canary('thrown')) } })
const runnerOf = ({ url }: Stage, maxRetries: number): Runner =>
  new Runner({ modelProvider: new OpenAIProvider({ useResponses: false, openAIClient: client(url, maxRetries) }), tracingDisabled: false })
const run = async ({ url, signal }: Stage, tools: Agent['tools'], maxRetries = 0): Promise<unknown> => {
  return (await runnerOf({ url }, maxRetries).run(new Agent({ name: 'desk', model: 'gpt-4.1', tools }), canary('prompt'), signal === undefined ? {} : { signal })).finalOutput
}

describeAdapter({
  name: 'openaiAgents()',
  plugins: () => [openai(), openaiAgents()],
  scenarios: {
    success: (stage) => run(stage, [look]),
    modelRetried: (stage) => run(stage, [], 1),
    modelExhausted: (stage) => run(stage, [], 2),
    toolFails: (stage) => run(stage, [broken]),
    parallelTools: (stage) => run(stage, [look, broken]),
    hostThrows: async (stage) => {
      const agent = new Agent({ name: 'desk', model: 'gpt-4.1', outputGuardrails: [{ name: 'check', execute: async () => { throw new RangeError(canary('host')) } }] })
      return (await runnerOf(stage, 0).run(agent, canary('prompt'))).finalOutput
    },
    nestedAgent: (stage) => run(stage, [new Agent({ name: 'worker', model: 'gpt-4.1' }).asTool({ toolName: 'ask_worker', toolDescription: 'ask' })]),
    cancelled: (stage) => run(stage, []),
    streamed: async ({ url }) => {
      let out = ''
      for await (const part of await client(url).chat.completions.create({ model: 'gpt-4.1', messages, stream: true })) out += part.choices[0]?.delta.content ?? ''
      return out
    },
  },
})

test('the promise of the client is its own, and observing it reads the body once', async () => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter })
  let reads = 0
  const bare = new OpenAI({
    apiKey: 'sk-none',
    fetch: async () => {
      const response = Response.json({ id: 'x', model: 'gpt-4.1', choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: canary('answer') } }] })
      const read = response.text.bind(response)
      response.text = () => {
        reads++
        return read()
      }
      return response
    },
  })
  const traced = traceOpenAI(bare, tracer)
  expect(traced).toBe(bare)
  const promise = traced.chat.completions.create({ model: 'gpt-4.1', messages })
  expect(promise.constructor.name).toBe('APIPromise')
  const { data, response } = await promise.withResponse()
  expect([data.choices.length, response.status, reads]).toEqual([1, 200, 1])
  await tracer.flush()
  expect(exporter.steps.map(({ type, status }) => [type, status])).toEqual([['model', 'ok']])
  await tracer.shutdown()
})

test('the tools of runTools are steps of the run of their loop, and the request stays the host\'s own', async () => {
  const model = await startFakeModel()
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter, plugins: [openai()] })
  model.script([calls(['look', { q: canary('argument') }], ['broken', {}])])
  const fn = (name: string, run: () => unknown) => ({ type: 'function' as const, function: { name, description: name, parameters: {}, parse: JSON.parse, function: run } })
  const tools = [fn('look', () => canary('result')), fn('broken', () => Promise.reject(new RangeError(canary('thrown'))))]
  const given = [...tools]
  await expect(client(model.url).chat.completions.runTools({ model: 'gpt-4.1', messages, tools }).finalContent()).rejects.toThrow()
  expect(tools).toEqual(given)
  await tracer.flush()
  expect(exporter.runs.map(({ status }) => status)).toEqual(['failed'])
  expect(exporter.steps.map(({ type, name, status }) => `${type} ${name} ${status}`)).toEqual(['model gpt-4.1 ok', 'tool look ok', 'tool broken error'])
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
  await tracer.shutdown()
  await model.close()
})
