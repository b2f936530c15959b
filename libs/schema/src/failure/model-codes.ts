import type { CatalogueEntry, FailureSubject } from './catalogue-entry.ts'
import { allSubjects, containerSubjects, modelSubjects, socketClasses, socketErrnos, timeoutMatches } from './transport-signals.ts'

const model = modelSubjects
/** A code that only a model provider uses tells the failure wherever it surfaces. */
const modelOrAbove = [...modelSubjects, ...containerSubjects] as const satisfies readonly FailureSubject[]
const anyCaller = [...modelOrAbove, 'tool'] as const satisfies readonly FailureSubject[]

export const modelCodes = {
  'model.quota_exhausted': {
    category: 'model', retryable: false, since: '0.1.0',
    what: "The provider's account for {step} has no quota or credit left[ (HTTP {status})].",
    action: 'Check billing and the spending limit of the key used[ in {environment}].',
    matches: [
      {
        by: 'code', on: anyCaller, codes: ['insufficient_quota', 'billing_hard_limit_reached', 'billing_not_active'],
        classes: ['InsufficientQuotaError', 'RateLimitQuotaExhaustedError'],
      },
      { by: 'http', on: model, http: [402] },
    ],
  },
  'model.rate_limited': {
    category: 'model', retryable: true, since: '0.1.0',
    what: "{Step} hit the provider's rate limit[ (HTTP {status})][ {onTries}].",
    action: 'Lower how many calls to {name} run at once[ in {environment}], raise the limit, or add a fallback model. LangChain retries a 429 only when the answer names a retry-after.',
    matches: [
      { by: 'code', on: modelOrAbove, codes: ['MODEL_RATE_LIMIT'], classes: ['RateLimitCapacityError'] },
      { by: 'code', on: model, codes: ['rate_limit_exceeded', 'rate_limit_error', 'RESOURCE_EXHAUSTED'] },
      { by: 'http', on: model, http: [429] },
      { by: 'class', on: model, classes: ['RateLimitError'] },
    ],
  },
  'model.auth_failed': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The provider refused the key, project or region of {step}[ with HTTP {status}].',
    action: 'Check which key the agent loads[ in {environment}], its project and its expiry.',
    matches: [
      { by: 'code', on: modelOrAbove, codes: ['MODEL_AUTHENTICATION', 'unsupported_country_region_territory'], classes: ['AI_LoadAPIKeyError'] },
      { by: 'code', on: model, codes: ['invalid_api_key', 'authentication_error', 'permission_error', 'UNAUTHENTICATED', 'PERMISSION_DENIED'] },
      { by: 'http', on: model, http: [401, 403] },
      { by: 'class', on: model, classes: ['AuthenticationError', 'PermissionDeniedError'] },
    ],
  },
  'model.not_found': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The provider does not know {step}, or this key may not use it[ (HTTP {status})].',
    action: 'Check the spelling of {name} and that this model or deployment is enabled for the key used[ in {environment}].',
    matches: [
      { by: 'code', on: modelOrAbove, codes: ['model_not_found', 'MODEL_NOT_FOUND', 'DeploymentNotFound'], classes: ['AI_NoSuchModelError'] },
      { by: 'http', on: model, http: [404] },
      { by: 'class', on: model, codes: ['not_found_error', 'NOT_FOUND'], classes: ['NotFoundError'] },
    ],
  },
  'model.context_length_exceeded': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The input was longer than the window of {step}.',
    action: 'Trim the history or shorten tool results before they go back to {name}; [the answer before it had read {tokensBefore} tokens already|the step just before shows what was added last].',
    matches: [{
      by: 'code', on: anyCaller, codes: ['context_length_exceeded', 'string_above_max_length', 'CONTEXT_OVERFLOW', 'request_too_large'],
      classes: ['ContextOverflowError'],
    }],
  },
  'model.content_filtered': {
    category: 'model', retryable: false, since: '0.1.0',
    what: "The provider's content filter stopped the answer of {step}.",
    action: "Compare with good runs of the same agent which input differs; check the provider's filter settings for {name}[ in {environment}].",
    matches: [
      {
        by: 'code', on: anyCaller, codes: ['content_filter', 'content_policy_violation', 'ResponsibleAIPolicyViolation'],
        classes: ['ContentFilterFinishReasonError'],
      },
      { by: 'shape', on: model, finish: ['content_filter'], onOk: true },
    ],
  },
  'model.refusal': {
    category: 'model', retryable: false, since: '0.1.0',
    what: '{Step} declined to answer.',
    action: 'Look at what this agent asks {name} for in such runs; handle the refusal field, since the finish reason alone looks like a normal stop.',
    matches: [
      { by: 'code', on: anyCaller, classes: ['ModelRefusalError'] },
      { by: 'shape', on: model, flags: ['refusal'], finish: ['refusal'], onOk: true },
    ],
  },
  'model.output_truncated': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The answer of {step} was cut at the token limit[ after {outputTokens} tokens].',
    action: 'Raise the output token limit of this call[ above {outputTokens}], or ask {name} for less. Reasoning models spend the same limit on thinking.',
    matches: [
      { by: 'code', on: anyCaller, classes: ['LengthFinishReasonError'] },
      { by: 'shape', on: model, finish: ['length'], onOk: true },
    ],
  },
  'model.unknown_tool': {
    category: 'model', retryable: true, retryWords: 'again', since: '0.1.0',
    what: 'The model called a tool that it was not offered.',
    action: 'Compare the tool names in the prompt with the tools that the agent has[ in version {version}]; a renamed or removed tool is the usual reason.',
    matches: [
      { by: 'mark', on: anyCaller, flags: ['unknown_tool'], onOk: true },
      { by: 'code', on: anyCaller, classes: ['AI_NoSuchToolError', 'UnknownToolError'] },
    ],
  },
  'model.invalid_tool_arguments': {
    category: 'model', retryable: true, retryWords: 'again', since: '0.1.0',
    what: 'The model called a tool with arguments that break its schema.',
    action: 'Tighten the parameter descriptions[ of {tool}] or use strict schemas; check whether the schema changed[ with version {version}| lately].',
    matches: [
      { by: 'mark', on: anyCaller, flags: ['invalid_tool_arguments'], onOk: true },
      { by: 'code', on: anyCaller, classes: ['ToolInputParsingException', 'ToolInvocationError', 'InvalidToolInputError', 'AI_InvalidToolInputError'] },
    ],
  },
  'model.empty_response': {
    category: 'model', retryable: true, retryWords: 'again', since: '0.1.0',
    what: '{Step} sent an empty answer: no text, no tool call, no refusal.',
    action: 'Retry empty answers of {name} as if they were errors; if they go on, check the stop sequences and the token limit of this call.',
    matches: [{ by: 'shape', on: model, flags: ['empty_response'], onOk: true }],
  },
  'model.invalid_output': {
    category: 'model', retryable: true, retryWords: 'again', since: '0.1.0',
    what: 'The answer of {step} did not fit the format that was asked for[ ({class})].',
    action: "Use strict structured output with {name}, simplify the schema, or ask again with the same input.",
    matches: [
      {
        by: 'class', on: [...allSubjects], codes: ['OUTPUT_PARSING_FAILURE'], flags: ['parse_failed'], onOk: true,
        classes: ['OutputParserException', 'StructuredOutputParsingError', 'MultipleStructuredOutputsError', 'AI_NoObjectGeneratedError', 'AI_JSONParseError', 'AI_TypeValidationError'],
      },
      { by: 'class', on: modelOrAbove, classes: ['ModelBehaviorError'] },
      { by: 'class', on: model, classes: ['SyntaxError', 'ZodError', '$ZodError'] },
      { by: 'class', on: ['orchestration'], operations: ['parse'] },
    ],
  },
  'model.timeout': {
    category: 'model', retryable: true, since: '0.1.0',
    what: '{Step} did not answer in time[ {onTries}][ and was stopped after {duration}].',
    action: 'Raise the time limit of the call[ above {duration}], stream the answer, or use a faster model than {name}.',
    matches: [{ by: 'code', on: modelOrAbove, classes: ['ModelTimeoutError'] }, ...timeoutMatches(model, [408, 504]), { by: 'class', on: containerSubjects, classes: ['APIConnectionTimeoutError'] }],
  },
  'model.stream_interrupted': {
    category: 'model', retryable: true, since: '0.1.0',
    what: 'The answer of {step} broke off after it had begun[ ({errorCode})].',
    action: 'Part of the answer may have been shown. Retry the whole call; check proxies and idle limits between here and the provider[, above all any of about {duration}].',
    matches: [
      { by: 'mark', on: model, flags: ['stream_ended_early'], onOk: true },
      { by: 'errno', on: model, errnos: socketErrnos, needs: 'response_started' },
      { by: 'class', on: model, classes: socketClasses, needs: 'response_started' },
      { by: 'class', on: model, codes: ['ERR_STREAM_PREMATURE_CLOSE'] },
      { by: 'guess', on: model, any: true, needs: 'response_started' },
    ],
  },
  'model.connection_failed': {
    category: 'model', retryable: true, since: '0.1.0',
    what: 'The provider of {step} could not be reached[ ({errorCode})][ {onTries}].',
    action: 'Check network, proxy and base URL of {name} where this agent runs[ in {environment}].',
    matches: [
      { by: 'code', on: model, codes: ['UNAVAILABLE'] },
      { by: 'errno', on: model, errnos: socketErrnos, without: 'response_started' },
      { by: 'class', on: model, classes: socketClasses, without: 'response_started' },
      { by: 'class', on: containerSubjects, classes: ['APIConnectionError'] },
    ],
  },
  'model.provider_error': {
    category: 'model', retryable: true, since: '0.1.0',
    what: '[{Step} answered with HTTP {status}|The provider of {step} failed][ {onTries}].',
    action: "Check the provider's status page[ for {time}]; add a fallback model if this agent must not stop.",
    matches: [
      { by: 'http', on: model, http: [[500, 503], [505, 599]] },
      { by: 'shape', on: model, finish: ['error'], onOk: true },
      { by: 'class', on: model, codes: ['server_error', 'api_error', 'overloaded', 'overloaded_error', 'engine_overloaded', 'INTERNAL'], classes: ['InternalServerError'] },
    ],
  },
  'model.bad_request': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The provider rejected the request to {step} as malformed[ (HTTP {status})].',
    action: 'Look for a tool result without its call, or a parameter that {name} does not support.',
    matches: [
      { by: 'code', on: modelOrAbove, codes: ['INVALID_TOOL_RESULTS', 'INVALID_CHAT_HISTORY'] },
      { by: 'http', on: model, http: [400, [405, 407], [409, 428], [430, 499]] },
      {
        by: 'class', on: model, classes: ['BadRequestError', 'UnprocessableEntityError', 'ConflictError'],
        codes: [
          'invalid_request_error', 'invalid_prompt', 'unsupported_parameter', 'unsupported_value', 'missing_required_parameter', 'invalid_value', 'invalid_type',
          'invalid_function_parameters', 'INVALID_ARGUMENT',
        ],
      },
    ],
  },
  'model.unclassified': {
    category: 'model', retryable: false, since: '0.1.0',
    what: 'The call to {step} failed[ with {class}] in a way that has no class here yet.',
    action: 'Open your own log[ at {time}] for [{class}|the error]; if it is a known error of a provider, its class belongs into the mapping.',
    matches: [{ by: 'default', on: ['model'], any: true }, { by: 'default', on: ['plan', 'respond'], any: true, modelFacts: true }],
  },
} as const satisfies Record<`model.${string}`, CatalogueEntry>
