import type { FailureCategory } from '../model/vocabulary.ts'

/** One entry of the failure catalogue. */
export interface CatalogueEntry {
  readonly category: FailureCategory
  /** A retry can help. */
  readonly retryable: boolean
  /** Release that introduced the code. Codes are never renamed. */
  readonly since: string
  /** What to do, for an on-call engineer. */
  readonly action: string
}

/** THE catalogue: 54 codes under their joined key. Everything about a code follows from its entry here. */
export const failureCatalogue = {
  'tool.timeout': { category: 'tool', retryable: true, since: '0.1.0', action: "The tool did not answer in time. Check its latency, then raise its timeout or make it return sooner." },
  'tool.rate_limited': { category: 'tool', retryable: true, since: '0.1.0', action: "The tool's API is limiting you. Honour retry-after, or lower how many calls run at once." },
  'tool.auth_failed': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool's credentials were refused. Check key, scopes and expiry in this environment." },
  'tool.not_found': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool asked for something that does not exist. Check the route and whether the model makes ids up." },
  'tool.bad_request': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool's API rejected the request. Compare the tool's schema with what the API accepts." },
  'tool.upstream_error': { category: 'tool', retryable: true, since: '0.1.0', action: "The service behind the tool failed. Check its status; add a retry with backoff and a fallback." },
  'tool.connection_failed': { category: 'tool', retryable: true, since: '0.1.0', action: "The tool's host could not be reached. Check address, DNS, TLS and that the service runs." },
  'tool.system_error': { category: 'tool', retryable: false, since: '0.1.0', action: "A local file, permission or resource is missing where the agent runs." },
  'tool.returned_error': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool reported failure in its result. Look at the tool's own log for this call id." },
  'tool.invalid_output': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool returned something outside its declared output schema." },
  'tool.unavailable': { category: 'tool', retryable: true, since: '0.1.0', action: "The tool server does not offer this tool (any more). Check its version and connection." },
  'tool.exception': { category: 'tool', retryable: false, since: '0.1.0', action: "The tool's own code threw. Open the stack in your logs at this time and class." },
  'model.rate_limited': { category: 'model', retryable: true, since: '0.1.0', action: "Provider rate limit. Lower concurrency, raise the limit, or add a fallback model. Without a retry-after header LangChain does not retry a 429 at all." },
  'model.quota_exhausted': { category: 'model', retryable: false, since: '0.1.0', action: "The account's quota or credit is used up. Retrying is useless; check billing." },
  'model.auth_failed': { category: 'model', retryable: false, since: '0.1.0', action: "The model provider refused the key, project or region." },
  'model.not_found': { category: 'model', retryable: false, since: '0.1.0', action: "The model name does not exist or is not enabled for this key." },
  'model.context_length_exceeded': { category: 'model', retryable: false, since: '0.1.0', action: "The input is longer than the model's window. Trim history or tool results (see the step before for its size)." },
  'model.content_filtered': { category: 'model', retryable: false, since: '0.1.0', action: "The provider's filter stopped the answer." },
  'model.refusal': { category: 'model', retryable: false, since: '0.1.0', action: "The model declined. finish_reason is `stop` here, so only the refusal flag tells." },
  'model.output_truncated': { category: 'model', retryable: false, since: '0.1.0', action: "The answer hit the token limit. Raise max tokens or ask for less." },
  'model.invalid_output': { category: 'model', retryable: true, since: '0.1.0', action: "The answer did not fit the asked format. Use strict structured output, simplify the schema, or retry." },
  'model.unknown_tool': { category: 'model', retryable: true, since: '0.1.0', action: "The model called a tool it was not given. Check tool names in the prompt and the tool list of this agent." },
  'model.invalid_tool_arguments': { category: 'model', retryable: true, since: '0.1.0', action: "The arguments broke the tool's schema. Tighten descriptions, use strict schemas." },
  'model.empty_response': { category: 'model', retryable: true, since: '0.1.0', action: "The provider sent an empty answer." },
  'model.timeout': { category: 'model', retryable: true, since: '0.1.0', action: "The model did not answer in time. Raise the timeout, stream, or use a faster model." },
  'model.connection_failed': { category: 'model', retryable: true, since: '0.1.0', action: "The provider could not be reached from here. Check network, proxy, base URL." },
  'model.stream_interrupted': { category: 'model', retryable: true, since: '0.1.0', action: "The stream broke after it had begun. Partial output may have been shown." },
  'model.provider_error': { category: 'model', retryable: true, since: '0.1.0', action: "The provider failed. Check its status page; add a fallback model." },
  'model.bad_request': { category: 'model', retryable: false, since: '0.1.0', action: "The request was malformed (often a tool result without its call, or an unsupported parameter)." },
  'model.unclassified': { category: 'model', retryable: false, since: '0.1.0', action: "Unknown class; add it to the mapping." },
  'retrieval.no_results': { category: 'retrieval', retryable: false, since: '0.1.0', action: "Nothing matched. Check that the index is filled, and the filter and score threshold." },
  'retrieval.embedding_failed': { category: 'retrieval', retryable: true, since: '0.1.0', action: "The query could not be embedded. Fix the embedding model's key, name or limit, not the store." },
  'retrieval.timeout': { category: 'retrieval', retryable: true, since: '0.1.0', action: "The tool did not answer in time. Check its latency, then raise its timeout or make it return sooner." },
  'retrieval.rate_limited': { category: 'retrieval', retryable: true, since: '0.1.0', action: "The tool's API is limiting you. Honour retry-after, or lower how many calls run at once." },
  'retrieval.auth_failed': { category: 'retrieval', retryable: false, since: '0.1.0', action: "The tool's credentials were refused. Check key, scopes and expiry in this environment." },
  'retrieval.not_found': { category: 'retrieval', retryable: false, since: '0.1.0', action: "The tool asked for something that does not exist. Check the route and whether the model makes ids up." },
  'retrieval.bad_request': { category: 'retrieval', retryable: false, since: '0.1.0', action: "The tool's API rejected the request. Compare the tool's schema with what the API accepts." },
  'retrieval.upstream_error': { category: 'retrieval', retryable: true, since: '0.1.0', action: "The service behind the tool failed. Check its status; add a retry with backoff and a fallback." },
  'retrieval.connection_failed': { category: 'retrieval', retryable: true, since: '0.1.0', action: "The tool's host could not be reached. Check address, DNS, TLS and that the service runs." },
  'retrieval.exception': { category: 'retrieval', retryable: false, since: '0.1.0', action: "The tool's own code threw. Open the stack in your logs at this time and class." },
  'orchestration.max_steps_exceeded': { category: 'orchestration', retryable: false, since: '0.1.0', action: "The agent did not finish in its step limit. See the last steps; give it a stop condition before raising the limit." },
  'orchestration.tool_loop': { category: 'orchestration', retryable: false, since: '0.1.0', action: "The agent repeats one call. The result does not change what it does next: change the tool's answer or the prompt." },
  'orchestration.call_budget_exceeded': { category: 'orchestration', retryable: false, since: '0.1.0', action: "A call, token or cost budget ended the run." },
  'orchestration.guardrail_input_blocked': { category: 'orchestration', retryable: false, since: '0.1.0', action: "An input guardrail stopped the run. Working as designed, unless it trips too often." },
  'orchestration.guardrail_output_blocked': { category: 'orchestration', retryable: false, since: '0.1.0', action: "An output guardrail stopped the answer." },
  'orchestration.guardrail_failed': { category: 'orchestration', retryable: true, since: '0.1.0', action: "The guardrail itself broke; the content may have been fine." },
  'orchestration.handoff_failed': { category: 'orchestration', retryable: false, since: '0.1.0', action: "The transfer to the other agent failed (its callback or its input)." },
  'orchestration.deadline_exceeded': { category: 'orchestration', retryable: true, since: '0.1.0', action: "The whole run or node ran out of time. Look for the slowest step." },
  'orchestration.user_abort': { category: 'orchestration', retryable: false, since: '0.1.0', action: "The caller cancelled." },
  'orchestration.approval_rejected': { category: 'orchestration', retryable: false, since: '0.1.0', action: "A person declined the action." },
  'orchestration.state_error': { category: 'orchestration', retryable: false, since: '0.1.0', action: "Two nodes wrote one channel, or a node returned what the state does not take. Add a reducer." },
  'orchestration.config_error': { category: 'orchestration', retryable: false, since: '0.1.0', action: "The agent is wired wrongly; it fails the same way every time." },
  'orchestration.remote_agent_failed': { category: 'orchestration', retryable: true, since: '0.1.0', action: "The remote agent failed; open its own trace." },
  'orchestration.node_exception': { category: 'orchestration', retryable: false, since: '0.1.0', action: "Code between the steps threw." },
} as const satisfies Record<`${FailureCategory}.${string}`, CatalogueEntry>

/** `tool.timeout`: the catalogue key and the filter value. */
export type FailureKey = keyof typeof failureCatalogue
/** `timeout`: the second half; on the wire and in answers category and code are two fields. */
export type FailureCode = FailureKey extends `${FailureCategory}.${infer Code}` ? Code : never

export const failureKeys: readonly FailureKey[] = Object.keys(failureCatalogue).filter(isFailureKey)

export function isFailureKey(value: unknown): value is FailureKey {
  return typeof value === 'string' && Object.hasOwn(failureCatalogue, value)
}

export function failureKey(category: FailureCategory, code: FailureCode): FailureKey | undefined {
  const key = `${category}.${code}`
  return isFailureKey(key) ? key : undefined
}

export function splitFailureKey(key: FailureKey): { readonly category: FailureCategory; readonly code: FailureCode } {
  return { category: failureCatalogue[key].category, code: key.slice(key.indexOf('.') + 1) as FailureCode }
}
