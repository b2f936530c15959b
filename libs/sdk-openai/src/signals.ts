import { errorClass, readProperty, type WorkEnd } from '@agenttracer/sdk-core'

const parsers: ReadonlySet<string> = new Set(['SyntaxError', 'ZodError', '$ZodError'])
const aborts: ReadonlySet<string> = new Set(['APIUserAbortError', 'AbortError'])

const isOneOf = (error: unknown, classes: ReadonlySet<string>): boolean => {
  const name = errorClass(error)
  return name !== undefined && classes.has(name)
}

export const isAbortError = (error: unknown): boolean => isOneOf(error, aborts)

export const signalOf = (options: unknown): AbortSignal | undefined => {
  const signal = readProperty(options, 'signal')
  return signal instanceof AbortSignal ? signal : undefined
}

/** A framework's own clock for this one call. */
export const isCallLimit = (signal: AbortSignal | undefined): boolean => signal?.aborted === true && errorClass(signal.reason) === 'ModelTimeoutError'

/** The caller's signal was a clock. */
export const isDeadline = (signal: AbortSignal | undefined): boolean => signal?.aborted === true && errorClass(signal.reason) === 'TimeoutError'

/** How a failed call ended. An abort counts as the caller's only if the signal that the caller passed has fired. */
export function failureOf(error: unknown, signal: AbortSignal | undefined, hasStarted = false): WorkEnd {
  if (isCallLimit(signal)) return { error, flags: ['timed_out'] }
  if (signal?.aborted === true && !isDeadline(signal) && (isOneOf(error, aborts) || error === signal.reason)) return { error, status: 'cancelled', flags: ['caller_aborted'] }
  if (isDeadline(signal)) return { error, flags: ['deadline'] }
  if (isOneOf(error, parsers)) return { error, flags: ['parse_failed'] }
  return hasStarted ? { error, flags: ['response_started'] } : { error }
}

export const isAbortedByCaller = (signal: AbortSignal | undefined): boolean => signal?.aborted === true && !isDeadline(signal) && !isCallLimit(signal)
