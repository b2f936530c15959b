import { initTRPC } from '@trpc/server'
import type { QueryContext } from '../context.ts'
import { asTrpcError, errorShape, toApiError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'

/** Where a procedure answers over REST; the OpenAPI document and the routes both follow from it. */
export interface ProcedureMeta {
  readonly summary: string
  readonly rest?: `/v1/${string}`
  /** Reading is for query and admin keys; `admin` for the admin key alone. */
  readonly access?: 'admin'
}

export const queryTrpc = initTRPC
  .context<QueryContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter: ({ error, ctx }) => errorShape(toApiError(error), ctx?.requestId),
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 40_000 } },
  })

/** Reading: a query or admin key, or a program on this machine. */
export const queryProcedure = queryTrpc.procedure.use(({ ctx, next }) => {
  if (ctx.scope === 'ingest') throw asTrpcError(new ApiFailure('KEY_SCOPE'))
  return next()
})
