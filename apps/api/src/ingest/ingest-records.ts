import type { StoreRefusal } from '@agenttracer/db'
import type { Receipt } from '@agenttracer/schema'
import type { IngestContext } from '../context.ts'
import { ApiFailure } from '../errors.ts'
import type { ApiErrorCode } from '../errors.ts'
import { parseBatch } from './parse-batch.ts'
import { buildReceipt } from './receipt.ts'

const refusals: Record<StoreRefusal['kind'], ApiErrorCode> = {
  unavailable: 'STORE_UNAVAILABLE',
  timeout: 'STORE_UNAVAILABLE',
  busy: 'OVERLOADED',
  bad_cursor: 'INTERNAL',
}

/** Parse, store, answer: what every way into the ingest door comes to. Resolves after the commit; throws `ApiFailure` for the whole batch. */
export async function ingestRecords(raw: unknown, ctx: IngestContext): Promise<Receipt> {
  const parseStarted = performance.now()
  const parsed = parseBatch(raw)
  ctx.metrics.ingestStage('parse', performance.now() - parseStarted)
  if (!parsed.ok) throw new ApiFailure(parsed.error.code, parsed.error)
  const { batch } = parsed
  const storeStarted = performance.now()
  const stored = isEmpty(batch.request) ? nothing : await ctx.store.ingest(ctx.projectId, batch.request)
  ctx.metrics.ingestStage('store', performance.now() - storeStarted)
  if (!stored.ok) throw new ApiFailure(refusals[stored.refusal.kind])
  const receipt = buildReceipt(batch, stored.value)
  ctx.metrics.ingestReceipt(receipt)
  return receipt
}

const nothing = { ok: true, value: { runs: [], steps: [] } } as const

const isEmpty = ({ runs, steps, open, client }: { runs: readonly unknown[]; steps: readonly unknown[]; open: readonly unknown[]; client?: unknown }): boolean =>
  runs.length + steps.length + open.length === 0 && client === undefined
