import { AgentTracer } from '@agenttracer/sdk-core'
import { startFakeLlm } from '@agenttracer/fake-llm'
import { langchain } from '@agenttracer/sdk-langchain'
import { createAgent } from 'langchain'
import { startShopServer } from './shop-server.ts'
import { ask, chat, getJson, langTool } from './stage.ts'

export interface AgentVersion {
  readonly apiUrl: string
  readonly agentId: string
  readonly version: string
  readonly runs: number
  /** The first so many ask a route that this version has got wrong. */
  readonly failing: number
}

/** A release of a LangChain agent at work: it looks an order up and answers. What goes wrong is a regression planted in its tool. */
export async function playAgentVersion({ apiUrl, agentId, version, runs, failing }: AgentVersion): Promise<void> {
  const [llm, shop] = await Promise.all([startFakeLlm(), startShopServer()])
  shop.open({ '/orders': [{ total: 9 }], '/v2/orders': [500] })
  const tracer = new AgentTracer({ agentId, agentVersion: version, environment: 'production', apiUrl, plugins: [langchain()] })
  try {
    for (let run = 0; run < runs; run++) {
      llm.setScript([{ kind: 'tools', calls: [{ name: 'lookup_order', args: {} }] }, { kind: 'text', text: 'done' }])
      const lookup = langTool('lookup_order', () => getJson(`${shop.url}${run < failing ? '/v2' : ''}/orders`))
      await createAgent({ model: chat({ tracer, llm, shopUrl: shop.url, deadUrl: '' }), tools: [lookup] }).invoke(ask)
    }
    await tracer.shutdown()
  } finally {
    await Promise.all([llm.close(), shop.close()])
  }
}
