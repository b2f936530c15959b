import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { fails, says, startFakeModel, type FakeModel } from '@agenttracer/testkit/adapter-conformance'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { RunnableLambda } from '@langchain/core/runnables'
import { tool } from '@langchain/core/tools'
import { Annotation, Command, MemorySaver, StateGraph, interrupt } from '@langchain/langgraph'
import { ChatOpenAI } from '@langchain/openai'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { langchain } from './index.ts'

let model: FakeModel
let tracer: AgentTracer
let exporter: InMemoryExporter
beforeAll(async () => {
  model = await startFakeModel()
})
afterAll(() => model.close())
beforeEach(() => {
  exporter = new InMemoryExporter()
  tracer = new AgentTracer({ exporter, plugins: [langchain()] })
})
afterEach(() => tracer.shutdown())

const chat = (): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: model.url } })
const seen = async (): Promise<{ runs: readonly string[]; steps: readonly string[] }> => {
  await tracer.flush()
  return { runs: exporter.runs.map(({ status }) => status), steps: exporter.steps.map(({ type, name, status }) => `${type} ${name} ${status}`) }
}

test('a parser that a broken stream only passes through is no step', async () => {
  model.script([{ kind: 'truncated', text: 'one two three four five six seven', after: 4 }])
  const read = async (): Promise<void> => {
    for await (const part of await chat().pipe(new StringOutputParser()).stream('count')) void part
  }
  await expect(read()).rejects.toThrow()
  expect(await seen()).toEqual({ runs: ['failed'], steps: ['model gpt-4.1 error'] })
})

const State = Annotation.Root({ text: Annotation<string>() })
const approved = (after: () => Promise<unknown>) =>
  new StateGraph(State)
    .addNode('ask', () => ({ text: String(interrupt('go on?')) }))
    .addNode('act', async () => {
      await after()
      return {}
    })
    .addEdge('__start__', 'ask')
    .addEdge('ask', 'act')
    .addEdge('act', '__end__')
    .compile({ checkpointer: new MemorySaver() })

test.each([
  ['succeeds', says(), 'success'],
  ['fails', fails(500), 'failed'],
])('what is resumed within one run and then %s has not stayed interrupted', async (_ends, reply, status) => {
  model.script([reply])
  const graph = approved(() => chat().invoke('x'))
  const both = RunnableLambda.from(async (text: string, config) => {
    const thread = { ...config, configurable: { thread_id: 't' } }
    await graph.invoke({ text }, thread)
    await graph.invoke(new Command({ resume: 'yes' }), thread)
  })
  await both.invoke('x').catch(() => undefined)
  expect((await seen()).runs).toEqual([status])
})

test('what is not resumed waits', async () => {
  await approved(() => Promise.resolve()).invoke({ text: 'x' }, { configurable: { thread_id: 't' } })
  expect((await seen()).runs).toEqual(['interrupted'])
})

test('runs at the same time keep their steps apart', async () => {
  const wait = tool(async ({ ms }) => new Promise((resolve) => setTimeout(() => resolve('x'), ms)), { name: 'wait', description: 'wait', schema: z.object({ ms: z.number() }) })
  const graph = new StateGraph(Annotation.Root({ ms: Annotation<number>() })).addNode('wait', async ({ ms }) => {
    await wait.invoke({ ms })
    return {}
  }).addEdge('__start__', 'wait').addEdge('wait', '__end__').compile()
  await Promise.all([30, 1, 15].map((ms) => graph.invoke({ ms })))
  await tracer.flush()
  const ofRun = exporter.runs.map(({ runId }) => exporter.steps.filter((step) => step.runId === runId).length)
  expect(ofRun).toEqual([1, 1, 1])
})
