import type { SeededRun } from './seed-run.ts'
import { triageShapes } from './triage-shapes.ts'

interface Expected {
  readonly what: string
  readonly code: string
  readonly confidence?: 'likely'
  /** Path below the run and the place of the step among all tries; absent for the run itself. */
  readonly where?: string
  readonly tries?: string
  /** Milliseconds into the run, how that reads, and how long the step took. */
  readonly when: readonly [atMs: number, text: string, inStep?: string]
  readonly with: string
  /** `{time}`: hour and minute of the failure. */
  readonly action: string
}

const [once, onceFinal] = ['1 try, not retried; a retry can help', '1 try, not retried; a retry does not help']
const again = 'It was tried once; a retry after a pause may get through.'
const deepTool = 'tool_that_goes_on_and_on_until_the_very_limit_of_the_names_rule_'
const branch = 'branch_6_that_goes_on_and_on_until_the_very_limit_of_the_names_r'

/** What the page must say of each shape, written down by hand. */
const expected: Readonly<Record<string, Expected>> = {
  tool_503_thrice: { what: 'Tool "fetch_invoice" returned HTTP 503 on all 3 tries.', code: 'tool.upstream_error', where: 'fetch_invoice (step 4 of 4)', tries: '3 of 3 tries, waited 0.5 s + 1.0 s between; a retry can help', when: [4_900, '4.90 s', '3.90 s'], with: 'tool fetch_invoice, HTTP 503, ServiceUnavailableError', action: 'Check the service behind fetch_invoice at {time}; give the agent a fallback if it may be down. The 3 tries spanned only 3.90 s: a longer back-off may outlast it.' },
  tool_timeout: { what: 'Tool "fetch_invoice" did not answer in time and was stopped after 3.99 s.', code: 'tool.timeout', where: 'fetch_invoice (step 2 of 2)', tries: once, when: [4_990, '4.99 s', '3.99 s'], with: 'tool fetch_invoice, TimeoutError', action: `Look at the latency of fetch_invoice around {time}; if that is normal, raise its time limit or let it return sooner. ${again}` },
  tool_unauthorised: { what: 'The credentials of tool "fetch_invoice" were refused with HTTP 401.', code: 'tool.auth_failed', where: 'fetch_invoice (step 2 of 2)', when: [1_400, '1.40 s', '400 ms'], with: 'tool fetch_invoice, HTTP 401', action: 'Check the key, scopes and expiry that fetch_invoice uses in production.' },
  tool_dns: { what: 'Tool "fetch_invoice" could not reach its host (ENOTFOUND) on both tries.', code: 'tool.connection_failed', where: 'fetch_invoice (step 3 of 3)', tries: '2 of 2 tries, waited 0.2 s between; a retry can help', when: [1_215, '1.22 s', '215 ms'], with: 'tool fetch_invoice', action: 'Check address, DNS, TLS and that the service of fetch_invoice runs in production. The 2 tries spanned only 215 ms: a longer back-off may outlast it.' },
  tool_threw: { what: 'The code of tool "fetch_invoice" threw TypeError.', code: 'tool.exception', where: 'fetch_invoice (step 2 of 2)', when: [1_003, '1.00 s', '3 ms'], with: 'tool fetch_invoice, TypeError', action: 'Open your own log at {time} for TypeError thrown in fetch_invoice; the stack stays with you.' },
  tool_disk_full: { what: 'Tool "fetch_invoice" met a missing file, permission or resource (ENOSPC) on its own machine.', code: 'tool.system_error', where: 'fetch_invoice (step 2 of 2)', when: [1_003, '1.00 s', '3 ms'], with: 'tool fetch_invoice', action: 'Check files, permissions, disk and process limits where this agent runs in production.' },
  model_429: { what: 'Model "gpt-4o-mini" hit the provider\'s rate limit (HTTP 429) on 4 tries of 6 allowed.', code: 'model.rate_limited', where: 'gpt-4o-mini (step 4 of 4)', tries: '4 of 6 tries, waited 1.0 s + 2.0 s + 4.0 s between; a retry can help', when: [7_800, '7.80 s', '7.80 s'], with: 'model gpt-4o-mini, HTTP 429, RateLimitError', action: 'Lower how many calls to gpt-4o-mini run at once in production, raise the limit, or add a fallback model. LangChain retries a 429 only when the answer names a retry-after. The 4 tries spanned only 7.80 s: a longer back-off may outlast it.' },
  model_no_quota: { what: 'The provider\'s account for model "gpt-4o-mini" has no quota or credit left (HTTP 429).', code: 'model.quota_exhausted', where: 'gpt-4o-mini (step 1 of 1)', when: [300, '300 ms', '300 ms'], with: 'model gpt-4o-mini, HTTP 429, RateLimitError', action: 'Check billing and the spending limit of the key used in production.' },
  model_window: { what: 'The input was longer than the window of model "gpt-4o-mini".', code: 'model.context_length_exceeded', where: 'gpt-4o-mini (step 2 of 2)', when: [1_100, '1.10 s', '200 ms'], with: 'model gpt-4o-mini, HTTP 400, BadRequestError', action: 'Trim the history or shorten tool results before they go back to gpt-4o-mini; the step just before shows what was added last.' },
  model_timeout: { what: 'Model "gpt-4o-mini" did not answer in time on both tries and was stopped after 10.0 s.', code: 'model.timeout', where: 'gpt-4o-mini (step 2 of 2)', tries: '2 of 2 tries, waited 0.5 s between; a retry can help', when: [20_500, '20.5 s', '20.5 s'], with: 'model gpt-4o-mini, APIConnectionTimeoutError', action: 'Raise the time limit of the call above 10.0 s, stream the answer, or use a faster model than gpt-4o-mini. The 2 tries spanned only 20.5 s: a longer back-off may outlast it.' },
  model_500_nested: { what: 'Model "gpt-4o-mini" answered with HTTP 500.', code: 'model.provider_error', where: 'planner > writer > editor > gpt-4o-mini (step 4 of 4)', tries: once, when: [4_600, '4.60 s', '3.60 s'], with: 'model gpt-4o-mini, HTTP 500', action: `Check the provider's status page for {time}; add a fallback model if this agent must not stop. ${again}` },
  model_bad_json: { what: 'The answer of model "gpt-4o-mini" did not fit the format that was asked for (OutputParserException).', code: 'model.invalid_output', where: 'gpt-4o-mini (step 1 of 1)', tries: once, when: [2_000, '2.00 s', '2.00 s'], with: 'model gpt-4o-mini, OutputParserException', action: 'Use strict structured output with gpt-4o-mini, simplify the schema, or ask again with the same input. It was asked once; asked again, the model often does better.' },
  kb_refused: { what: 'Retriever "search_kb" could not reach its store (ECONNREFUSED).', code: 'retrieval.connection_failed', where: 'search_kb (step 2 of 2)', tries: once, when: [1_010, '1.01 s', '10 ms'], with: '', action: `Check address, DNS, TLS and that the store of search_kb runs in production. ${again}` },
  kb_no_index: { what: 'Retriever "search_kb" asked for an index or collection that does not exist (HTTP 404).', code: 'retrieval.not_found', where: 'search_kb (step 1 of 1)', when: [90, '90 ms', '80 ms'], with: 'HTTP 404', action: 'Check the index name that search_kb uses in production, and whether the job that fills it has run there.' },
  guard_output: { what: 'Guardrail "pii_check" stopped the answer.', code: 'orchestration.guardrail_output_blocked', where: 'pii_check (step 2 of 2)', when: [930, '930 ms', '20 ms'], with: 'OutputGuardrailTripwireTriggered', action: 'This works as designed. If pii_check trips more often than before, look at what changed in the model, the prompt or the guardrail.' },
  graph_limit: { what: 'The run reached its recursion limit (recursionLimit) before it was done.', code: 'orchestration.max_steps_exceeded', confidence: 'likely', when: [4_050, '4.05 s'], with: 'GraphRecursionError', action: 'Look at the last steps of its 10 model calls and 10 tool calls for what kept it going and give it a way to stop; raise the limit only if they were all needed.' },
  node_threw: { what: 'Node "route_answer" threw RangeError.', code: 'orchestration.node_exception', confidence: 'likely', where: 'route_answer (step 2 of 2)', when: [915, '915 ms', '5 ms'], with: 'RangeError', action: 'Open your own log at {time} for RangeError; no model, tool or retrieval call explains it.' },
  parallel_branches: { what: 'Tool "quote_price" returned HTTP 502.', code: 'tool.upstream_error', where: 'side > quote_price (step 4 of 4)', tries: once, when: [1_900, '1.90 s', '1.80 s'], with: 'tool quote_price, HTTP 502', action: `Check the service behind quote_price at {time}; give the agent a fallback if it may be down. ${again}` },
  recovered_then_other: { what: 'The API behind tool "fetch_invoice" rejected the request with HTTP 400.', code: 'tool.bad_request', where: 'fetch_invoice (step 3 of 3)', when: [1_500, '1.50 s', '500 ms'], with: 'tool fetch_invoice, HTTP 400', action: 'Compare the argument schema of fetch_invoice with what its API accepts.' },
  caller_cancelled: { what: 'The caller cancelled the run while tool "crawl_site" was running after 2.19 s.', code: 'orchestration.user_abort', where: 'crawl_site (step 2 of 2)', when: [2_190, '2.19 s', '1.19 s'], with: 'tool crawl_site, AbortError', action: 'Nothing is broken as far as this run shows. If many are cancelled at tool "crawl_site", compare how long that step takes.' },
  degraded_404: { what: 'Tool "exchange_rates" asked for something that does not exist (HTTP 404).', code: 'tool.not_found', where: 'exchange_rates (step 2 of 3)', when: [1_900, '1.90 s', '900 ms'], with: 'tool exchange_rates, HTTP 404', action: 'Check the route that exchange_rates calls, and whether the id it was given came from the data or was made up by the model.' },
  run_deadline: { what: 'The run ran out of time after 1 m 00 s.', code: 'orchestration.deadline_exceeded', tries: once, when: [60_000, '1 m 00 s'], with: 'TimeoutError', action: 'Look for the slowest step of 1 model call and 1 tool call and compare it with a good run before you raise the deadline.' },
  deep_that_goes_on_and_on_until_the_very_limit_of_the_names_rule_: { what: `Tool "${deepTool}" returned HTTP 503 on all 9 tries.`, code: 'tool.upstream_error', where: `(3 steps) > innermost_that_goes_on_and_on_until_the_very_limit_of_the_names_ > ${deepTool} (step 13 of 13)`, tries: '9 of 9 tries, waited 0.3 s (8 times, 2.4 s together) between; a retry can help', when: [4_300, '4.30 s', '4.20 s'], with: `tool ${deepTool}, HTTP 503, AVeryLongButWellKnownServiceUnavailableException`, action: `Check the service behind ${deepTool} at {time}; give the agent a fallback if it may be down. The 9 tries spanned only 4.20 s: a longer back-off may outlast it.` },
  many_failures: { what: `Tool "${branch}" returned HTTP 502.`, code: 'tool.upstream_error', confidence: 'likely', where: `${branch} (step 8 of 8)`, tries: once, when: [3_400, '3.40 s', '300 ms'], with: `tool ${branch}, HTTP 502`, action: `Check the service behind ${branch} at {time}; give the agent a fallback if it may be down. ${again}` },
}

/** The seven facts of a seeded shape, word for word; minutes since it began are left open. */
export function expectedFacts(name: string, { startedAt }: SeededRun): readonly string[] {
  const facts = expected[name]
  const seed = triageShapes.get(name)?.seed
  if (facts === undefined || seed === undefined) throw new Error(`nothing is expected of ${name}`)
  const failedAt = new Date(startedAt + facts.when[0]).toISOString()
  const word = seed.status === 'cancelled' ? 'Cancelled' : seed.status === 'success' ? 'OK, but degraded' : 'Failed'
  return [
    `${word} ${facts.what} ${facts.code} ${facts.confidence ?? 'certain'}`,
    `Where ${seed.agent}${facts.where === undefined ? ', the run itself' : ` > ${facts.where}`}`,
    `Tries ${facts.tries ?? onceFinal}`,
    `When ${facts.when[1]} in, at ${failedAt.slice(11, 23)} UTC${facts.when[2] === undefined ? '' : `; ${facts.when[2]} in this step`}`,
    `With version 1.2.0, production${facts.with === '' ? '' : `, ${facts.with}`}`,
    `Scope 1 run like this in 24 h, 1 in 7 days (failure group), new: first seen N min ago in version 1.2.0; no OK run of ${seed.agent} in retention`,
    `What to do: ${facts.action.replace('{time}', `${failedAt.slice(11, 16)} UTC`)}`,
  ]
}
