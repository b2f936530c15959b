/** What must be on the wire after the scenarios: names, models, codes and statuses. A recorder that records nothing does not pass. */
export const sdkPresence: readonly string[] = [
  'canary-by-hand', 'canary-openai', 'canary-langchain', 'canary-agents',
  '"agentVersion":"1.4.0"', '"environment":"canary"',
  '"name":"billing_api"', '"name":"search_api"', '"name":"lookup_invoice"', '"name":"broken_api"', '"name":"policy_search"', '"name":"unlisted_tool"', '"name":"gpt-4o-mini"',
  '"name":"gpt-4.1"', '"name":"text-embedding-3-small"',
  '"type":"plan"', '"type":"model"', '"type":"tool"', '"type":"retrieval"', '"type":"guardrail"', '"type":"orchestration"', '"type":"agent"',
  '"status":"ok"', '"status":"error"', '"status":"cancelled"', '"status":"success"', '"status":"failed"', '"status":"interrupted"',
  '"declared":"tool.timeout"', '"errorCode":"rate_limit_exceeded"', '"errorClass":"RateLimitError"', '"errorClass":"InputGuardrailTripwireTriggered"', '"errno":"ECONNREFUSED"',
  '"httpStatus":503', '"httpStatus":429', '"unknown_tool"', '"invalid_tool_arguments"', '"refusal"', '"operation":"handoff"', '"operation":"embeddings"', '"inputTokens":120',
  '"attempt":2', '"documentCount":1', '"triggered":true', '"name":"retries","value":2',
]

export const missing = (wanted: readonly string[], text: string): readonly string[] => wanted.filter((each) => !text.includes(each))
