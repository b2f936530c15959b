import type { ErrorClass, ErrorLink } from '@agenttracer/schema'
import { isErrorClass, isKnownErrno, isKnownErrorClass, isKnownErrorCode } from '@agenttracer/schema/names'
import type { KnownErrno, KnownErrorCode } from '@agenttracer/schema/names'
import type { Unsettled } from '../record/unsettled.ts'

export const isObject = (value: unknown): value is object => (typeof value === 'object' || typeof value === 'function') && value !== null

/** Reads one property of a foreign object; a getter that throws has no value. */
export function readProperty(from: unknown, key: PropertyKey): unknown {
  try {
    return isObject(from) ? (from as Record<PropertyKey, unknown>)[key] : undefined
  } catch {
    return undefined
  }
}

/** Names that say nothing more than the constructor does. */
const plainNames = /^((Type|Range|Syntax|Reference)?Error|DOMException)$/

/**
 * Class of an error: a known assigned `name` first (LangChain and DOMException rename only that), then the constructors up the chain by
 * their form, then LangGraph's name that minifiers leave alone. Any other `name` could be text and is not read further.
 */
export function errorClass(error: unknown): ErrorClass | undefined {
  const name = readProperty(error, 'name')
  if (isKnownErrorClass(name) && !plainNames.test(name)) return name
  const constructor = readProperty(error, 'constructor')
  const unminified = readProperty(constructor, 'unminifiable_name')
  if (isKnownErrorClass(unminified)) return unminified
  let level: unknown = constructor
  for (let depth = 0; depth < 5 && typeof level === 'function'; depth++) {
    const own = readProperty(level, 'name')
    if (own !== 'Error' && isErrorClass(own)) return own
    level = prototypeOf(level)
  }
  return isKnownErrorClass(name) ? name : undefined
}

/** Told to stop by whoever asked. */
export const isAbort = (error: unknown): boolean => /Abort(ed)?Error$/.test(errorClass(error) ?? '')

function prototypeOf(value: object): unknown {
  try {
    return Object.getPrototypeOf(value)
  } catch {
    return undefined
  }
}

const mcpCodes: ReadonlyMap<unknown, KnownErrorCode> = new Map<unknown, KnownErrorCode>([
  [-32001, 'MCP_REQUEST_TIMEOUT'], [-32000, 'MCP_CONNECTION_CLOSED'], [-32601, 'MCP_METHOD_NOT_FOUND'], [-32602, 'MCP_INVALID_PARAMS'],
  [-32603, 'MCP_INTERNAL_ERROR'], [-32600, 'MCP_INVALID_REQUEST'],
])

export function errorCode(error: unknown): KnownErrorCode | undefined {
  const mcp = mcpCodes.get(readProperty(error, 'code'))
  if (mcp !== undefined) return mcp
  for (const field of ['code', 'lc_error_code', 'type']) {
    const value = readProperty(error, field)
    if (isKnownErrorCode(value)) return value
  }
  return undefined
}

export function errno(error: unknown): KnownErrno | undefined {
  const code = readProperty(error, 'code')
  return isKnownErrno(code) ? code : undefined
}

export const statusCode = (value: unknown): number | undefined => (Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599 ? (value as number) : undefined)

export function httpStatus(error: unknown): number | undefined {
  const response = readProperty(error, 'response')
  const candidates = [
    readProperty(error, 'status'), readProperty(error, 'statusCode'), readProperty(response, 'status'), readProperty(response, 'statusCode'),
    readProperty(readProperty(error, '$metadata'), 'httpStatusCode'),
  ]
  return candidates.map(statusCode).find(Boolean)
}

/** The safe facts of one error object. Its message and stack are never read. */
export function errorLink(error: unknown, errorRef: number): ErrorLink {
  return { errorRef, errorClass: errorClass(error), errorCode: errorCode(error), errno: errno(error), httpStatus: httpStatus(error) } satisfies Unsettled<ErrorLink> as ErrorLink
}
