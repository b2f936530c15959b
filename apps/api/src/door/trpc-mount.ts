import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { AnyTRPCRouter, inferRouterContext } from '@trpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toApiError } from '../error-edge.ts'
import { ApiFailure, errorTable } from '../errors.ts'
import type { ApiError } from '../errors.ts'

export interface TrpcMount<Router extends AnyTRPCRouter> {
  readonly router: Router
  /** Queries travel by GET, mutations by POST. */
  readonly methods: readonly ('GET' | 'POST')[]
  readonly createContext: (request: FastifyRequest) => inferRouterContext<Router>
  /** Hears of every refused call. */
  readonly onRefused: (error: ApiError, thrown: unknown, requestId: string) => void
}

const mostCallsAtOnce = 20
const procedures = /^[A-Za-z][A-Za-z.,]{0,199}$/

/** tRPC under `/trpc`. Its own fastify plugin would bring its own body parsers and with them another set of bounds. */
export function mountTrpc<Router extends AnyTRPCRouter>(app: FastifyInstance, { router, methods, createContext, onRefused }: TrpcMount<Router>): void {
  app.route({
    method: [...methods],
    url: '/trpc/:path',
    // tRPC would run the query for a HEAD and then fail to answer it.
    exposeHeadRoute: false,
    config: { bodyAsText: true },
    handler: async (request: FastifyRequest<{ Params: { path: string } }>, reply: FastifyReply) => {
      // Names of procedures only: tRPC undoes escapes a second time and throws at a stray percent sign.
      if (!procedures.test(request.params.path)) throw new ApiFailure('NOT_FOUND')
      await fastifyRequestHandler({
        req: request,
        res: reply,
        path: request.params.path,
        router,
        createContext: () => createContext(request),
        maxBatchSize: mostCallsAtOnce,
        onError: ({ error }: { error: Error }) => onRefused(toApiError(error), error, request.id),
        responseMeta: ({ errors }: { errors: readonly Error[] }) => retryAfter(errors),
      })
    },
  })
}

function retryAfter(errors: readonly Error[]): { headers: Record<string, string> } {
  const seconds = errors.flatMap((error) => errorTable[toApiError(error).code].retryAfterSeconds ?? [])
  return { headers: { 'cache-control': 'no-store', ...(seconds.length === 0 ? {} : { 'retry-after': String(Math.max(...seconds)) }) } }
}
