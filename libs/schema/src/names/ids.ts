import type { ClientId, Fingerprint, Instant, ProjectId, RunId, StepId, TraceId } from '../model/ids.ts'

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export const runIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export const stepIdPattern = /^(?!0{16})[0-9a-f]{16}$/
export const traceIdPattern = /^(?!0{32})[0-9a-f]{32}$/
export const fingerprintPattern = /^[0-9a-f]{32}$/
export const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

const matcher =
  <T extends string>(pattern: RegExp) =>
  (value: unknown): value is T =>
    typeof value === 'string' && pattern.test(value)

export const isRunId: (value: unknown) => value is RunId = matcher<RunId>(runIdPattern)
export const isStepId: (value: unknown) => value is StepId = matcher<StepId>(stepIdPattern)
export const isTraceId: (value: unknown) => value is TraceId = matcher<TraceId>(traceIdPattern)
export const isFingerprint: (value: unknown) => value is Fingerprint = matcher<Fingerprint>(fingerprintPattern)
export const isProjectId: (value: unknown) => value is ProjectId = matcher<ProjectId>(uuidPattern)
export const isClientId: (value: unknown) => value is ClientId = matcher<ClientId>(uuidPattern)

export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && instantPattern.test(value) && value > '0001' && isDay(value)

/** Also for the 30th of February, which the parser takes for a day of March and Postgres for none. */
const isDay = (text: string): boolean => new Date(text).getUTCDate() === Number(text.slice(8, 10))

/** Unix milliseconds to the wire's form; undefined outside the years 1 to 9999. */
export function instant(unixMs: number): Instant | undefined {
  if (!Number.isFinite(unixMs) || Math.abs(unixMs) > 8.64e15) return undefined
  const text = new Date(unixMs).toISOString()
  return isInstant(text) ? text : undefined
}

/** Unix milliseconds carried by a UUIDv7. */
export const runIdTime = (runId: RunId): number => Number.parseInt(runId.slice(0, 8) + runId.slice(9, 13), 16)

/** A UUIDv7 from a time in Unix milliseconds and 10 random bytes (the caller brings the randomness: this file is pure). */
export const runIdFrom = (unixMs: number, random: Uint8Array): RunId => runIdFromHex(unixMs, toHex(random))

/** As `runIdFrom`, for who has the 80 random bits as 20 hex digits. */
export function runIdFromHex(unixMs: number, hex: string): RunId {
  const time = Math.max(0, Math.floor(unixMs)).toString(16).padStart(12, '0').slice(-12)
  const variant = ((Number.parseInt(hex.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}` as RunId
}

/** A step id from 8 random bytes. */
export function stepIdFrom(random: Uint8Array): StepId {
  const hex = toHex(random).slice(0, 16)
  return (/^0+$/.test(hex) ? '0000000000000001' : hex) as StepId
}

const toHex = (bytes: Uint8Array): string => {
  let out = ''
  for (const byte of bytes) out += byte.toString(16).padStart(2, '0')
  return out
}
