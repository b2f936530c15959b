import { createAgentTracerClient } from '@agenttracer/client'
import type { AppRouter } from '@agenttracer/client'
import { data } from '@remix-run/node'
import { dehydrate } from '@tanstack/react-query'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { Api } from './api/api-context.ts'
import { isNotFound, panelError } from './api/panel-error.ts'
import { makeQueryClient } from './api/query-client.ts'
import { readWebEnv } from './env.server.ts'

/** A page waits no longer for one query; the panel then says so and offers to try again. */
const loaderTimeoutMs = 10_000

const { queryUrl, queryKey } = readWebEnv()

const client = createAgentTracerClient({
  url: queryUrl,
  ...(queryKey === undefined ? {} : { apiKey: queryKey }),
  fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(loaderTimeoutMs) }),
})

export interface Loading {
  readonly api: Api
  readonly queries: QueryClient
}

/** A cache of its own for each request: nothing of one reader reaches another. */
export function startLoading(): Loading {
  const queries = makeQueryClient()
  return { queries, api: createTRPCOptionsProxy<AppRouter>({ client, queryClient: queries }) }
}

/**
 * The cache for the browser, failures included as codes, so that each panel can say what failed. One text: the framework would walk through
 * every value of it, and a run of 10,000 steps has a quarter of a million.
 */
export function finishLoading({ queries }: Loading): string {
  const state = dehydrate(queries, { shouldDehydrateQuery: ({ state: { status } }) => status !== 'pending' })
  for (const query of state.queries) {
    if (query.state.error === null) continue
    // Crosses to the page as data, where the panels read `data` only; an Error would bring its message along.
    query.state.error = { data: panelError(query.state.error) } as unknown as Error
    query.state.fetchFailureReason = null
  }
  return JSON.stringify(state)
}

/** Answer of a page whose subject is one query's: no state and 404 where there is no such thing. */
export function finishSubject(loading: Loading, subject: QueryKey, isMissing: (error: unknown) => boolean = isNotFound) {
  return isMissing(loading.queries.getQueryState(subject)?.error) ? noSubject() : data({ state: finishLoading(loading) })
}

/** The same for an address that nothing can have. */
export const noSubject = () => data({ state: null }, { status: 404 })
