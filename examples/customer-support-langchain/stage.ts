import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startFakeLlm } from '@agenttracer/fake-llm'
import { answerFor } from './script.ts'

/** What stands in for the outside world: a shop with good and bad days and, without a key, a scripted model. Both speak real HTTP. */
export interface Stage {
  readonly shopUrl: string
  /** Options for ChatOpenAI; empty with a real key. */
  readonly model: { readonly apiKey?: string; readonly configuration?: { readonly baseURL: string } }
  close(): Promise<void>
}

const slowCarrierMs = 45_000

/** Answers of the shop by path: a status, or a body. The last one repeats. */
const routes: Record<string, readonly unknown[]> = {
  '/orders/A-100': [{ state: 'shipped' }],
  '/orders/B-200': [503, 503, { state: 'packed' }],
  '/refunds/C-300': [503],
  '/orders': [{ items: [], more: true }],
  '/help': [[]],
}

export async function openStage(): Promise<Stage> {
  const shop = await listen(openShop())
  const close = (): Promise<void> => new Promise((resolve) => { shop.server.closeAllConnections(); shop.server.close(() => resolve()) })
  if (process.env['OPENAI_API_KEY'] !== undefined) return { shopUrl: shop.url, model: {}, close }
  const llm = await startFakeLlm({ script: answerFor, latencyMs: 350 })
  return {
    shopUrl: shop.url,
    model: { apiKey: 'not-a-key', configuration: { baseURL: llm.url } },
    close: async () => { await llm.close(); await close() },
  }
}

function openShop(): Server {
  const visits = new Map<string, number>()
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname
    const visit = visits.get(path) ?? 0
    visits.set(path, visit + 1)
    const answers = routes[path] ?? [{ state: 'in transit' }]
    const answer = answers[Math.min(visit, answers.length - 1)]
    const wait = path.startsWith('/carrier/') ? slowCarrierMs : 120
    setTimeout(() => {
      response.writeHead(typeof answer === 'number' ? answer : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(typeof answer === 'number' ? {} : answer))
    }, wait)
  })
}

const listen = (server: Server): Promise<{ server: Server; url: string }> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
  })
