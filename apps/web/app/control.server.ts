import { createAgentTracerClient } from '@agenttracer/client'
import type { AgentTracerClient } from '@agenttracer/client'
import { isSurelyOwnPage } from '../server/guard.ts'
import { readWebEnv } from './env.server.ts'

const timeoutMs = 10_000

/**
 * The client that carries the admin key, for forms of our own pages. Undefined for a request that no browser vouches for: what carries the
 * key asks for no less than the pipe to the doors does (design.md section 10).
 */
export function controlClient(request: Request): AgentTracerClient | undefined {
  if (!isSurelyOwnPage(Object.fromEntries(request.headers))) return undefined
  const { queryUrl, adminKey } = readWebEnv()
  return createAgentTracerClient({
    url: queryUrl, ...(adminKey === undefined ? {} : { apiKey: adminKey }), fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  })
}
