import type { IngestRouter } from '@agenttracer/api'
import { createTRPCClient, httpLink } from '@trpc/client'
import type { TRPCClient } from '@trpc/client'
import { httpOptions } from './http-options.ts'
import type { ClientOptions } from './http-options.ts'

/** Client of the ingest door: `client.ingest.send.mutate({ runs, steps, open: [] })`. */
export type IngestClient = TRPCClient<IngestRouter>

/**
 * A typed client that writes records and reads receipts. `url` is the ingest door's address, such as `http://localhost:8000`; `apiKey` an
 * `at_ingest_` key. Agents use the SDK instead, which batches, retries and never throws.
 */
export const createIngestClient = (options: ClientOptions): IngestClient =>
  createTRPCClient<IngestRouter>({ links: [httpLink<IngestRouter>(httpOptions(options))] })
