import { createServer, type AddressInfo } from 'node:net'
import { AgentTracer } from '@agenttracer/sdk-core'
import { startFakeLlm } from '@agenttracer/fake-llm'
import type { FailureKey } from '@agenttracer/schema'
import { langchain } from '@agenttracer/sdk-langchain'
import { openai, openaiAgents } from '@agenttracer/sdk-openai'
import { setTraceProcessors, setTracingDisabled } from '@openai/agents'
import type { Scenario } from './scenario.ts'
import { startShopServer } from './shop-server.ts'

export interface Played {
  readonly key: FailureKey
  /** Whether an error reached the caller. */
  readonly hasThrown: boolean
}

async function deadPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/**
 * Plays scenarios one after the other, each with a tracer of its own whose agent has the name of the code, and sends what they record to
 * the ingest door.
 */
export async function playScenarios(apiUrl: string, scenarios: readonly (readonly [FailureKey, Scenario])[]): Promise<readonly Played[]> {
  // The Agents SDK traces in production and not under a test runner; its own exporter would send to its vendor.
  setTracingDisabled(false)
  setTraceProcessors([])
  const [llm, shop, dead] = await Promise.all([startFakeLlm(), startShopServer(), deadPort()])
  const played: Played[] = []
  try {
    for (const [key, scenario] of scenarios) {
      llm.setScript([...(scenario.llm ?? [])])
      shop.open(scenario.shop ?? {})
      const tracer = new AgentTracer({ agentId: key, agentVersion: '1.0.0', environment: 'scenario', apiUrl, plugins: [langchain(), openai(), openaiAgents()] })
      let hasThrown = false
      try {
        await scenario.run({ tracer, llm, shopUrl: shop.url, deadUrl: `http://127.0.0.1:${dead}` })
      } catch {
        hasThrown = true
      }
      await tracer.shutdown()
      played.push({ key, hasThrown })
    }
  } finally {
    await Promise.all([llm.close(), shop.close()])
  }
  return played
}
