import { setTimeout as wait } from 'node:timers/promises'
import { calls, says } from '@agenttracer/testkit/adapter-conformance'
import { ToolMessage } from '@langchain/core/messages'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent, createMiddleware, tool } from 'langchain'
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

/** As the limits of LangChain: what is not over a limit goes on with the state as it is. */
const limit = createMiddleware({ name: 'CallLimit', beforeModel: (state) => state })
const telling = createMiddleware({
  name: 'telling',
  wrapToolCall: async (request, handler) => {
    try {
      return await handler(request)
    } catch {
      return new ToolMessage({ content: 'failed', status: 'error', tool_call_id: request.toolCall.id ?? '' })
    }
  },
})

test('a limit that hands on the failed result of a tool has stopped nothing', async () => {
  recorded.model.script([calls(['find', { n: 1 }]), calls(['note', { n: 1 }]), says()])
  await createAgent({ model: chat(), tools: [failing, good], middleware: [limit, telling] }).invoke(question)
  const { steps } = await recorded.delivered()
  expect(steps.map(({ name, status }) => `${name} ${status}`)).toEqual(['gpt-4.1 ok', 'find error', 'gpt-4.1 ok', 'note ok', 'gpt-4.1 ok'])
})

const patient = createMiddleware({
  name: 'patient',
  wrapToolCall: async (request, handler) => {
    try {
      return await handler(request)
    } catch {
      await wait(5000, undefined, { ref: false })
      return handler(request)
    }
  },
})

const retried = (signal: AbortSignal): Promise<unknown> => {
  recorded.model.script([calls(['find', { n: 1 }])])
  return createAgent({ model: chat(), tools: [failing], middleware: [patient] }).invoke(question, { signal })
}

test('the caller lets go while a retry waits for its turn and nothing runs', async () => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 800)
  await expect(retried(stop.signal)).rejects.toThrow()
  expect((await recorded.delivered()).runs.map(({ status }) => status)).toEqual(['cancelled'])
})

test("the caller's time is over while a retry waits for its turn and nothing runs", async () => {
  await expect(retried(AbortSignal.timeout(800))).rejects.toThrow()
  expect((await recorded.delivered()).runs.map(({ status, signals }) => [status, ...(signals?.flags ?? [])])).toEqual([['failed', 'deadline']])
})

test('a tool that is stopped because the one beside it failed is cancelled by nobody but that', async () => {
  recorded.model.script([calls(['find', { n: 1 }], ['slow', { n: 1 }])])
  const slow = tool(() => wait(5000, 'x', { ref: false }), { name: 'slow', description: 's', schema })
  const strict = createMiddleware({ name: 'strict', wrapToolCall: (request, handler) => handler(request) })
  await expect(createAgent({ model: chat(), tools: [failing, slow], middleware: [strict] }).invoke(question)).rejects.toThrow()
  const { runs, steps } = await recorded.delivered()
  const tools = steps.filter(({ type }) => type === 'tool').map(({ name, status, signals }) => [name, status, ...(signals?.flags ?? [])].join(' '))
  expect([runs.map(({ status }) => status), tools.toSorted()]).toEqual([['failed'], ['find error', 'slow cancelled sibling_cancelled']])
})
