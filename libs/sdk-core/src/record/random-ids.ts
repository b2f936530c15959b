import { randomFillSync, randomUUID } from 'node:crypto'
import { runIdFromHex } from '@agenttracer/schema/names'
import type { ClientId, RunId, StepId, TraceId } from '@agenttracer/schema'

const bytes = Buffer.allocUnsafe(4096)
let pool = ''
let used = 0

/** Random hex digits out of a pool: one system call and one conversion for hundreds of ids. */
function hex(digits: number): string {
  if (used + digits > pool.length) {
    pool = randomFillSync(bytes).toString('hex')
    used = 0
  }
  used += digits
  return pool.slice(used - digits, used)
}

export const newRunId = (unixMs: number): RunId => runIdFromHex(unixMs, hex(20))
/** All zeros is no id: once in 2^64, which no check pays for. */
export const newStepId = (): StepId => hex(16) as StepId
export const newTraceId = (): TraceId => hex(32) as TraceId
export const newClientId = (): ClientId => randomUUID() as ClientId

/** A UUIDv7 for adapters whose framework lets the caller choose the id of a run. */
export const uuidv7 = (): string => newRunId(Date.now())
