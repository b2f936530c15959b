/**
 * Codes that providers, frameworks and systems define and document: safe to store because they are in this list, not because of their
 * shape. Source: failure-taxonomy.md sections 2 and 3. Anything else is dropped and counted.
 */
export const knownErrorCodes = [
  // model providers
  'insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active', 'rate_limit_exceeded', 'tokens_exceeded', 'invalid_api_key', 'model_not_found',
  'context_length_exceeded', 'string_above_max_length', 'content_filter', 'content_policy_violation', 'invalid_prompt', 'server_error', 'overloaded',
  'overloaded_error', 'engine_overloaded', 'invalid_request_error', 'authentication_error', 'permission_error', 'not_found_error', 'rate_limit_error',
  'api_error', 'timeout_error', 'request_too_large', 'unsupported_parameter', 'unsupported_value', 'missing_required_parameter', 'invalid_value',
  'invalid_type', 'invalid_function_parameters', 'unsupported_country_region_territory', 'DeploymentNotFound', 'ResponsibleAIPolicyViolation',
  // LangChain `lc_error_code`
  'INVALID_PROMPT_INPUT', 'INVALID_TOOL_RESULTS', 'MESSAGE_COERCION_FAILURE', 'MODEL_AUTHENTICATION', 'MODEL_NOT_FOUND', 'MODEL_RATE_LIMIT',
  'OUTPUT_PARSING_FAILURE', 'MODEL_ABORTED', 'CONTEXT_OVERFLOW',
  // LangGraph
  'GRAPH_RECURSION_LIMIT', 'INVALID_CONCURRENT_GRAPH_UPDATE', 'INVALID_GRAPH_NODE_RETURN_VALUE', 'MISSING_CHECKPOINTER', 'MULTIPLE_SUBGRAPHS',
  'UNREACHABLE_NODE', 'INVALID_CHAT_HISTORY',
  // MCP (words of its second client, and the JSON-RPC numbers by name)
  'REQUEST_TIMEOUT', 'CONNECTION_CLOSED',
  'MCP_REQUEST_TIMEOUT', 'MCP_CONNECTION_CLOSED', 'MCP_METHOD_NOT_FOUND', 'MCP_INVALID_PARAMS', 'MCP_INTERNAL_ERROR', 'MCP_INVALID_REQUEST',
  // budgets and deadlines that hosts declare by convention
  'STEP_BUDGET_EXCEEDED', 'TOKEN_BUDGET_EXCEEDED', 'COST_BUDGET_EXCEEDED', 'CALL_BUDGET_EXCEEDED', 'BUDGET_EXCEEDED', 'MAX_STEPS_EXCEEDED',
  'MAX_TURNS_EXCEEDED', 'MAX_ITERATIONS_EXCEEDED', 'DEADLINE_EXCEEDED',
  // gRPC status names
  'RESOURCE_EXHAUSTED', 'UNAUTHENTICATED', 'PERMISSION_DENIED', 'NOT_FOUND', 'INVALID_ARGUMENT', 'UNAVAILABLE', 'INTERNAL', 'CANCELLED',
  // DOMException and Node
  'ABORT_ERR', 'TIMEOUT_ERR', 'ERR_CANCELED', 'ERR_INVALID_URL', 'ERR_INVALID_ARG_TYPE', 'ERR_STREAM_PREMATURE_CLOSE',
] as const
export type KnownErrorCode = (typeof knownErrorCodes)[number]

/** System and transport codes, as Node, undici and OpenSSL spell them. */
export const knownErrnos = [
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EPIPE', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN',
  'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'EADDRINUSE', 'EADDRNOTAVAIL', 'EPROTO',
  'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_ABORTED', 'UND_ERR_RESPONSE_STATUS_CODE',
  'UND_ERR_DESTROYED', 'UND_ERR_CLOSED', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'UND_ERR_RESPONSE',
  'UND_ERR_INVALID_ARG',
  'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'CERT_REVOKED', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'CERT_SIGNATURE_FAILURE', 'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH',
  'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED', 'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ENOENT', 'EACCES', 'EPERM', 'ENOSPC', 'EMFILE', 'ENFILE', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EROFS', 'EBUSY', 'ENOMEM', 'EIO', 'EFBIG',
  'ENAMETOOLONG', 'ELOOP', 'EXDEV', 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'ERR_CHILD_PROCESS_IPC_REQUIRED',
] as const
export type KnownErrno = (typeof knownErrnos)[number]

const codes: ReadonlySet<unknown> = new Set(knownErrorCodes)
const errnos: ReadonlySet<unknown> = new Set(knownErrnos)

export const isKnownErrorCode = (value: unknown): value is KnownErrorCode => codes.has(value)
export const isKnownErrno = (value: unknown): value is KnownErrno => errnos.has(value)
