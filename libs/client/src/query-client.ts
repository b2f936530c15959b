import type { AppRouter } from '@agenttracer/api'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import type { TRPCClient } from '@trpc/client'
import { httpOptions } from './http-options.ts'
import type { ClientOptions } from './http-options.ts'

/** Client of the query door: `client.runs.list.query({ status: 'failed' })`. */
export type AgentTracerClient = TRPCClient<AppRouter>

/** As many calls as one request may carry. */
const mostCallsAtOnce = 20

/**
 * A typed client that reads runs. `url` is the query door's address, such as `http://localhost:8001`; `apiKey` an `at_query_` key.
 * Calls made in the same tick travel as one request. A refused call rejects with a `TRPCClientError` whose `data.code` says why.
 * `runs.tail` needs the platform's EventSource, which sends no key: it is for pages behind a server that does.
 */
export const createAgentTracerClient = (options: ClientOptions): AgentTracerClient =>
  createTRPCClient<AppRouter>({
    links: [
      splitLink<AppRouter>({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({ url: httpOptions(options).url }),
        false: httpBatchLink<AppRouter>({ ...httpOptions(options), maxItems: mostCallsAtOnce }),
      }),
    ],
  })
