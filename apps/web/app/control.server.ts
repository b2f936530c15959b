import { createAgentTracerClient } from '@agenttracer/client'
import type { AgentTracerClient } from '@agenttracer/client'
import { isSurelyOwnPage } from '../server/guard.ts'
import { readWebEnv } from './env.server.ts'

const timeoutMs = 10_000

/**
 * The client that carries the admin key, for forms of our own pages. Undefined for a request that no browser vouches for: what carries the
 * key asks for no less than the pipe to the doors does (design.md section 10).
 */
export const controlClient = (request: Request): AgentTracerClient | undefined => (isSurelyOwnPage(Object.fromEntries(request.headers)) ? withAdminKey() : undefined)

/**
 * The same for reading what a page of ours shows: the reader may also have typed its address. A link on another site may not have it read;
 * nothing may be changed with it.
 */
export const controlReader = (request: Request): AgentTracerClient | undefined => (request.headers.get('sec-fetch-site') === 'none' ? withAdminKey() : controlClient(request))

function withAdminKey(): AgentTracerClient {
  const { queryUrl, adminKey } = readWebEnv()
  return createAgentTracerClient({
    url: queryUrl, headers: { 'x-agenttracer-via': 'web' }, ...(adminKey === undefined ? {} : { apiKey: adminKey }), fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  })
}
