import type { SeedRun, SeedStep } from './seed-run.ts'

const [minute, hour] = [60_000, 3_600_000]
const model = (key: string, parent: string | undefined, from: number, to: number, more: Partial<SeedStep> = {}): SeedStep => ({
  key, ...(parent === undefined ? {} : { parent }), type: 'model', name: 'gpt-4o-mini', from, to,
  facts: { model: 'gpt-4o-mini-2024-07-18', provider: 'openai', inputTokens: 1_310 + from, outputTokens: 84, finishReason: 'tool_calls', streamed: true, ttftMs: 310 }, ...more,
})
const try503 = (key: string, group: string, number: number, from: number, to: number, waitMs?: number): SeedStep => ({
  key, parent: 'research', type: 'tool', name: 'search_docs', from, to, retry: [group, number], error: { ref: number, httpStatus: 503, errorClass: 'ServiceUnavailableError' },
  facts: { maxAttempts: 3, httpStatus: 503, ...(waitMs === undefined ? {} : { waitMs }) },
})

const researchSteps: readonly SeedStep[] = [
  { key: 'plan', type: 'plan', name: 'plan', from: 20, to: 1_220, facts: { model: 'gpt-4o-mini', inputTokens: 900, outputTokens: 120 } },
  { key: 'research', type: 'agent', name: 'research', from: 1_240, to: 9_840 },
  model('ask', 'research', 1_250, 2_000),
  ...[0, 1, 2, 3, 4, 5].map((at): SeedStep => ({ key: `fetch${at}`, parent: 'research', type: 'tool', name: 'fetch_page', from: 2_010 + at * 40, to: 2_045 + at * 40, facts: { httpStatus: 200 } })),
]

/** Three tries of a tool answer 503: the failure everybody knows. Root cause: the third try. */
export const exhausted = (startedMsAgo: number): SeedRun => ({
  agent: 'support-bot', version: '2.4.0', status: 'failed', startedMsAgo, durationMs: 9_860, error: { ref: 3, httpStatus: 503, errorClass: 'ServiceUnavailableError' },
  steps: [
    ...researchSteps.map((step) => (step.key === 'research' ? { ...step, error: { ref: 3, httpStatus: 503, errorClass: 'ServiceUnavailableError' } } : step)),
    try503('try1', 'try1', 1, 2_300, 4_400), try503('try2', 'try1', 2, 4_900, 7_100, 500), try503('try3', 'try1', 3, 8_100, 9_800, 1_000),
  ],
})

export const good = (startedMsAgo: number, version = '2.3.9', durationMs = 3_900): SeedRun => ({
  agent: 'support-bot', version, status: 'success', startedMsAgo, durationMs,
  steps: [
    ...researchSteps.map((step) => (step.key === 'research' ? { ...step, to: durationMs - 400 } : step)),
    { key: 'search', parent: 'research', type: 'tool', name: 'search_docs', from: 2_300, to: durationMs - 450, facts: { httpStatus: 200 } },
    { key: 'respond', type: 'respond', name: 'respond', from: durationMs - 390, to: durationMs - 10, facts: { model: 'gpt-4o-mini', inputTokens: 2_100, outputTokens: 320, finishReason: 'stop' } },
  ],
})

export const recovered = (startedMsAgo: number): SeedRun => ({
  agent: 'planner', version: '1.9', status: 'success', startedMsAgo, durationMs: 6_100,
  steps: [
    model('m1', undefined, 10, 400, { error: { ref: 1, httpStatus: 429, errorClass: 'RateLimitError' }, retry: ['m1', 1] }),
    model('m2', undefined, 1_400, 2_600, { retry: ['m1', 2], facts: { waitMs: 1_000, maxAttempts: 3, model: 'gpt-4o-mini', inputTokens: 812, outputTokens: 95 } }),
    { key: 'kb', type: 'retrieval', name: 'search_kb', from: 2_620, to: 3_100, facts: { documentCount: 4 } },
    model('m3', undefined, 3_120, 6_080, { facts: { model: 'gpt-4o-mini', inputTokens: 4_012, outputTokens: 395, finishReason: 'stop' } }),
  ],
})

/** A limit of the run itself after a loop of two steps. */
export const recursionLimit = (startedMsAgo: number): SeedRun => ({
  agent: 'planner', version: '1.9', status: 'failed', startedMsAgo, durationMs: 8_200, error: { ref: 1, errorClass: 'GraphRecursionError', errorCode: 'GRAPH_RECURSION_LIMIT' },
  steps: Array.from({ length: 12 }, (_, at) => [
    model(`think${at}`, undefined, at * 680, at * 680 + 500),
    { key: `look${at}`, type: 'tool', name: 'lookup_order', from: at * 680 + 510, to: at * 680 + 670, facts: { httpStatus: 200 } } as SeedStep,
  ]).flat(),
})

export const toolTimeout = (startedMsAgo: number): SeedRun => ({
  agent: 'billing-bot', version: '0.8.1', environment: 'staging', status: 'failed', startedMsAgo, durationMs: 31_400, error: { ref: 1, errorClass: 'TimeoutError', errno: 'ETIMEDOUT' },
  steps: [
    model('m', undefined, 5, 1_200),
    { key: 'guard', type: 'guardrail', name: 'pii_check', from: 1_210, to: 1_240, facts: { triggered: false } },
    { key: 'invoice', type: 'tool', name: 'fetch_invoice', from: 1_250, to: 31_260, error: { ref: 1, errorClass: 'TimeoutError', errno: 'ETIMEDOUT' } },
  ],
})

/** A tool failed, the agent answered all the same. */
export const degraded = (startedMsAgo: number): SeedRun => ({
  agent: 'billing-bot', version: '0.8.1', environment: 'staging', status: 'success', startedMsAgo, durationMs: 4_400,
  steps: [
    model('m1', undefined, 5, 1_200),
    { key: 'rates', type: 'tool', name: 'exchange_rates', from: 1_210, to: 1_900, error: { ref: 1, httpStatus: 404 }, facts: { httpStatus: 404 } },
    model('m2', undefined, 1_910, 4_380, { facts: { model: 'gpt-4o-mini', inputTokens: 1_000, outputTokens: 200, finishReason: 'stop' } }),
  ],
})

export const running = (): SeedRun => ({
  agent: 'support-bot', version: '2.4.0', status: 'running', startedMsAgo: 12_000, durationMs: null,
  steps: [model('m1', undefined, 5, 1_200), { key: 'slow', type: 'tool', name: 'crawl_site', from: 1_300, to: null }],
})

export const cancelled = (startedMsAgo: number): SeedRun => ({
  agent: 'support-bot', version: '2.4.0', status: 'cancelled', startedMsAgo, durationMs: 2_200, error: { ref: 1, errorClass: 'AbortError' }, flags: ['caller_aborted'],
  steps: [model('m1', undefined, 5, 1_200), { key: 'crawl', type: 'tool', name: 'crawl_site', from: 1_300, to: 2_190, status: 'cancelled', error: { ref: 1, errorClass: 'AbortError' }, flags: ['caller_aborted'] }],
})

export const interrupted = (startedMsAgo: number): SeedRun => ({
  agent: 'refund-agent', version: '3.0.0', status: 'interrupted', startedMsAgo, durationMs: 1_900,
  steps: [model('m1', undefined, 5, 1_200), { key: 'approve', type: 'tool', name: 'issue_refund', from: 1_300, to: 1_890, status: 'interrupted' }],
})

/** Bad clocks, lost parents, no length, long names. */
export const odd = (startedMsAgo: number): SeedRun => ({
  agent: 'a_very_long_agent_name_that_goes_on_until_the_limit_of_64_charac', version: '2026.11.22-build.4711+sha.9f2c1ab', status: 'failed', startedMsAgo, durationMs: 1_000,
  steps: [
    { key: 'a', type: 'agent', name: 'outer', from: 100, to: 900 },
    { key: 'b', parent: 'a', type: 'tool', name: 'a_tool_with_a_name_of_exactly_sixty_four_characters_for_the_test', from: -400, to: 2_500 },
    { key: 'c', parent: 'lost', type: 'tool', name: 'orphan', from: 300, to: 300 },
    { key: 'd', parent: 'a', type: 'tool', name: 'never_ended', from: 400, to: null, status: 'running' },
  ],
})

/** 10,000 steps; the cause is the last one. */
export const huge = (startedMsAgo: number, steps = 10_000): SeedRun => ({
  agent: 'batch-worker', version: '5.1', status: 'failed', startedMsAgo, durationMs: steps * 10, error: { ref: 1, httpStatus: 500 },
  steps: Array.from({ length: steps }, (_, at): SeedStep => {
    const [group, inside] = [Math.floor(at / 100), at % 100]
    const from = group * 1_000 + inside * 9
    if (inside === 0) return { key: `g${group}`, type: 'agent', name: 'worker', from, to: group * 1_000 + 990, ...(group === steps / 100 - 1 ? { error: { ref: 1, httpStatus: 500 } } : {}) }
    const base: SeedStep = { key: `s${at}`, parent: `g${group}`, type: at % 3 === 0 ? 'model' : 'tool', name: at % 3 === 0 ? 'gpt-4o-mini' : `tool_${inside % 7}`, from, to: from + 8 }
    return at === steps - 1 ? { ...base, type: 'tool', name: 'store_result', error: { ref: 1, httpStatus: 500 } } : base
  }),
})

/** Enough runs for a lively Overview. */
export const crowd = (): readonly SeedRun[] => [
  ...Array.from({ length: 36 }, (_, at) => good((at + 2) * 31 * minute + 5 * minute, at < 12 ? '2.4.0' : '2.3.9', 3_000 + ((at * 977) % 2_600))),
  ...Array.from({ length: 5 }, (_, at) => exhausted((at + 1) * 47 * minute)),
  ...Array.from({ length: 9 }, (_, at) => recovered((at + 1) * 2 * hour)),
  ...Array.from({ length: 2 }, (_, at) => recursionLimit((at + 1) * 3 * hour)),
  toolTimeout(20 * minute), degraded(26 * minute), cancelled(70 * minute), interrupted(80 * minute), odd(6 * hour),
]
