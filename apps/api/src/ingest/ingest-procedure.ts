import type { Batch, Receipt } from '@agenttracer/schema'
import { z } from 'zod'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { ingestRecords } from './ingest-records.ts'
import { ingestTrpc } from './ingest-trpc.ts'

/** Typed for the sender, read record by record here: one bad record must not cost the others (parse-batch.ts). */
const batchInput = z.custom<Batch>(() => true)
/** Built by receipt.ts from checked values only. */
const receiptOutput = z.custom<Receipt>(() => true)

/** Takes a batch; answers after the commit with one line a record. */
export const ingestSend = ingestTrpc.procedure
  .use(({ ctx, next }) => {
    if (ctx.scope === 'ingest' || ctx.scope === 'local') return next()
    throw asTrpcError(new ApiFailure('KEY_SCOPE'))
  })
  .input(batchInput)
  .output(receiptOutput)
  .mutation(async ({ ctx, input }) => {
    try {
      return await ingestRecords(input, ctx)
    } catch (error) {
      throw error instanceof ApiFailure ? asTrpcError(error) : error
    }
  })
