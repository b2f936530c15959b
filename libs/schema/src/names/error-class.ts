import type { ErrorClass } from '../model/ids.ts'
import { isSafeName } from './safe-name.ts'

/**
 * Classes that frameworks set through the assignable `name` (failure-taxonomy.md section 3.6): an `err.name` counts only when it is listed
 * here, because anybody can assign text to it.
 */
export const knownErrorClasses = [
  'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError', 'EvalError', 'AggregateError', 'DOMException', 'AbortError', 'TimeoutError',
  'ZodError', '$ZodError', 'ValidationError', 'FetchError', 'AxiosError', 'HTTPError', 'HttpError', 'SocketError', 'ConnectTimeoutError', 'HeadersTimeoutError',
  'BodyTimeoutError', 'RequestAbortedError', 'ResponseStatusCodeError',
  // openai client
  'OpenAIError', 'APIError', 'APIUserAbortError', 'APIConnectionError', 'APIConnectionTimeoutError', 'BadRequestError', 'AuthenticationError',
  'PermissionDeniedError', 'NotFoundError', 'ConflictError', 'UnprocessableEntityError', 'RateLimitError', 'InternalServerError',
  'LengthFinishReasonError', 'ContentFilterFinishReasonError', 'InvalidWebhookSignatureError',
  // LangChain and LangGraph
  'OutputParserException', 'ToolInputParsingException', 'ToolInvocationError', 'ToolOutputParsingException', 'InvalidToolOutputError', 'InvalidToolInputError',
  'ModelAbortError', 'ModelTimeoutError', 'ModelRefusalError', 'ContextOverflowError', 'InsufficientQuotaError', 'RateLimitCapacityError',
  'RateLimitQuotaExhaustedError', 'StructuredOutputParsingError', 'MultipleStructuredOutputsError', 'MultipleToolsBoundError', 'InvalidRetryConfigError',
  'ModelCallLimitMiddlewareError', 'ToolCallLimitExceededError', 'PIIDetectionError', 'MiddlewareError', 'GraphRecursionError', 'GraphValueError',
  'GraphInterrupt', 'GraphBubbleUp', 'NodeInterrupt', 'ParentCommand', 'InvalidUpdateError', 'EmptyInputError', 'EmptyChannelError', 'UnknownInterruptError',
  'NodeTimeoutError', 'StateGraphInputError', 'UnreachableNodeError', 'RemoteException', 'MultipleSubgraphsError',
  // OpenAI Agents SDK
  'AgentsError', 'SystemError', 'MaxTurnsExceededError', 'ModelBehaviorError', 'UserError', 'InputGuardrailTripwireTriggered',
  'OutputGuardrailTripwireTriggered', 'ToolInputGuardrailTripwireTriggered', 'ToolOutputGuardrailTripwireTriggered', 'GuardrailExecutionError',
  'ToolCallError', 'ToolTimeoutError', 'UnknownToolError',
  // AI SDK, MCP
  'AI_RetryError', 'AI_APICallError', 'AI_NoSuchToolError', 'AI_InvalidToolInputError', 'AI_NoObjectGeneratedError', 'AI_JSONParseError',
  'AI_TypeValidationError', 'AI_LoadAPIKeyError', 'AI_NoSuchModelError', 'AI_ToolExecutionError', 'McpError', 'UnauthorizedError',
] as const

const known: ReadonlySet<unknown> = new Set(knownErrorClasses)
const byForm = /(Error|Exception|Timeout|Triggered|Exceeded)$/

export const isKnownErrorClass = (value: unknown): value is ErrorClass => known.has(value)

/** True for a class of the table, or for a class name by form. The SDK passes constructor names only, or names from the table. */
export const isErrorClass = (value: unknown): value is ErrorClass =>
  isKnownErrorClass(value) || (isSafeName(value) && byForm.test(value) && !/[.:/-]/.test(value))
