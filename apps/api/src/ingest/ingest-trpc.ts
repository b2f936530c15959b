import { initTRPC } from '@trpc/server'
import type { IngestContext } from '../context.ts'
import { errorShape, toApiError } from '../error-edge.ts'

export const ingestTrpc = initTRPC
  .context<IngestContext>()
  .create({ isDev: false, errorFormatter: ({ error, ctx }) => errorShape(toApiError(error), ctx?.requestId) })
