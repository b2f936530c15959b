import { describe, expect, it } from 'vitest'
import { aRun, type RunBuilder, type StepSpec } from './testing/a-run.ts'

/** Rules of failure-taxonomy.md section 4, beyond the corpus. `certain?` is the confidence; null everywhere means a good run. */
type Row = readonly [what: string, run: RunBuilder, cause: string | null, at: string | null, confidence: string | null]

const check = (rows: readonly Row[]): void => {
  it.each(rows)('%s', (_, run, cause, at, confidence) => {
    const outcome = run.outcome()
    expect([outcome.cause, outcome.at, outcome.confidence]).toEqual([cause, at, confidence])
  })
}
const good = (what: string, run: RunBuilder): Row => [what, run, null, null, null]
const recursion = { ref: 1, class: 'GraphRecursionError', code: 'GRAPH_RECURSION_LIMIT' }
const down = { class: 'HttpError', status: 503 }
const turn = (run: RunBuilder, tool: string, spec: StepSpec = {}): RunBuilder => run.model('m', { toolCallCount: 1 }).tool(tool, spec)

describe('attempts and recovery', () => {
  check([
    good('recovered in a recorded group', aRun().retried('tool', 'x', 2, down).thenOk('tool', 'x').model()),
    good('recovered by the agent in a later turn', turn(aRun().model('m', { toolCallCount: 1 }).fails('tool', 'x', down), 'x').model()),
    good('a retriever that worked later', aRun().fails('retrieval', 'kb', down).retrieval('kb', { documentCount: 3 }).model()),
    good('another model in the same place', aRun().retried('model', 'big', 3, { status: 500 }, { node: 'draft' }).model('small', { node: 'draft' })),
    ['another model in another place is no fallback', aRun().fails('model', 'big', { status: 500 }, { node: 'draft' }).model('small', { node: 'summary' }), 'model.provider_error', 'big', 'certain'],
    good('a node done over takes its steps along', aRun().fails('orchestration', 'fetch', { class: 'Error', ref: 1 }, { ms: 30 }).fails('tool', 'x', { ref: 1, status: 500 }, { in: 'fetch', at: 5 }).step('orchestration', 'fetch', { id: 'again', at: 50 }).tool('y', { in: 'again', at: 55 })),
    good('a sub-agent called again', aRun().step('agent', 'researcher', { status: 'error', ms: 20 }).fails('model', 'm', { status: 500 }, { in: 'researcher', at: 5 }).step('agent', 'researcher', { id: 'second', at: 40, ms: 20 }).model('m', { in: 'second', at: 45 })),
    ['two parallel calls of one tool: the good one does not heal the other', aRun().model('m', { toolCallCount: 2 }).fails('tool', 'weather', down, { at: 20, ms: 5 }).tool('weather', { id: 'other', at: 20, ms: 9 }).model('m'), 'tool.upstream_error', 'weather', 'certain'],
    ['two calls of one answer, one after the other', aRun().model('m', { toolCallCount: 2 }).fails('tool', 'weather', down).tool('weather', { id: 'other' }).model('m'), 'tool.upstream_error', 'weather', 'certain'],
    ['a second call with other arguments is no retry', aRun().model('m').fails('tool', 'weather', down, { repeatCount: 1 }).tool('weather', { id: 'other', repeatCount: 1 }).model('m'), 'tool.upstream_error', 'weather', 'certain'],
    ['exhausted without a recorded group', aRun().model('m', { toolCallCount: 1 }).fails('tool', 'x', down).fails('tool', 'x', down).fails('tool', 'x', { ...down, ref: 1 }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x#3', 'certain'],
    ['the last attempt names the code', aRun().fails('model', 'm', { status: 500 }).fails('model', 'm', { status: 401, ref: 1 }, { attempt: 2, retryOf: 'm' }).failsWith({ ref: 1, status: 401 }), 'model.auth_failed', 'm#2', 'certain'],
    ['an error that reached the caller is a cause, whatever worked later', aRun().fails('tool', 'x', { ref: 1, ...down }).tool('x').failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'x', 'likely'],
    good('wrong arguments, then right ones', turn(aRun().model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 1 }), 'book').model()),
    ['wrong arguments beside a good call, never put right', aRun().model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 2 }).tool('weather').model(), 'model.invalid_tool_arguments', 'm', 'certain'],
    good('a parser that worked the second time', aRun().model('m').fails('orchestration', 'parser', { class: 'OutputParserException' }, { operation: 'parse' }).model('m').step('orchestration', 'parser', { operation: 'parse' })),
  ])

  it('counts the tries and the waits between them', () => {
    const { verdict } = aRun().retried('tool', 'x', 3, { ...down, ref: 1 }).failsWith({ ref: 1, ...down }).diagnose()
    expect(verdict).toMatchObject({ attempts: { used: 3, max: 3 }, backoffMs: [5, 5], others: [] })
    const unsaid = aRun().fails('tool', 'x', down, { ms: 10 }).fails('tool', 'x', { ...down, ref: 1 }, { at: 111 }).failsWith({ ref: 1, ...down }).diagnose()
    expect(unsaid.verdict).toMatchObject({ attempts: { used: 2, max: null }, backoffMs: [100] })
  })
})

describe('limits and loops', () => {
  const calls = (tools: readonly (readonly [string, StepSpec?])[], run = aRun()): RunBuilder => tools.reduce((all, [name, spec]) => turn(all, name, spec), run)
  const repeat = (count: number): StepSpec => ({ repeatCount: count })
  const broken = (count: number): StepSpec => ({ repeatCount: count, status: 'error', chain: [{ ref: 100 + count, ...down }] })
  check([
    ['a tool that failed until the limit came', calls([['x', broken(1)], ['x', broken(2)], ['x', broken(3)]]).failsWith(recursion), 'tool.upstream_error', 'x#3', 'certain'],
    ['different arguments, failing each time', calls([['x', broken(1)], ['x', { ...broken(1), id: 'b' }], ['x', { ...broken(1), id: 'c' }]]).failsWith(recursion), 'tool.upstream_error', 'c', 'certain'],
    ['one failure is no reason for a limit', calls([['x', broken(1)], ['y', repeat(1)], ['z', repeat(1)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'likely'],
    ['a failure that was put right', calls([['x', broken(1)], ['x', broken(2)], ['x', repeat(3)], ['y', repeat(1)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['a loop', calls([['x', repeat(1)], ['x', repeat(2)], ['x', repeat(3)]]).failsWith({ ref: 1, class: 'MaxTurnsExceededError' }), 'orchestration.tool_loop', 'x#3', 'certain'],
    ['a cycle of two tools', calls([1, 2, 3].flatMap((count): [string, StepSpec][] => [['a', repeat(count)], ['b', repeat(count)]])).failsWith(recursion), 'orchestration.tool_loop', 'b#3', 'certain'],
    ['a loop under a budget', calls([['x', repeat(1)], ['x', repeat(2)], ['x', repeat(3)]]).failsWith({ ref: 1, class: 'CostBudgetError' }), 'orchestration.tool_loop', 'x#3', 'certain'],
    ['a loop that a hand-written guard ended', calls([['x', repeat(1)], ['x', repeat(2)], ['x', repeat(3)]]).failsWith({ ref: 1, class: 'Error' }), 'orchestration.tool_loop', 'x#3', 'likely'],
    ['paging: the arguments change', calls([1, 2, 3, 4].map(() => ['next', repeat(1)])).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['paging with a fixed call in between', calls([1, 2, 3].flatMap((count): [string, StepSpec][] => [['session', repeat(count)], ['next', repeat(1)]])).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['paging that ends with the fixed call', calls([['session', repeat(1)], ...[2, 3, 4].flatMap((count): [string, StepSpec][] => [['next', repeat(1)], ['session', repeat(count)]])]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['polling that ended before the limit', calls([['poll', repeat(1)], ['poll', repeat(2)], ['poll', repeat(3)], ['read', repeat(1)], ['write', repeat(1)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['only twice is a second look', calls([['x', repeat(1)], ['x', repeat(2)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['arguments were not counted: honest', calls([['x'], ['x'], ['x'], ['x']]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'likely'],
    good('polling that ended well', calls([['poll', repeat(1)], ['poll', repeat(2)], ['poll', repeat(3)], ['poll', repeat(4)]]).model()),
    good('paging that ended well', calls([1, 2, 3, 4, 5].map(() => ['next', repeat(1)])).model()),
    ['an unknown tool, again and again', [1, 2, 3].reduce((run) => run.model('m', { flags: ['unknown_tool'], toolCallCount: 1 }), aRun()).failsWith(recursion), 'model.unknown_tool', 'm#3', 'certain'],
    ['a quiet limit', aRun().model('m', { toolCallCount: 1 }).tool('x', repeat(1)).ends('success', [], ['limit_reached']), 'orchestration.call_budget_exceeded', null, 'certain'],
    ['a quiet limit on a loop', calls([['x', repeat(1)], ['x', repeat(2)], ['x', repeat(3)]]).ends('success', [], ['step_limit_reached']), 'orchestration.tool_loop', 'x#3', 'certain'],
    ['the limit of a sub-agent', aRun().model('m').step('agent', 'sub', { status: 'error', chain: [recursion], ms: 50 }).tool('x', { in: 'sub', at: 20, ...repeat(1) }).tool('x', { in: 'sub', at: 30, ...repeat(2) }).tool('x', { in: 'sub', at: 40, ...repeat(3) }).failsWith(recursion), 'orchestration.tool_loop', 'x#3', 'certain'],
  ])
})

describe('propagation', () => {
  check([
    ['retriever inside a tool', aRun().fails('tool', 'lookup', { ref: 1, class: 'HttpError', status: 500 }, { ms: 30 }).fails('retrieval', 'kb', { ref: 1, class: 'HttpError', status: 500 }, { in: 'lookup', at: 5 }).failsWith({ ref: 1, status: 500 }), 'retrieval.upstream_error', 'kb', 'certain'],
    ['wrapped at each level', aRun().step('agent', 'sub', { status: 'error', ms: 40, chain: [{ ref: 2, class: 'AgentError' }, { ref: 1, status: 401 }] }).fails('model', 'm', { ref: 1, status: 401 }, { in: 'sub', at: 5 }).failsWith({ ref: 3, class: 'Error' }, { ref: 2, class: 'AgentError' }), 'model.auth_failed', 'm', 'certain'],
    ['copied by the framework: class, code and status', aRun().fails('model', 'm', { class: 'NotFoundError', status: 404, ref: 7 }).failsWith({ ref: 1, class: 'NotFoundError', status: 404 }), 'model.not_found', 'm', 'certain'],
    ['containers without any signal', aRun().step('agent', 'outer', { status: 'error', ms: 60 }).step('agent', 'inner', { in: 'outer', at: 5, ms: 40, status: 'error' }).fails('tool', 'x', down, { in: 'inner', at: 10 }).ends('failed'), 'tool.upstream_error', 'x', 'certain'],
    ['a tool that rethrows another error', aRun().fails('tool', 'ask', { ref: 1, class: 'Error' }, { ms: 30 }).fails('model', 'm', { ref: 5, status: 429 }, { in: 'ask', at: 5, ms: 20 }).failsWith({ ref: 1, class: 'Error' }), 'model.rate_limited', 'm', 'likely'],
    ['rethrown without its cause, right after the step', aRun().model('m').fails('tool', 'x', down).failsWith({ ref: 1, class: 'Error' }), 'tool.upstream_error', 'x', 'likely'],
    ['swallowed, and something else threw later', aRun().fails('tool', 'x', down).model('m').failsWith({ ref: 1, class: 'RangeError' }), 'orchestration.node_exception', null, 'likely'],
    ['code between the steps', aRun().model('m').tool('x').failsWith({ ref: 1, class: 'TypeError' }), 'orchestration.node_exception', null, 'certain'],
    ['a step without an end: less sure', aRun().model('m').tool('x', { status: 'running' }).failsWith({ ref: 1, class: 'TypeError' }), 'orchestration.node_exception', null, 'likely'],
    ['the reader of an answer', aRun().model('m').failsWith({ ref: 1, class: 'SyntaxError' }), 'model.invalid_output', 'm', 'likely'],
    ['the reader of a cut answer', aRun().model('m', { finishReason: 'length' }).failsWith({ ref: 1, class: 'SyntaxError' }), 'model.output_truncated', 'm', 'likely'],
    ['a parser after a cut answer', aRun().model('m', { finishReason: 'length' }).fails('orchestration', 'parser', { ref: 1, class: 'OutputParserException' }, { operation: 'parse' }).failsWith({ ref: 1, class: 'OutputParserException' }), 'model.output_truncated', 'm', 'certain'],
    ['the reader of a tool result is code', aRun().model('m').tool('x').failsWith({ ref: 1, class: 'SyntaxError' }), 'orchestration.node_exception', null, 'certain'],
    ['the state of a graph', aRun().step('orchestration', 'merge', { status: 'error', chain: [{ ref: 1, class: 'InvalidUpdateError' }] }).failsWith({ ref: 1, class: 'InvalidUpdateError' }), 'orchestration.state_error', 'merge', 'certain'],
    ['embeddings beneath a retriever', aRun().fails('retrieval', 'kb', { ref: 1, status: 429 }, { ms: 30 }).fails('model', 'embed', { ref: 1, status: 429 }, { in: 'kb', at: 5, operation: 'embeddings' }).failsWith({ ref: 1, status: 429 }), 'retrieval.embedding_failed', 'kb', 'certain'],
    ['nothing known at all', aRun().model('m').tool('x').ends('failed'), 'orchestration.node_exception', 'x', 'unknown'],
    ['nothing but the end', aRun().ends('failed'), 'orchestration.node_exception', null, 'unknown'],
    ['a guardrail that broke', aRun().model('m').fails('guardrail', 'judge', { ref: 2, class: 'TypeError' }).failsWith({ ref: 1, class: 'GuardrailExecutionError' }, { ref: 2, class: 'TypeError' }), 'orchestration.guardrail_failed', 'judge', 'certain'],
    ['an output guardrail among others', aRun().step('guardrail', 'in', { triggered: false }).model('m').step('guardrail', 'out', { triggered: true, flags: ['guardrail_output'] }).failsWith({ ref: 1, class: 'OutputGuardrailTripwireTriggered' }), 'orchestration.guardrail_output_blocked', 'out', 'certain'],
  ])

  it('marks what the failure passed through, what recovered and what else failed', () => {
    const run = aRun().step('agent', 'sub', { status: 'error', chain: [{ ref: 1, class: 'HttpError', status: 503 }], ms: 90 })
      .fails('model', 'm', { status: 500 }, { in: 'sub', at: 5 }).thenOk('model', 'm', { in: 'sub', at: 20 })
      .fails('tool', 'banner', { status: 404 }, { in: 'sub', at: 35 }).retried('tool', 'x', 2, { ...down, ref: 1 }, { in: 'sub' }).failsWith({ ref: 1, ...down })
    expect(run.roles()).toEqual({
      sub: 'propagated tool.upstream_error', m: 'recovered model.provider_error', banner: 'failed tool.not_found', x: 'failed tool.upstream_error', 'x#2': 'root_cause tool.upstream_error',
    })
    const { verdict } = run.diagnose()
    expect(verdict?.path.map((id) => run.nameOf(id))).toEqual(['sub', 'x#2'])
    expect(verdict?.others.map((id) => run.nameOf(id))).toEqual(['banner'])
  })
})

describe('parallel siblings', () => {
  const both = (first: StepSpec, second: StepSpec): RunBuilder => aRun().model('m', { toolCallCount: 2 }).tool('a', { at: 20, ...first }).tool('b', { at: 20, ...second })
  const failed = (ref: number, ms: number): StepSpec => ({ status: 'error', ms, chain: [{ ref, ...down }] })
  check([
    ['the one whose error propagated', both(failed(1, 5), failed(2, 15)).failsWith({ ref: 2, class: 'HttpError' }), 'tool.upstream_error', 'b', 'likely'],
    ['none did: the first by end', both(failed(1, 15), failed(2, 5)).model('m'), 'tool.upstream_error', 'b', 'likely'],
    ['a sibling that was cancelled', both(failed(1, 5), { status: 'cancelled', ms: 6, flags: ['sibling_cancelled'] }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a', 'certain'],
    ['a sibling that shows the abort as an error', both(failed(1, 5), { status: 'error', ms: 6, chain: [{ ref: 4, class: 'AbortError' }] }).failsWith({ ref: 1, ...down }), 'tool.upstream_error', 'a', 'certain'],
  ])
})

describe('runs that were stopped, or go on', () => {
  check([
    ['cancelled between steps', aRun().model('m').ends('cancelled'), 'orchestration.user_abort', null, 'certain'],
    ['cancelled while two ran', aRun().tool('a', { status: 'cancelled', at: 5, flags: ['caller_aborted'] }).tool('b', { status: 'cancelled', at: 5, flags: ['caller_aborted'] }).ends('cancelled'), 'orchestration.user_abort', 'b', 'likely'],
    ['a deadline stops the step that runs', aRun().model('m').tool('x', { status: 'error', flags: ['deadline'], chain: [{ ref: 1, class: 'TimeoutError' }] }).ends('failed', [{ ref: 1, class: 'TimeoutError' }], ['deadline']), 'orchestration.deadline_exceeded', null, 'certain'],
    ['an own time limit by AbortController is a guess', aRun().model('m').fails('tool', 'x', { ref: 1, class: 'AbortError' }).failsWith({ ref: 1, class: 'AbortError' }), 'tool.timeout', 'x', 'likely'],
    good('waiting for a person', aRun().model('m').tool('ask', { status: 'interrupted' }).ends('interrupted')),
    good('LangGraph steers by errors', aRun().fails('orchestration', 'ask', { class: 'GraphInterrupt' }).ends('interrupted')),
    good('still running, or killed: no end recorded', aRun().fails('tool', 'x', down).tool('y', { status: 'running' }).ends('running')),
  ])

  it('classifies the steps of a run that has no end yet', () => {
    expect(aRun().fails('tool', 'x', down).model('m').ends('running').roles()).toEqual({ x: 'failed tool.upstream_error' })
  })
})

describe('degraded, in the order of the rule', () => {
  const empty = (run: RunBuilder): RunBuilder => run.retrieval('kb', { documentCount: 0 })
  check([
    ['an unrecovered failure before a cut answer', empty(aRun().fails('tool', 'x', down)).model('m', { finishReason: 'length' }), 'tool.upstream_error', 'x', 'certain'],
    ['a cut answer before an empty retrieval', empty(aRun()).model('m', { finishReason: 'length' }), 'model.output_truncated', 'm', 'certain'],
    ['an empty retrieval before a quiet limit', empty(aRun()).model('m').ends('success', [], ['limit_reached']), 'retrieval.no_results', 'kb', 'certain'],
    ['several failures', aRun().fails('tool', 'x', down).fails('tool', 'y', { status: 404 }).model('m'), 'tool.not_found', 'y', 'likely'],
    good('found in a second retrieval', empty(aRun()).retrieval('kb', { documentCount: 2 }).model('m')),
    good('only an answer in the middle was cut', aRun().model('m', { finishReason: 'length' }).model('m')),
    good('a guardrail tripped and the run went on', aRun().step('guardrail', 'g', { triggered: true }).model('m')),
    ['a guardrail tripped and nothing answered', aRun().model('m').step('guardrail', 'g', { triggered: true }), 'orchestration.guardrail_output_blocked', 'g', 'certain'],
    good('a tool whose own last call failed, handled inside', aRun().model('m').tool('x', { httpStatus: 404 }).model('m')),
    ['a model call that failed and was left alone', aRun().fails('model', 'judge', { status: 500 }, { node: 'judge' }).model('m', { node: 'answer' }), 'model.provider_error', 'judge', 'certain'],
  ])
})

describe('fingerprint', () => {
  const fingerprint = (run: RunBuilder): string | null => run.diagnose().fingerprint
  const failing = (name: string, status: number, ref = 1): RunBuilder => aRun().fails('tool', name, { ref, status }).failsWith({ ref, status })
  it('is equal for like failures only', () => {
    expect(fingerprint(failing('x', 503))).toBe(fingerprint(failing('x', 500, 4)))
    expect(fingerprint(failing('x', 503))).not.toBe(fingerprint(failing('y', 503)))
    expect(fingerprint(failing('x', 503))).not.toBe(fingerprint(failing('x', 404)))
    expect(fingerprint(failing('x', 503))).toMatch(/^[0-9a-f]{32}$/)
    expect(fingerprint(aRun().model())).toBeNull()
  })
})
