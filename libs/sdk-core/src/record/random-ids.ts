import { randomUUID } from 'node:crypto'
import type { ClientId, RunId, StepId, TraceId } from '@agenttracer/schema'

/** A UUIDv7: Node keeps random UUIDs in stock, and from the version on the two forms are the same. */
export function newRunId(unixMs: number): RunId {
  const time = Math.max(0, Math.floor(unixMs)).toString(16).padStart(12, '0').slice(-12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}` as RunId
}

/** From the places of a UUID that are random. All zeros is no id: once in 2^64, which no check pays for. */
export function newStepId(): StepId {
  const random = randomUUID()
  return (random.slice(0, 8) + random.slice(24, 32)) as StepId
}

export const newTraceId = (): TraceId => randomUUID().replaceAll('-', '') as TraceId
export const newClientId = (): ClientId => randomUUID() as ClientId
