import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fails, says } from '@agenttracer/testkit/adapter-conformance'
import { SimpleChatModel } from '@langchain/core/language_models/chat_models'
import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda } from '@langchain/core/runnables'
import { tool } from '@langchain/core/tools'
import { Annotation, StateGraph } from '@langchain/langgraph'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent } from 'langchain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const silent = createServer((request) => { request.resume() })
beforeAll(() => new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve) }))
afterAll(() => { silent.closeAllConnections(); silent.close() })

const chain = () =>
  ChatPromptTemplate.fromMessages([['human', '{text}']])
    .pipe(new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } }))
    .pipe(new StringOutputParser())
const steps = async (): Promise<readonly string[]> => (await recorded.delivered()).steps.map(({ type, name, status, attempt, signals }) => [type, name, status, attempt, ...(signals?.flags ?? [])].join(' '))

test('a chain that is tried again tries its model again', async () => {
  recorded.model.script([fails(500), says()])
  await chain().withRetry({ stopAfterAttempt: 2 }).invoke({ text: 'x' })
  expect(await steps()).toEqual(['model gpt-4.1 error 1', 'model gpt-4.1 ok 2'])
})

test('what is tried again stands where it would stand alone; a name that the host gave it is told', async () => {
  recorded.model.script([fails(500), says(), fails(500), says()])
  const model = new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
  const retried = model.withConfig({ tags: ['x'] }).withRetry({ stopAfterAttempt: 1 })
  await retried.withFallbacks([model]).invoke('x')
  await RunnableLambda.from((text: string, config) => retried.invoke(text, { ...config, runName: 'translate' }).catch(() => model.invoke(text, config))).invoke('x')
  const { steps: told } = await recorded.delivered()
  expect(told.map(({ node }) => node)).toEqual([undefined, undefined, 'translate', undefined])
})

test('chains and agents that stand in for others stand in their place, whatever they are called', async () => {
  recorded.model.script([fails(500), says(), fails(500), says()])
  const named = (runName: string) => chain().withConfig({ runName })
  await named('main').withFallbacks([named('backup')]).invoke({ text: 'x' })
  const model = new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
  const agent = (name: string) => RunnableLambda.from((text: string, config) => createAgent({ model, tools: [], name }).invoke({ messages: [{ role: 'user', content: text }] }, config))
  await agent('first').withFallbacks([agent('second')]).invoke('x')
  const { steps: told } = await recorded.delivered()
  expect(told.map(({ type, name, node, status, attempt }) => [type, name, node, status, attempt].join(' '))).toEqual([
    'model gpt-4.1  error 1', 'model gpt-4.1  ok 2',
    'agent first  error 1', 'model gpt-4.1 model_request error 1', 'agent second  ok 2', 'model gpt-4.1 model_request ok 1',
  ])
})

test('items of a batch are no attempts of each other, each is of itself', async () => {
  recorded.model.script([fails(500), fails(500), says(), says()])
  const inner = chain()
  const both = RunnableLambda.from((texts: readonly string[], config) => Promise.all(texts.map((text) => inner.invoke({ text }, config).catch(() => inner.invoke({ text }, config)))))
  await both.invoke(['one', 'two'])
  const { steps: told } = await recorded.delivered()
  const failed = told.filter(({ status }) => status === 'error')
  const good = told.filter(({ status }) => status === 'ok')
  expect(good.map(({ attempt, type }) => `${type} ${attempt}`)).toEqual(['model 2', 'model 2'])
  expect(good.map(({ retryGroup }) => retryGroup).toSorted()).toEqual(failed.map(({ stepId }) => stepId).toSorted())
})

test('an error that a batch hands on to a parser is not the parser\'s', async () => {
  recorded.model.script([fails(500)])
  const inner = chain()
  const results = await RunnableLambda.from((inputs: { text: string }[], config) => inner.batch(inputs, config, { returnExceptions: true })).invoke([{ text: 'x' }])
  expect(results[0]).toBeInstanceOf(Error)
  expect(await steps()).toEqual(['model gpt-4.1 error 1'])
})

/** A graph whose first node asks a model and whose second waits in a tool that heeds the signal. */
const waiting = (onWait: () => void) => {
  const wait = tool(async (_input, config) => {
    onWait()
    await fetch(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`, config.signal === undefined ? {} : { signal: config.signal })
    return 'x'
  }, { name: 'wait', description: 'wait', schema: z.object({}) })
  const State = Annotation.Root({ text: Annotation<string>() })
  return new StateGraph(State)
    .addNode('ask', async ({ text }, config) => ({ text: await chain().invoke({ text }, config) }))
    .addNode('wait', async (_state, config) => ({ text: String(await wait.invoke({}, config)) }))
    .addEdge('__start__', 'ask')
    .addEdge('ask', 'wait')
    .addEdge('wait', '__end__')
    .compile()
}

test('the caller lets go while a tool of a later superstep waits', async () => {
  recorded.model.script([says()])
  const stop = new AbortController()
  await expect(waiting(() => setTimeout(() => stop.abort(), 20)).invoke({ text: 'x' }, { signal: stop.signal })).rejects.toThrow()
  const { runs } = await recorded.delivered()
  expect(runs.map(({ status }) => status)).toEqual(['cancelled'])
  expect(await steps()).toEqual(['model gpt-4.1 ok 1', 'tool wait cancelled 1 caller_aborted'])
})

test("the caller's deadline passes while a tool waits", async () => {
  recorded.model.script([says()])
  await expect(waiting(() => undefined).invoke({ text: 'x' }, { signal: AbortSignal.timeout(1000) })).rejects.toThrow()
  const { runs } = await recorded.delivered()
  expect(runs.map(({ status }) => status)).toEqual(['failed'])
  expect(await steps()).toEqual(['model gpt-4.1 ok 1', 'tool wait error 1 deadline'])
})

test("a model of the host's own that tells no name is known by its class", async () => {
  class House extends SimpleChatModel {
    override _llmType(): string {
      return 'house'
    }
    override _call(): Promise<string> {
      return Promise.resolve('x')
    }
  }
  await new House({}).pipe(new StringOutputParser()).invoke('x')
  expect(await steps()).toEqual(['model House ok 1'])
})
