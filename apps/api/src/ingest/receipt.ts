import type { IngestOutcome, RecordOutcome } from '@agenttracer/db'
import type { Receipt, RecordReceipt } from '@agenttracer/schema'
import type { Entry, ParsedBatch } from './parse-batch.ts'

/** One line a record, in the order in which they were sent: what the store made of it, or why it never got there. */
export function buildReceipt(batch: ParsedBatch, outcome: IngestOutcome): Receipt {
  const next = { run: outcome.runs[Symbol.iterator](), step: outcome.steps[Symbol.iterator]() }
  return {
    records: batch.entries.map((entry) => lineOf(entry, entry.refused === undefined ? next[entry.kind].next().value : undefined)),
    unknownKeys: batch.unknownKeys,
  }
}

function lineOf(entry: Entry, outcome: RecordOutcome | undefined): RecordReceipt {
  const { kind, index, ids } = entry
  if (entry.refused !== undefined) return { kind, index, ...ids, result: 'refused', issue: entry.refused, repaired: [] }
  if (outcome === 'steps_capped') return { kind, index, ...ids, result: 'refused', issue: { path: '', rule: 'steps_per_run' }, repaired: entry.repaired }
  if (outcome === 'refused') return { kind, index, ...ids, result: 'refused', issue: { path: '', rule: 'store_wall' }, repaired: entry.repaired }
  return { kind, index, ...ids, result: outcome ?? 'accepted', repaired: entry.repaired }
}

/** True when records were sent and none was taken: the sender must not try the same again. */
export const allRefused = (receipt: Receipt): boolean =>
  receipt.records.length > 0 && receipt.records.every((record) => record.result === 'refused')
