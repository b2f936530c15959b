import type { ClientId, RunId, StepId } from './ids.ts'
import type { DropCount, RunRecord, SdkInfo } from './run-record.ts'
import type { StepRecord } from './step-record.ts'

export interface ClientInfo {
  readonly clientId: ClientId
  readonly sdk: SdkInfo
  /** Cumulative since the process began; merged by maximum, so a repeated batch does not double them. */
  readonly dropped: readonly DropCount[]
}

/** What an SDK posts to `/v1/runs`. */
export interface Batch {
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
  /** Runs that are still open: a sign of life, outside the merge. */
  readonly open: readonly RunId[]
  readonly client?: ClientInfo
}

/** Where in a record, by the schema's own words, and which rule; never the value. */
export interface Issue {
  readonly path: string
  readonly rule: string
}

export const receiptResults = ['accepted', 'duplicate', 'conflict', 'refused'] as const
export type ReceiptResult = (typeof receiptResults)[number]

export interface RecordReceipt {
  readonly kind: 'run' | 'step'
  /** Position in the batch's own list. */
  readonly index: number
  /** Absent when the id itself was bad. */
  readonly runId?: RunId
  readonly stepId?: StepId
  readonly result: ReceiptResult
  /** Why a refused record was refused. */
  readonly issue?: Issue
  /** Names that were repaired and optional facts that were left out. */
  readonly repaired: readonly Issue[]
}

/** The answer to a batch. Sent with 2xx only after the commit. */
export interface Receipt {
  readonly records: readonly RecordReceipt[]
  /** Keys that no schema knows: counted, never kept, never named. */
  readonly unknownKeys: number
}
