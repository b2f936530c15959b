import { randomFillSync, randomUUID } from 'node:crypto'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import type { ClientId, RunId, StepId, TraceId } from '@agenttracer/schema'

const pool = Buffer.allocUnsafe(4096)
let used = pool.length

/** Random bytes out of a pool: one system call for hundreds of ids. */
function random(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return pool.subarray(used - count, used)
}

export const newRunId = (unixMs: number): RunId => runIdFrom(unixMs, random(10))
export function newStepId(): StepId {
  const bytes = random(8)
  const id = bytes.toString('hex')
  return id === '0000000000000000' ? stepIdFrom(bytes) : (id as StepId)
}
export const newTraceId = (): TraceId => random(16).toString('hex') as TraceId
export const newClientId = (): ClientId => randomUUID() as ClientId

/** A UUIDv7 for adapters whose framework lets the caller choose the id of a run. */
export const uuidv7 = (): string => newRunId(Date.now())
