import { fails, says } from '@agenttracer/testkit/adapter-conformance'
import { RunnableLambda } from '@langchain/core/runnables'
import { tool } from '@langchain/core/tools'
import { ChatOpenAI } from '@langchain/openai'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recordEach } from './recorded.fixture.ts'

// LangGraph is not loaded here: then core hands the config of a run on to nobody who does not ask for it.

const recorded = recordEach()

const chat = (more: object = {}): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url }, ...more })
const look = tool(() => 'x', { name: 'look', description: 'look', schema: z.object({}) })

const seen = async (): Promise<{ runs: readonly string[]; steps: readonly string[] }> => {
  const exporter = await recorded.delivered()
  return { runs: exporter.runs.map(({ status }) => status), steps: exporter.steps.map(({ type, name, status }) => `${type} ${name} ${status}`) }
}

test('what a lambda calls without its config belongs to its run', async () => {
  recorded.model.script([says()])
  await RunnableLambda.from(async (text: string) => {
    await look.invoke({})
    return chat().invoke(text)
  }).invoke('canary')
  expect(await seen()).toEqual({ runs: ['success'], steps: ['tool look ok', 'model gpt-4.1 ok'] })
})

test('items of a batch stay runs of their own', async () => {
  const lookUp = RunnableLambda.from(async () => look.invoke({})).pipe(RunnableLambda.from((found: unknown) => found))
  await lookUp.batch(['a', 'b', 'c'])
  const exporter = await recorded.delivered()
  expect(exporter.runs).toHaveLength(3)
  expect(new Set(exporter.steps.map(({ runId }) => runId)).size).toBe(3)
})

test('what a run called is over with it', async () => {
  await RunnableLambda.from(() => look.invoke({})).invoke('x')
  await look.invoke({})
  expect((await seen()).runs).toEqual(['success', 'success'])
})

test('the requests of a model with a cache are its tries, and a found answer has none', async () => {
  recorded.model.script([fails(500), says()])
  const model = chat({ cache: true, maxRetries: 1 })
  await RunnableLambda.from(async () => [await model.invoke('a'), await model.invoke('a')]).invoke('x')
  expect(await seen()).toEqual({ runs: ['success'], steps: ['model gpt-4.1 error', 'model gpt-4.1 ok', 'model gpt-4.1 ok'] })
}, 15_000)
