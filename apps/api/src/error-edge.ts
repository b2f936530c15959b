import { runInput, runsListInput } from '@agenttracer/schema/query'
import { ruleOf } from '@agenttracer/schema/wire'
import type { Issue } from '@agenttracer/schema'
import { TRPCError } from '@trpc/server'
import type { TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODE_NUMBER } from '@trpc/server'
import { z } from 'zod'
import { apiError, ApiFailure, errorTable } from './errors.ts'
import type { ApiError, ApiErrorCode } from './errors.ts'

/** Reads only codes and status numbers of what was thrown: messages of zod, tRPC, fastify and Postgres carry values. */
export function toApiError(thrown: unknown): ApiError {
  for (let error: unknown = thrown, depth = 0; error instanceof Error && depth < 4; error = error.cause, depth += 1) {
    if (error instanceof ApiFailure) return error.error
    // An answer of ours that breaks its own schema is a bug; only what came in can be a bad parameter.
    if (error instanceof TRPCError && error.code === 'INTERNAL_SERVER_ERROR' && error.cause instanceof z.ZodError) return apiError('INTERNAL')
    if (error instanceof z.ZodError) return apiError('BAD_PARAMETER', { issues: inputIssues(error) })
  }
  if (thrown instanceof TRPCError) return apiError(trpcCodes[thrown.code] ?? 'INTERNAL')
  return apiError(httpCode(thrown))
}

const trpcCodes: Partial<Record<TRPC_ERROR_CODE_KEY, ApiErrorCode>> = {
  PARSE_ERROR: 'BAD_JSON',
  BAD_REQUEST: 'BAD_REQUEST',
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'WRONG_METHOD',
  UNSUPPORTED_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  PAYLOAD_TOO_LARGE: 'TOO_LARGE',
  CLIENT_CLOSED_REQUEST: 'BAD_REQUEST',
}

/** fastify and its plugins mark their errors with a status number. */
function httpCode(thrown: unknown): ApiErrorCode {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return 'INTERNAL'
  switch (thrown.statusCode) {
    case 404:
      return 'NOT_FOUND'
    case 405:
      return 'WRONG_METHOD'
    case 408:
      return 'TIMEOUT'
    case 413:
      return 'TOO_LARGE'
    case 415:
      return 'UNSUPPORTED_MEDIA_TYPE'
    case 429:
      return 'RATE_LIMITED'
    default:
      return typeof thrown.statusCode === 'number' && thrown.statusCode >= 400 && thrown.statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL'
  }
}

const maxIssues = 20
/** Every input of the query door, to find the rule of a parameter by its name. */
const inputs = runsListInput.extend(runInput.shape)
const safePath = /^[A-Za-z0-9_.]{0,120}$/

/** Objects of ours are never open, so a path holds words of our schemas and list positions only. */
function inputIssues(error: z.ZodError): readonly Issue[] {
  return error.issues.slice(0, maxIssues).map((found) => {
    const path = found.path.map(String).join('.')
    return { path: safePath.test(path) ? path : '', rule: found.code === 'invalid_union' ? 'allowed_value' : ruleOf(inputs, found) }
  })
}

export interface ErrorShape {
  readonly message: string
  readonly code: TRPC_ERROR_CODE_NUMBER
  readonly data: { readonly code: ApiErrorCode; readonly httpStatus: number; readonly hint: string; readonly issues?: readonly Issue[]; readonly requestId?: string }
}

/** JSON-RPC number that tRPC clients ask for; they decide nothing by it. */
const rpcNumber = (httpStatus: number): TRPC_ERROR_CODE_NUMBER => (httpStatus >= 500 ? -32603 : -32600)

/** The body of a refused tRPC call, made anew from the code. */
export function errorShape(error: ApiError, requestId: string | undefined): ErrorShape {
  const { httpStatus } = errorTable[error.code]
  const full = apiError(error.code, { ...error, ...(requestId === undefined ? {} : { requestId }) })
  return { message: full.hint, code: rpcNumber(httpStatus), data: { ...full, httpStatus } }
}

/** The body of a refused REST call. */
export const errorBody = (error: ApiError, requestId: string): { readonly error: ApiError } => ({ error: apiError(error.code, { ...error, requestId }) })

/** A refusal as tRPC wants it thrown: its HTTP status follows from the key. */
export const asTrpcError = (failure: ApiFailure): TRPCError =>
  new TRPCError({ code: errorTable[failure.error.code].trpc, message: failure.error.code, cause: failure })
