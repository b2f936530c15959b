// A customer-support agent, traced by one line. Run it with `npm start`, or by itself while AgentTracer runs:
//   node examples/customer-support-langchain/main.ts
// With OPENAI_API_KEY in the environment it talks to the real model; without, to a scripted one on this machine.
import { AgentTracer } from '@agenttracer/sdk-core'
import { langchain } from '@agenttracer/sdk-langchain'
import { BaseRetriever } from '@langchain/core/retrievers'
import { Document } from '@langchain/core/documents'
import { ChatOpenAI } from '@langchain/openai'
import { createAgent, tool, toolRetryMiddleware } from 'langchain'
import { z } from 'zod'
import { openStage } from './stage.ts'

const stage = await openStage()

// The one line: everything that LangChain runs from here on is traced.
const tracer = new AgentTracer({
  agentId: 'customer-support', agentVersion: '1.4.0', environment: 'demo', apiUrl: process.env['AGENTTRACER_API_URL'] ?? 'http://localhost:8000', plugins: [langchain()],
})

const shop = async (path: string): Promise<unknown> => {
  const answer = await fetch(stage.shopUrl + path)
  if (!answer.ok) throw Object.assign(new Error('the shop refused'), { status: answer.status })
  return answer.json()
}

class HelpCenter extends BaseRetriever {
  lc_namespace = ['customer_support']
  override async _getRelevantDocuments(question: string): Promise<Document[]> {
    const pages = (await shop(`/help?q=${encodeURIComponent(question)}`)) as string[]
    return pages.map((pageContent) => new Document({ pageContent }))
  }
}
const helpCenter = new HelpCenter()

const asText = (value: unknown): string => JSON.stringify(value)
const orderInput = z.object({ order: z.string() })
const tools = [
  tool(async ({ order }) => asText(await shop(`/orders/${order}`)), { name: 'lookup_order', description: 'Look up an order', schema: orderInput }),
  tool(async ({ order }) => asText(await shop(`/refunds/${order}`)), { name: 'issue_refund', description: 'Refund an order', schema: orderInput }),
  tool(async ({ order }) => asText(await shop(`/carrier/${order}`)), { name: 'ask_carrier', description: 'Ask the carrier where a parcel is', schema: orderInput }),
  tool(async ({ page }) => asText(await shop(`/orders?page=${page}`)), { name: 'list_orders', description: 'List orders, page by page', schema: z.object({ page: z.number() }) }),
  tool(async ({ question }, config) => asText(await helpCenter.invoke(question, { ...config, runName: 'help_center' })), {
    name: 'search_help', description: 'Search the help center', schema: z.object({ question: z.string() }),
  }),
]

const agent = createAgent({
  model: new ChatOpenAI({ model: 'gpt-4o-mini', maxRetries: 2, ...stage.model }),
  tools,
  middleware: [toolRetryMiddleware({ maxRetries: 2, initialDelayMs: 250, backoffFactor: 2, jitter: false, onFailure: 'error' })],
})

const ask = async (question: string): Promise<void> => {
  try {
    await agent.invoke({ messages: [{ role: 'user', content: question }] }, { recursionLimit: 16 })
  } catch {
    // A failed run is what this demo is about; AgentTracer shows why it failed.
  }
}

await ask('Where is order A-100?') // works
await ask('Where is order B-200?') // the order service fails twice, the third try works
await ask('Please refund order C-300.') // the refund service fails on all three tries
await ask('Do you ship to the moon?') // the help center finds nothing
await ask('What is your busiest hour?') // the provider limits the rate until the retries are used up
await ask('Which of my orders was the cheapest?') // pages on and on until the step limit
await tracer.flush()
await ask('When will parcel D-400 arrive?') // a slow carrier: this run is still going when you open the page
await tracer.shutdown()
await stage.close()
