import { randomFillSync, randomUUID } from 'node:crypto'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import type { ClientId, RunId, StepId, TraceId } from '@agenttracer/schema'

const pool = new Uint8Array(4096)
let used = pool.length

/** Random bytes out of a pool: one system call for hundreds of ids. */
function random(count: number): Uint8Array {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += count
  return pool.subarray(used - count, used)
}

export const newRunId = (unixMs: number): RunId => runIdFrom(unixMs, random(10))
export const newStepId = (): StepId => stepIdFrom(random(8))
export const newTraceId = (): TraceId => Buffer.from(random(16)).toString('hex') as TraceId
export const newClientId = (): ClientId => randomUUID() as ClientId
