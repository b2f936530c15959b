import { RunnableLambda } from '@langchain/core/runnables'
import { ChatOpenAI } from '@langchain/openai'
import { canary, describeAdapter } from '@agenttracer/testkit/adapter-conformance'
import { createAgent, tool } from 'langchain'
import { z } from 'zod'
import { langchain } from './index.ts'

const chat = (url: string, maxRetries = 0): ChatOpenAI => new ChatOpenAI({ model: 'gpt-4.1', apiKey: 'sk-none', maxRetries, configuration: { baseURL: url } })
const look = tool(async () => canary('result'), { name: 'look', description: 'look', schema: z.object({ q: z.string() }) })
const broken = tool(async () => { throw new RangeError(canary('thrown')) }, { name: 'broken', description: 'broken', schema: z.object({}) })
const ask = { messages: [{ role: 'user', content: canary('prompt') }] }
const last = (state: { messages: { content: unknown }[] }): unknown => state.messages.at(-1)?.content

describeAdapter({
  name: 'langchain()',
  plugins: () => [langchain()],
  scenarios: {
    success: async ({ url }) => last(await createAgent({ model: chat(url), tools: [look] }).invoke(ask)),
    modelRetried: async ({ url }) => last(await createAgent({ model: chat(url, 1), tools: [] }).invoke(ask)),
    modelExhausted: async ({ url }) => last(await createAgent({ model: chat(url, 2), tools: [] }).invoke(ask)),
    toolFails: async ({ url }) => last(await createAgent({ model: chat(url), tools: [broken] }).invoke(ask)),
    parallelTools: async ({ url }) => last(await createAgent({ model: chat(url), tools: [look, broken] }).invoke(ask)),
    nestedAgent: async ({ url }) => {
      const worker = createAgent({ model: chat(url), tools: [], name: 'worker' })
      const asTool = tool(async () => String(last(await worker.invoke(ask))), { name: 'ask_worker', description: 'ask', schema: z.object({ input: z.string() }) })
      return last(await createAgent({ model: chat(url), tools: [asTool] }).invoke(ask))
    },
    cancelled: async ({ url, signal }) => last(await createAgent({ model: chat(url), tools: [] }).invoke(ask, signal === undefined ? {} : { signal })),
    hostThrows: async ({ url }) =>
      RunnableLambda.from(async (question: string, config) => {
        await chat(url).invoke(question, config)
        throw new RangeError(canary('host'))
      }).invoke(canary('prompt')),
    streamed: async ({ url }) => {
      let text = ''
      for await (const part of await chat(url).stream(canary('prompt'))) text += String(part.content)
      return text
    },
  },
})
