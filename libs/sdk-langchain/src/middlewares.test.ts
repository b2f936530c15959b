import { calls, says } from '@agenttracer/testkit/adapter-conformance'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent, modelCallLimitMiddleware, tool, toolErrorMiddleware, toolRetryMiddleware } from 'langchain'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { recordEach } from './recorded.fixture.ts'

const recorded = recordEach()
const chat = (): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: recorded.model.url } })
const question = { messages: [{ role: 'user', content: 'x' }] }
const schema = z.object({ n: z.number() })
const failing = tool(() => {
  throw new RangeError('x')
}, { name: 'find', description: 'f', schema })
const good = tool(() => 'x', { name: 'note', description: 'n', schema })

test('a limit that hands on the failed result of a tool has stopped nothing', async () => {
  recorded.model.script([calls(['find', { n: 1 }]), calls(['note', { n: 1 }]), says()])
  await createAgent({ model: chat(), tools: [failing, good], middleware: [modelCallLimitMiddleware({ runLimit: 9 }), toolErrorMiddleware({ onError: () => 'failed' })] }).invoke(question)
  const { steps } = await recorded.delivered()
  expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual(['gpt-4.1 ok', 'find error', 'gpt-4.1 ok', 'note ok', 'gpt-4.1 ok'])
})

const retried = (signal: AbortSignal): Promise<unknown> => {
  recorded.model.script([calls(['find', { n: 1 }])])
  const again = toolRetryMiddleware({ maxRetries: 2, initialDelayMs: 5000, jitter: false, onFailure: 'error' })
  return createAgent({ model: chat(), tools: [failing], middleware: [again] }).invoke(question, { signal })
}

test('the caller lets go while a retry waits for its turn and nothing runs', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 400)
  await expect(retried(stop.signal)).rejects.toThrow()
  expect((await recorded.delivered()).runs.map(({ status }) => status)).toEqual(['cancelled'])
})

test("the caller's time is over while a retry waits for its turn and nothing runs", async () => {
  await expect(retried(AbortSignal.timeout(400))).rejects.toThrow()
  expect((await recorded.delivered()).runs.map(({ status, signals }) => [status, ...(signals?.flags ?? [])])).toEqual([['failed', 'deadline']])
})
