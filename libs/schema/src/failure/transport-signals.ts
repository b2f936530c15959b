import type { KnownErrno, KnownErrorCode } from '../names/known-codes.ts'
import type { ClassForm, FailureSubject, SignalPattern, StatusRange } from './catalogue-entry.ts'

/** Lists and patterns that a service call fails by, shared by tools, retrievers and models. */

export const modelSubjects = ['model', 'plan', 'respond'] as const satisfies readonly FailureSubject[]
export const containerSubjects = ['agent', 'orchestration', 'run'] as const satisfies readonly FailureSubject[]
export const allSubjects = ['model', 'plan', 'respond', 'tool', 'retrieval', 'agent', 'orchestration', 'guardrail', 'run'] as const satisfies readonly FailureSubject[]

/** ECONNABORTED is how axios spells its own timeout. */
export const timeoutErrnos = [
  'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNABORTED',
] as const satisfies readonly KnownErrno[]
export const timeoutClasses = ['TimeoutError', 'ConnectTimeoutError', 'HeadersTimeoutError', 'BodyTimeoutError', 'APIConnectionTimeoutError'] as const
export const timeoutForms = [{ ends: 'TimeoutError' }, { ends: 'Timeout' }, { ends: 'TimeoutException' }] as const satisfies readonly ClassForm[]

export const socketErrnos = [
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EPIPE', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EPROTO',
  'UND_ERR_SOCKET', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'CERT_SIGNATURE_FAILURE', 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED', 'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
] as const satisfies readonly KnownErrno[]

export const socketClasses = ['APIConnectionError', 'SocketError', 'FetchError'] as const

/** An abort that was not the caller's: nearly always a time limit that the code set for itself. */
export const abortClasses = ['AbortError', 'RequestAbortedError'] as const
export const abortCodes = ['ABORT_ERR', 'ERR_CANCELED'] as const satisfies readonly KnownErrorCode[]
export const abortErrnos = ['UND_ERR_ABORTED'] as const satisfies readonly KnownErrno[]

export const timeoutMatches = (on: readonly FailureSubject[], http: readonly StatusRange[]): readonly SignalPattern[] => [
  { by: 'mark', on, flags: ['timed_out'], onOk: true },
  { by: 'code', on, codes: ['MCP_REQUEST_TIMEOUT', 'REQUEST_TIMEOUT', 'DEADLINE_EXCEEDED', 'TIMEOUT_ERR', 'timeout_error'] },
  { by: 'http', on, http },
  { by: 'errno', on, errnos: timeoutErrnos },
  { by: 'class', on, classes: timeoutClasses, classForms: timeoutForms },
  { by: 'guess', on, classes: abortClasses, codes: abortCodes, errnos: abortErrnos },
]

/** 4xx that no other code of the category claims. */
const otherClientErrors = [400, 402, 405, 406, 409, [411, 428], [430, 499]] as const satisfies readonly StatusRange[]

/** A status of a tool or retriever: on the error itself, else the last one that the step saw. */
const statuses = (on: readonly FailureSubject[], http: readonly StatusRange[]): readonly SignalPattern[] => [
  { by: 'http', on, http },
  { by: 'fact', on, http },
]

/** What tools and retrievers have in common: one row per code, so that both tables say the same. */
export const serviceMatches = (on: readonly FailureSubject[]) => ({
  timeout: [...timeoutMatches(on, [408]), { by: 'fact', on, http: [408] }],
  rateLimited: [
    ...statuses(on, [429]),
    { by: 'class', on, classes: ['RateLimitError'], classForms: [{ holds: 'RateLimit' }, { holds: 'TooManyRequests' }], codes: ['rate_limit_exceeded', 'rate_limit_error', 'RESOURCE_EXHAUSTED'] },
  ],
  authFailed: [
    {
      by: 'code', on,
      classes: ['UnauthorizedError', 'OAuthError', 'InvalidClientError', 'InvalidGrantError', 'UnauthorizedClientError', 'InvalidScopeError', 'AccessDeniedError', 'InvalidTokenError', 'InsufficientScopeError'],
    },
    ...statuses(on, [401, 403, 407]),
    { by: 'class', on, classes: ['AuthenticationError', 'PermissionDeniedError'], codes: ['authentication_error', 'permission_error', 'UNAUTHENTICATED', 'PERMISSION_DENIED'] },
  ],
  notFound: [...statuses(on, [404, 410]), { by: 'class', on, classes: ['NotFoundError'], codes: ['not_found_error', 'NOT_FOUND'] }],
  badRequest: [
    ...statuses(on, otherClientErrors),
    { by: 'class', on, classes: ['BadRequestError', 'UnprocessableEntityError', 'ConflictError'], codes: ['invalid_request_error', 'INVALID_ARGUMENT', 'MCP_INVALID_REQUEST'] },
  ],
  upstreamError: [
    ...statuses(on, [[500, 599]]),
    { by: 'class', on, classes: ['InternalServerError'], codes: ['server_error', 'api_error', 'overloaded', 'overloaded_error', 'INTERNAL', 'MCP_INTERNAL_ERROR'] },
  ],
  connectionFailed: [
    { by: 'code', on, codes: ['MCP_CONNECTION_CLOSED', 'CONNECTION_CLOSED', 'UNAVAILABLE'] },
    { by: 'errno', on, errnos: socketErrnos },
    { by: 'class', on, classes: ['SocketError', 'FetchError'], codes: ['ERR_STREAM_PREMATURE_CLOSE'] },
  ],
}) as const satisfies Record<string, readonly SignalPattern[]>
