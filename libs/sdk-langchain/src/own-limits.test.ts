import { fails, says } from '@agenttracer/testkit/adapter-conformance'
import { Annotation, StateGraph, entrypoint, task } from '@langchain/langgraph'
import { ChatOpenAI } from '@langchain/openai'
import type { RunnableConfig } from '@langchain/core/runnables'
import { createAgent, createMiddleware } from 'langchain'
import { expect, test } from 'vitest'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const slow = { kind: 'hang', ms: 20_000 } as const
const chat = (): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
const State = Annotation.Root({ text: Annotation<string>() })

/** A graph of one node that asks a model under `limits` of its own. */
const asking = (limits: (config: RunnableConfig) => RunnableConfig) =>
  new StateGraph(State)
    .addNode('ask', async ({ text }, config) => ({ text: String((await chat().invoke(text, limits(config))).content) }))
    .addEdge('__start__', 'ask')
    .addEdge('ask', '__end__')
    .compile()

const told = async (): Promise<readonly unknown[]> => {
  const { runs, steps } = await recorded.delivered()
  return [...runs.map(({ status }) => status), ...steps.map(({ status, signals }) => [status, ...(signals?.flags ?? [])].join(' '))]
}

test.each([
  ['a timeout', () => ({ timeout: 100 })],
  ['a timeout beside the config of its node', (config: RunnableConfig) => ({ ...config, timeout: 100 })],
  ['a signal', () => ({ signal: AbortSignal.timeout(100) })],
])('a model call that is over %s of its own has timed out: nobody has let go, and the run has no deadline', async (_what, limits) => {
  recorded.model.script([slow])
  await expect(asking(limits).invoke({ text: 'x' }, { timeout: 15_000 })).rejects.toThrow()
  expect(await told()).toEqual(['failed', 'error timed_out'])
})

test('a middleware wraps the error of a model call over its own time limit: nobody has let go', async () => {
  recorded.model.script([slow])
  const limit = createMiddleware({ name: 'limit', wrapModelCall: (request, handler) => handler({ ...request, modelSettings: { timeout: 100 } }) })
  const strict = createMiddleware({ name: 'strict', wrapModelCall: (request, handler) => handler(request) })
  await expect(createAgent({ model: chat(), tools: [], middleware: [strict, limit] }).invoke({ messages: [{ role: 'user', content: 'x' }] })).rejects.toThrow()
  const [run, ...steps] = await told()
  expect([run, ...steps.filter((step) => String(step).includes('timed_out'))]).toEqual(['failed', 'error timed_out'])
})

test('a time limit in the config of a model lets a chain fail: nobody has let go', async () => {
  recorded.model.script([slow])
  await expect(chat().withConfig({ timeout: 100 }).pipe((answer) => answer).invoke('x')).rejects.toThrow()
  expect((await told())[0]).toBe('failed')
})

test('a chain that is over its time stops a model that has none of its own', async () => {
  recorded.model.script([slow])
  await expect(chat().pipe((answer) => answer).invoke('x', { timeout: 100 })).rejects.toThrow()
  expect(await told()).toEqual(['failed', 'error deadline'])
})

test('the caller lets go while a limited model call runs', async () => {
  recorded.model.script([slow])
  const stop = new AbortController()
  const graph = asking((config) => {
    setTimeout(() => stop.abort(), 50)
    return { ...config, timeout: 15_000 }
  })
  await expect(graph.invoke({ text: 'x' }, { signal: stop.signal })).rejects.toThrow()
  expect(await told()).toEqual(['cancelled', 'cancelled caller_aborted'])
})

test('a limited model call that answers in time is good', async () => {
  recorded.model.script([says()])
  await asking(() => ({ timeout: 15_000 })).invoke({ text: 'x' })
  expect(await told()).toEqual(['success', 'ok'])
})

test('the caller lets go after a node has failed and was done over', async () => {
  recorded.model.script([fails(500), says(), slow])
  const stop = new AbortController()
  const ask = async ({ text }: { readonly text: string }, config: RunnableConfig): Promise<{ text: string }> => ({ text: String((await chat().invoke(text, config)).content) })
  const graph = new StateGraph(State)
    .addNode('first', ask, { retryPolicy: { maxAttempts: 2, initialInterval: 5, jitter: false, logWarning: false } })
    .addNode('second', (state, config) => {
      setTimeout(() => stop.abort(), 100)
      return ask(state, config)
    })
    .addEdge('__start__', 'first')
    .addEdge('first', 'second')
    .compile()
  await expect(graph.invoke({ text: 'x' }, { signal: stop.signal })).rejects.toThrow()
  expect(await told()).toEqual(['cancelled', 'error', 'ok', 'cancelled caller_aborted'])
})

test('a task that failed and was caught stops the others of its flow: nobody has let go', async () => {
  recorded.model.script([fails(401)])
  const ask = task('ask', async () => (await chat().invoke('x')).content)
  const flow = entrypoint({ name: 'flow' }, async () => ask().catch(() => ask()))
  await expect(flow.invoke({})).rejects.toThrow()
  expect((await told())[0]).toBe('failed')
})
