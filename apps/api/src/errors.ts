import type { Issue } from '@agenttracer/schema'
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server'

/** Every way in which the API refuses. The body that leaves holds this code, a text of ours and paths of our own schema: never a value. */
export const apiErrorCodes = [
  'BAD_REQUEST', 'BAD_JSON', 'BAD_ENVELOPE', 'BAD_PARAMETER', 'BAD_CURSOR', 'ALL_REFUSED', 'TOO_DEEP', 'TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'KEY_MISSING',
  'KEY_UNKNOWN', 'KEY_SCOPE', 'KEYLESS_REFUSED', 'CONFLICT', 'NOT_FOUND', 'RUN_NOT_FOUND', 'FAILURE_NOT_FOUND', 'VERSION_NOT_FOUND', 'WRONG_DOOR', 'WRONG_METHOD', 'RATE_LIMITED', 'OVERLOADED',
  'STORE_UNAVAILABLE', 'QUERY_TOO_SLOW', 'TIMEOUT', 'INTERNAL',
] as const
export type ApiErrorCode = (typeof apiErrorCodes)[number]

export interface ApiError {
  readonly code: ApiErrorCode
  /** What to do about it, in words of ours. */
  readonly hint: string
  readonly issues?: readonly Issue[]
  readonly requestId?: string
}

interface ErrorRow {
  readonly httpStatus: number
  readonly trpc: TRPC_ERROR_CODE_KEY
  /** Seconds to wait before the same request can succeed; absent where a retry does not help. */
  readonly retryAfterSeconds?: number
  readonly hint: string
}

export const errorTable: Record<ApiErrorCode, ErrorRow> = {
  BAD_REQUEST: { httpStatus: 400, trpc: 'BAD_REQUEST', hint: 'The request could not be read. See /docs for the form of each call.' },
  BAD_JSON: { httpStatus: 400, trpc: 'PARSE_ERROR', hint: 'The body is not JSON in UTF-8.' },
  BAD_ENVELOPE: {
    httpStatus: 400, trpc: 'BAD_REQUEST', hint: 'Send one run with its steps, or a batch { runs, steps, open, client }, as a JSON object.',
  },
  BAD_PARAMETER: { httpStatus: 400, trpc: 'BAD_REQUEST', hint: 'A parameter broke its rule; issues name the parameter and the rule.' },
  BAD_CURSOR: { httpStatus: 400, trpc: 'BAD_REQUEST', hint: 'The cursor is not one that this list gave. Start again without a cursor.' },
  ALL_REFUSED: { httpStatus: 422, trpc: 'UNPROCESSABLE_CONTENT', hint: 'No record was taken; records name the path and the rule of each refusal.' },
  TOO_DEEP: { httpStatus: 400, trpc: 'BAD_REQUEST', hint: 'The JSON is nested too deeply or has too many parts. Records have at most a few levels.' },
  TOO_LARGE: { httpStatus: 413, trpc: 'PAYLOAD_TOO_LARGE', hint: 'The body is too large. Send smaller batches.' },
  UNSUPPORTED_MEDIA_TYPE: {
    httpStatus: 415, trpc: 'UNSUPPORTED_MEDIA_TYPE', hint: 'Send content-type: application/json, plain or with content-encoding: gzip.',
  },
  KEY_MISSING: { httpStatus: 401, trpc: 'UNAUTHORIZED', hint: 'Send authorization: Bearer <key>.' },
  KEY_UNKNOWN: { httpStatus: 401, trpc: 'UNAUTHORIZED', hint: 'The key is unknown, revoked or expired. Make a new one in Settings, Keys.' },
  KEY_SCOPE: { httpStatus: 403, trpc: 'FORBIDDEN', hint: 'This kind of key may not do this: at_ingest_ keys write, at_query_ keys read, at_admin_ keys administer.' },
  KEYLESS_REFUSED: {
    httpStatus: 403, trpc: 'FORBIDDEN',
    hint: 'Without a key only programs on this machine are served: no proxy in front, a loopback Host, no foreign Origin. Use a key otherwise.',
  },
  CONFLICT: { httpStatus: 409, trpc: 'CONFLICT', hint: 'That is taken, or not allowed. Choose another.' },
  NOT_FOUND: { httpStatus: 404, trpc: 'NOT_FOUND', hint: 'There is no such call. See /docs on the query door.' },
  RUN_NOT_FOUND: { httpStatus: 404, trpc: 'NOT_FOUND', hint: 'This project has no such run. It may be older than the retention time.' },
  FAILURE_NOT_FOUND: { httpStatus: 404, trpc: 'NOT_FOUND', hint: 'This project has no such group of failures, or no such version. Its runs may be older than the retention time.' },
  VERSION_NOT_FOUND: { httpStatus: 404, trpc: 'NOT_FOUND', hint: 'This project has no such agent, or the agent no such version. Its runs may be older than the retention time.' },
  WRONG_DOOR: { httpStatus: 405, trpc: 'METHOD_NOT_SUPPORTED', hint: 'This call lives on the other port.' },
  WRONG_METHOD: { httpStatus: 405, trpc: 'METHOD_NOT_SUPPORTED', hint: 'This call takes another HTTP method.' },
  RATE_LIMITED: { httpStatus: 429, trpc: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1, hint: 'Too many requests from this key or address. Slow down.' },
  OVERLOADED: { httpStatus: 429, trpc: 'TOO_MANY_REQUESTS', retryAfterSeconds: 1, hint: 'The server is busy. Nothing was stored; send the same again.' },
  STORE_UNAVAILABLE: {
    httpStatus: 503, trpc: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 2, hint: 'The database does not answer. What was sent is not stored; try again.',
  },
  QUERY_TOO_SLOW: { httpStatus: 422, trpc: 'UNPROCESSABLE_CONTENT', hint: 'This filter reads too much. Narrow the time range or name an agent.' },
  TIMEOUT: { httpStatus: 408, trpc: 'TIMEOUT', hint: 'The body came too slowly.' },
  INTERNAL: { httpStatus: 500, trpc: 'INTERNAL_SERVER_ERROR', hint: 'A fault of ours. The log names it under this request id.' },
}

/** Carries a refusal to the edge. Its message is the code: nothing else can leave by accident. */
export class ApiFailure extends Error {
  readonly error: ApiError

  constructor(code: ApiErrorCode, more: { readonly hint?: string; readonly issues?: readonly Issue[]; readonly requestId?: string } = {}) {
    super(code)
    this.name = 'ApiFailure'
    this.error = apiError(code, more)
  }
}

export const apiError = (code: ApiErrorCode, more: Partial<Omit<ApiError, 'code'>> = {}): ApiError => ({
  code,
  hint: more.hint ?? errorTable[code].hint,
  ...(more.issues === undefined ? {} : { issues: more.issues }),
  ...(more.requestId === undefined ? {} : { requestId: more.requestId }),
})
