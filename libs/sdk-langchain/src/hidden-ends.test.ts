import { fails, says } from '@agenttracer/testkit/adapter-conformance'
import { ToolMessage } from '@langchain/core/messages'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { RunnableLambda } from '@langchain/core/runnables'
import { tool } from '@langchain/core/tools'
import { Annotation, Command, GraphCallbackHandler, MemorySaver, StateGraph, interrupt } from '@langchain/langgraph'
import { RemoteGraph } from '@langchain/langgraph/remote'
import { ChatOpenAI } from '@langchain/openai'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()

const chat = (): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
const seen = async (): Promise<{ runs: readonly string[]; steps: readonly string[] }> => {
  const exporter = await recorded.delivered()
  return { runs: exporter.runs.map(({ status }) => status), steps: exporter.steps.map(({ type, name, status }) => `${type} ${name} ${status}`) }
}

test('a parser that a broken stream only passes through is no step', async () => {
  recorded.model.script([{ kind: 'truncated', text: 'one two three four five six seven', after: 4 }])
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
  recorded.model.script([reply])
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

test.each([
  ['before a node', { interruptBefore: ['act' as const] }],
  ['after a node', { interruptAfter: ['ask' as const] }],
])('a breakpoint %s waits for a human; a host with a handler of its own hears of it as before', async (_where, breaks) => {
  recorded.model.script([says(), fails(500)])
  const graph = new StateGraph(State)
    .addNode('ask', async () => ({ text: String((await chat().invoke('x')).content) }))
    .addNode('act', async () => ({ text: String((await chat().invoke('y')).content) }))
    .addEdge('__start__', 'ask')
    .addEdge('ask', 'act')
    .addEdge('act', '__end__')
    .compile({ checkpointer: new MemorySaver(), ...breaks })
  const told: string[] = []
  class Observer extends GraphCallbackHandler {
    override handleInterrupt(): void {
      told.push('stopped')
    }
    override handleResume(): void {
      told.push('goes on')
    }
  }
  const thread = { configurable: { thread_id: 't' }, callbacks: [new Observer()] }
  await graph.invoke({ text: 'x' }, thread)
  await expect(graph.invoke(null, thread)).rejects.toThrow()
  expect(told).toEqual(['stopped', 'goes on'])
  expect((await seen()).runs).toEqual(['interrupted', 'failed'])
})

test('a breakpoint that is passed within one run leaves it good', async () => {
  const graph = new StateGraph(State)
    .addNode('ask', () => ({}))
    .addNode('act', () => ({}))
    .addEdge('__start__', 'ask')
    .addEdge('ask', 'act')
    .addEdge('act', '__end__')
    .compile({ checkpointer: new MemorySaver(), interruptBefore: ['act'] })
  const both = RunnableLambda.from(async (text: string, config) => {
    const thread = { ...config, configurable: { thread_id: 't' } }
    await graph.invoke({ text }, thread)
    await graph.invoke(null, thread)
  })
  await both.invoke('x')
  expect((await seen()).runs).toEqual(['success'])
})

test('runs at the same time keep their steps apart', async () => {
  const wait = tool(async ({ ms }) => new Promise((resolve) => setTimeout(() => resolve('x'), ms)), { name: 'wait', description: 'wait', schema: z.object({ ms: z.number() }) })
  const graph = new StateGraph(Annotation.Root({ ms: Annotation<number>() })).addNode('wait', async ({ ms }) => {
    await wait.invoke({ ms })
    return {}
  }).addEdge('__start__', 'wait').addEdge('wait', '__end__').compile()
  await Promise.all([30, 1, 15].map((ms) => graph.invoke({ ms })))
  const exporter = await recorded.delivered()
  const ofRun = exporter.runs.map(({ runId }) => exporter.steps.filter((step) => step.runId === runId).length)
  expect(ofRun).toEqual([1, 1, 1])
})

test.each([
  ['asks for the raw answer', true, 'refusal'],
  ['does not', false, 'empty_response'],
])('what is left of a refused chat completion, where the host %s', async (_how, isRaw, flag) => {
  recorded.model.script([{ kind: 'refusal', refusal: 'canary-refusal' }])
  const model = new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, ...(isRaw ? { __includeRawResponse: true } : {}), configuration: { baseURL: recorded.model.url } })
  await model.invoke('x')
  const exporter = await recorded.delivered()
  expect(exporter.steps.map(({ signals }) => signals?.flags)).toEqual([[flag]])
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
})

/** A graph whose only node is another one on a server; answers what was recorded of it. */
async function remote(answer: RequestListener): Promise<readonly unknown[]> {
  const server = createServer((request, response) => {
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  try {
    const planner = new RemoteGraph({ graphId: 'planner', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey: 'canary-key' })
    const graph = new StateGraph(State).addNode('plan', (state, config) => planner.invoke(state, config)).addEdge('__start__', 'plan').addEdge('plan', '__end__').compile()
    await expect(graph.invoke({ text: 'canary-input' })).rejects.toThrow()
  } finally {
    server.closeAllConnections()
    server.close()
  }
  const exporter = await recorded.delivered()
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
  return exporter.steps.map(({ type, name, status, signals }) => [type, name, status, signals?.flags, signals?.chain[0]?.errorClass, signals?.chain[0]?.httpStatus])
}

test('a remote graph that is refused shows at the node that asked for it', async () => {
  const steps = await remote((_, response) => response.writeHead(422, { 'content-type': 'application/json' }).end('{"detail":"canary-answer"}'))
  expect(steps).toEqual([['orchestration', 'plan', 'error', ['remote_agent'], 'HTTPError', 422]])
})

test('a remote graph that reports a failure is told by its class', async () => {
  const steps = await remote((_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end('event: error\ndata: {"error":"canary","message":"canary"}\n\n'))
  expect(steps).toEqual([['orchestration', 'plan', 'error', [], 'RemoteException', undefined]])
})

test('a remote graph that cannot be reached is told by what its client calls the error', async () => {
  const steps = await remote((request) => request.socket.destroy())
  expect(steps).toEqual([['orchestration', 'plan', 'error', ['remote_agent'], undefined, undefined]])
}, 40_000)

test("another library's error of the same name is no remote graph's", async () => {
  class HTTPError extends Error {
    readonly status = 500
  }
  const graph = new StateGraph(State).addNode('ask', () => { throw new HTTPError('canary') }).addEdge('__start__', 'ask').addEdge('ask', '__end__').compile()
  await expect(graph.invoke({ text: 'x' })).rejects.toThrow()
  expect((await recorded.delivered()).steps.map(({ signals }) => signals?.flags)).toEqual([[]])
})

test('a failure beside a node that waits for a human is a failure', async () => {
  const graph = new StateGraph(State)
    .addNode('ask', () => ({ text: String(interrupt('go on?')) }))
    .addNode('act', async () => {
      await new Promise((resolve) => { setTimeout(resolve, 10) })
      throw new RangeError('canary')
    })
    .addEdge('__start__', 'ask').addEdge('__start__', 'act').compile({ checkpointer: new MemorySaver() })
  await expect(graph.invoke({ text: 'x' }, { configurable: { thread_id: 'p' } })).rejects.toThrow()
  expect((await seen()).runs).toEqual(['failed'])
})

test('a graph without a name shows its own failure by the node that it is called in, also when that goes on', async () => {
  const endless = new StateGraph(State).addNode('spin', () => ({})).addEdge('__start__', 'spin').addEdge('spin', 'spin').compile()
  await new StateGraph(State).addNode('plan', async (state, config) => {
    await endless.invoke(state, { ...config, recursionLimit: 3 }).catch(() => undefined)
    return {}
  }).addEdge('__start__', 'plan').compile().invoke({ text: 'x' })
  const exporter = await recorded.delivered()
  const failed = exporter.steps.filter(({ status }) => status === 'error')
  expect(failed.map(({ type, name, signals }) => [type, name, signals?.chain[0]?.errorClass])).toEqual([['orchestration', 'plan', 'GraphRecursionError']])
})

test('what fails after its run has failed is told as none of its reasons', async () => {
  recorded.model.script([{ ...fails(500), delayMs: 60 }])
  const late = chat().invoke.bind(chat())
  const both = RunnableLambda.from(async (text: string, config) => {
    const asked = late(text, config)
    await Promise.race([asked, new Promise((_, reject) => { setTimeout(() => { reject(new RangeError('canary')) }, 15) })]).finally(() => { asked.catch(() => undefined) })
  })
  await expect(both.invoke('x')).rejects.toThrow()
  await new Promise((resolve) => { setTimeout(resolve, 100) })
  const exporter = await recorded.delivered()
  expect(exporter.steps.map(({ type, signals }) => [type, signals?.flags]).at(-1)).toEqual(['model', ['sibling_cancelled']])
})

const refused = (id: string): ToolMessage => new ToolMessage({ content: 'no', status: 'error', tool_call_id: id })
test.each([
  ['its own failure', (id: string) => new Command({ update: { messages: [refused(id)] } }), 'error'],
  ['its own failure among other keys', (id: string) => new Command({ update: [['seen', 1], ['messages', refused(id)]] }), 'error'],
  ['the failure of another call', (_id: string) => new Command({ update: { messages: [refused('other')] } }), 'ok'],
  ['nothing but the way on', (_id: string) => new Command({ goto: 'next' }), 'ok'],
])('a tool that answers with a command of %s', async (_what, command, status) => {
  const book = tool((_input, config) => command(config.toolCall.id), { name: 'book', description: 'book', schema: z.object({}) })
  await book.invoke({ type: 'tool_call', id: 'call_1', name: 'book', args: {} })
  expect((await seen()).steps).toEqual([`tool book ${status}`])
})
