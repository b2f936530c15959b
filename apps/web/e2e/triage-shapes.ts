import type { SeedRun, SeedStep } from './seed-run.ts'

/** A failure as it may be met, with the step that is to blame as a person would label it. */
export interface TriageShape {
  readonly seed: SeedRun
  /** Key of the step to blame (of the first try of a group), or `run` for the run itself. */
  readonly cause: string
}

type ErrorFacts = NonNullable<SeedStep['error']>
const ok = { model: 'gpt-4o-mini', inputTokens: 900, outputTokens: 60, finishReason: 'stop' } as const
const think = (key: string, from: number, to: number, more: Partial<SeedStep> = {}): SeedStep => ({ key, type: 'model', name: 'gpt-4o-mini', from, to, facts: ok, ...more })
const tool = (key: string, from: number, to: number | null, more: Partial<SeedStep> = {}): SeedStep => ({ key, type: 'tool', name: 'fetch_invoice', from, to, ...more })
const agent = (key: string, from: number, to: number, more: Partial<SeedStep> = {}): SeedStep => ({ key, type: 'agent', name: key, from, to, ...more })
const find = (key: string, from: number, to: number, more: Partial<SeedStep> = {}): SeedStep => ({ key, type: 'retrieval', name: 'search_kb', from, to, ...more })

/** Tries of one step, `[from, to, wait before]` each; the last may have succeeded. */
function tries(base: SeedStep, error: Omit<ErrorFacts, 'ref'>, times: readonly (readonly [from: number, to: number, waitMs?: number])[], max: number | undefined): SeedStep[] {
  return times.map(([from, to, waitMs], at) => ({
    ...base, key: at === 0 ? base.key : `${base.key}${at + 1}`, from, to, retry: [base.key, at + 1], error: { ref: at + 1, ...error },
    facts: { ...base.facts, ...(error.httpStatus === undefined || base.type !== 'tool' ? {} : { httpStatus: error.httpStatus }), ...(max === undefined ? {} : { maxAttempts: max }), ...(waitMs === undefined ? {} : { waitMs }) },
  }))
}

interface Around {
  readonly durationMs?: number | null
  readonly error?: ErrorFacts
  readonly status?: SeedRun['status']
  readonly flags?: readonly string[]
}

/** A run of an agent of its own, so that the scope of each shape counts itself alone. */
function shape(name: string, cause: string, steps: readonly SeedStep[], { durationMs = 5_000, status = 'failed', ...rest }: Around = {}): readonly [string, TriageShape] {
  return [name, { cause, seed: { agent: `bot_${name}`.slice(0, 64), version: '1.2.0', status, startedMsAgo: 300_000, durationMs, steps, ...rest } }]
}

const long = (text: string): string => `${text}_${'that_goes_on_and_on_until_the_very_limit_of_the_names_rule_here'}`.slice(0, 64)

export const triageShapes: ReadonlyMap<string, TriageShape> = new Map([
  shape('tool_503_thrice', 'call', [think('m', 0, 900), ...tries(tool('call', 0, 0), { httpStatus: 503, errorClass: 'ServiceUnavailableError' }, [[1_000, 2_000], [2_500, 3_500, 500], [4_500, 4_900, 1_000]], 3)], { error: { ref: 3, httpStatus: 503 } }),
  shape('tool_timeout', 'call', [think('m', 0, 900), tool('call', 1_000, 4_990, { error: { ref: 1, errorClass: 'TimeoutError', errno: 'ETIMEDOUT' } })], { error: { ref: 1, errorClass: 'TimeoutError' } }),
  shape('tool_unauthorised', 'call', [think('m', 0, 900), tool('call', 1_000, 1_400, { error: { ref: 1, httpStatus: 401 }, facts: { httpStatus: 401 } })], { error: { ref: 1, httpStatus: 401 }, durationMs: 1_450 }),
  shape('tool_dns', 'call', [think('m', 0, 900), ...tries(tool('call', 0, 0), { errno: 'ENOTFOUND' }, [[1_000, 1_020], [1_200, 1_215, 180]], 2)], { error: { ref: 2, errno: 'ENOTFOUND' }, durationMs: 1_300 }),
  shape('tool_threw', 'call', [think('m', 0, 900), tool('call', 1_000, 1_003, { error: { ref: 1, errorClass: 'TypeError' } })], { error: { ref: 1, errorClass: 'TypeError' }, durationMs: 1_010 }),
  shape('tool_disk_full', 'call', [think('m', 0, 900), tool('call', 1_000, 1_003, { error: { ref: 1, errno: 'ENOSPC' } })], { error: { ref: 1, errno: 'ENOSPC' }, durationMs: 1_010 }),
  shape('model_429', 'ask', [...tries(think('ask', 0, 0), { httpStatus: 429, errorClass: 'RateLimitError' }, [[0, 200], [1_200, 1_400, 1_000], [3_400, 3_600, 2_000], [7_600, 7_800, 4_000]], 6)], { error: { ref: 4, httpStatus: 429, errorClass: 'RateLimitError' }, durationMs: 7_820 }),
  shape('model_no_quota', 'ask', [think('ask', 0, 300, { error: { ref: 1, httpStatus: 429, errorCode: 'insufficient_quota', errorClass: 'RateLimitError' } })], { error: { ref: 1, httpStatus: 429, errorCode: 'insufficient_quota', errorClass: 'RateLimitError' }, durationMs: 320 }),
  shape('model_window', 'ask', [tool('call', 0, 800), think('ask', 900, 1_100, { error: { ref: 1, httpStatus: 400, errorCode: 'context_length_exceeded', errorClass: 'BadRequestError' } })], { error: { ref: 1, httpStatus: 400, errorCode: 'context_length_exceeded' }, durationMs: 1_120 }),
  shape('model_timeout', 'ask', [...tries(think('ask', 0, 0), { errorClass: 'APIConnectionTimeoutError' }, [[0, 10_000], [10_500, 20_500, 500]], 2)], { error: { ref: 2, errorClass: 'APIConnectionTimeoutError' }, durationMs: 20_550 }),
  shape('model_500_nested', 'ask', [agent('planner', 0, 4_900, { error: { ref: 1, httpStatus: 500 } }), agent('writer', 500, 4_800, { parent: 'planner', error: { ref: 1, httpStatus: 500 } }), agent('editor', 900, 4_700, { parent: 'writer', error: { ref: 1, httpStatus: 500 } }), think('ask', 1_000, 4_600, { parent: 'editor', error: { ref: 1, httpStatus: 500 } })], { error: { ref: 1, httpStatus: 500 } }),
  shape('model_bad_json', 'ask', [think('ask', 0, 2_000, { error: { ref: 1, errorClass: 'OutputParserException' } })], { error: { ref: 1, errorClass: 'OutputParserException' }, durationMs: 2_010 }),
  shape('kb_refused', 'kb', [think('m', 0, 900), find('kb', 1_000, 1_010, { error: { ref: 1, errno: 'ECONNREFUSED' } })], { error: { ref: 1, errno: 'ECONNREFUSED' }, durationMs: 1_030 }),
  shape('kb_no_index', 'kb', [find('kb', 10, 90, { error: { ref: 1, httpStatus: 404 } })], { error: { ref: 1, httpStatus: 404 }, durationMs: 100 }),
  shape('guard_output', 'guard', [think('m', 0, 900), { key: 'guard', type: 'guardrail', name: 'pii_check', from: 910, to: 930, facts: { triggered: true }, error: { ref: 1, errorClass: 'OutputGuardrailTripwireTriggered' } }], { error: { ref: 1, errorClass: 'OutputGuardrailTripwireTriggered' }, durationMs: 940 }),
  shape('graph_limit', 'run', Array.from({ length: 10 }, (_, at) => [think(`m${at}`, at * 400, at * 400 + 300), tool(`t${at}`, at * 400 + 310, at * 400 + 390, { name: 'lookup_order' })]).flat(), { error: { ref: 1, errorClass: 'GraphRecursionError', errorCode: 'GRAPH_RECURSION_LIMIT' }, durationMs: 4_050 }),
  shape('node_threw', 'node', [think('m', 0, 900), { key: 'node', type: 'orchestration', name: 'route_answer', from: 910, to: 915, error: { ref: 1, errorClass: 'RangeError' } }], { error: { ref: 1, errorClass: 'RangeError' }, durationMs: 920 }),
  shape('parallel_branches', 'right', [agent('left', 0, 3_000), tool('calm', 100, 2_900, { parent: 'left', name: 'read_page' }), agent('side', 0, 2_000, { error: { ref: 1, httpStatus: 502 } }), tool('right', 100, 1_900, { parent: 'side', name: 'quote_price', error: { ref: 1, httpStatus: 502 }, facts: { httpStatus: 502 } })], { error: { ref: 1, httpStatus: 502 }, durationMs: 3_050 }),
  shape('recovered_then_other', 'call', [...tries(think('m', 0, 0), { httpStatus: 500 }, [[0, 100]], 3), think('m2', 400, 900, { retry: ['m', 2], facts: { ...ok, waitMs: 300, maxAttempts: 3 } }), tool('call', 1_000, 1_500, { error: { ref: 9, httpStatus: 400 }, facts: { httpStatus: 400 } })], { error: { ref: 9, httpStatus: 400 }, durationMs: 1_520 }),
  shape('caller_cancelled', 'call', [think('m', 0, 900), tool('call', 1_000, 2_190, { name: 'crawl_site', status: 'cancelled', error: { ref: 1, errorClass: 'AbortError' }, flags: ['caller_aborted'] })], { status: 'cancelled', error: { ref: 1, errorClass: 'AbortError' }, flags: ['caller_aborted'], durationMs: 2_200 }),
  shape('degraded_404', 'rates', [think('m', 0, 900), tool('rates', 1_000, 1_900, { name: 'exchange_rates', error: { ref: 1, httpStatus: 404 }, facts: { httpStatus: 404 } }), think('m2', 1_910, 4_380)], { status: 'success', durationMs: 4_400 }),
  shape('run_deadline', 'run', [think('m', 0, 900), tool('call', 1_000, 59_990)], { error: { ref: 1, errorClass: 'TimeoutError' }, flags: ['deadline'], durationMs: 60_000 }),
  shape(long('deep'), 'call', [
    agent(long('outer'), 0, 4_900, { error: { ref: 1, httpStatus: 503 } }), agent(long('middle'), 10, 4_890, { parent: long('outer'), error: { ref: 1, httpStatus: 503 } }),
    agent(long('inner'), 20, 4_880, { parent: long('middle'), error: { ref: 1, httpStatus: 503 } }), agent(long('innermost'), 30, 4_870, { parent: long('inner'), error: { ref: 1, httpStatus: 503 } }),
    ...tries(tool('call', 0, 0, { name: long('tool'), parent: long('innermost') }), { httpStatus: 503, errorClass: 'AVeryLongButWellKnownServiceUnavailableException' }, Array.from({ length: 9 }, (_, at) => [100 + at * 500, 300 + at * 500, ...(at === 0 ? [] : [300])] as [number, number, number]), 9),
  ].map((step) => (step.key === 'call9' ? { ...step, error: { ref: 1, httpStatus: 503, errorClass: 'AVeryLongButWellKnownServiceUnavailableException' } } : step)), { error: { ref: 1, httpStatus: 503 } }),
  shape('many_failures', 'call6', [think('m', 0, 90), ...Array.from({ length: 7 }, (_, at) => tool(`call${at}`, 100 + at * 500, 400 + at * 500, { name: long(`branch_${at}`), error: { ref: at + 1, httpStatus: 500 + (at % 4) }, facts: { httpStatus: 500 + (at % 4) } }))], { error: { ref: 7, httpStatus: 502 } }),
])

interface UnblamedShape extends TriageShape {
  /** How the banner opens. */
  readonly word: RegExp
}

const unblamedShape = ([name, at]: readonly [string, TriageShape], word: RegExp): readonly [string, UnblamedShape] => [name, { ...at, word }]

/** Runs without a cause to show: `cause` is the step that the page opens on, empty where it does not matter. */
export const unblamed: ReadonlyMap<string, UnblamedShape> = new Map([
  unblamedShape(shape('recovered_429', '', [...tries(think('m', 0, 0), { httpStatus: 429 }, [[0, 100]], 3), think('m2', 1_100, 1_900, { retry: ['m', 2], facts: { ...ok, waitMs: 1_000, maxAttempts: 3 } })], { status: 'success', durationMs: 1_950 }), /^OK/),
  unblamedShape(shape('fallback_model', '', [think('m', 0, 900), tool('call', 910, 1_400, { facts: { httpStatus: 200 } })], { status: 'success', durationMs: 1_950 }), /^OK/),
  unblamedShape(shape('still_running', 'call', [think('m', 0, 900), tool('call', 1_000, null)], { status: 'running', durationMs: null }), /^Running/),
])
