import { callTRPCProcedure } from '@trpc/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { QueryContext } from '../context.ts'
import { queryRouter } from '../router.ts'
import { restCalls } from './rest-calls.ts'

/** REST beside tRPC: the same procedures, so that both read, check and refuse alike. */
export function mountRest(app: FastifyInstance, createContext: (request: FastifyRequest) => QueryContext): void {
  for (const { procedure, url } of restCalls(queryRouter)) {
    app.get(url, async (request, reply) => {
      const input: unknown = { ...asObject(request.query), ...asObject(request.params) }
      void reply.header('cache-control', 'no-store')
      return callTRPCProcedure({
        router: queryRouter,
        path: procedure,
        type: 'query',
        ctx: createContext(request),
        getRawInput: async () => input,
        signal: undefined,
        batchIndex: 0,
      })
    })
  }
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})
