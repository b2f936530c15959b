import { describe, expect, it } from 'vitest'
import { aRun, type RunBuilder, type StepSpec } from '../testing/a-run.ts'
import { good, saidOf, type Shape } from '../testing/shape-table.ts'

// What a limit, a loop or a deadline hides (failure-taxonomy.md section 4.3).

const recursion = { ref: 1, class: 'GraphRecursionError', code: 'GRAPH_RECURSION_LIMIT' }
const turns = { ref: 1, class: 'MaxTurnsExceededError' }
const calls = (tools: readonly (readonly [string, StepSpec?])[], run = aRun()): RunBuilder =>
  tools.reduce((all, [name, spec]) => all.model('m', { toolCallCount: 1 }).tool(name, spec), run)
const repeat = (repeatCount: number): StepSpec => ({ repeatCount })
const broken = (ref: number, status = 503, repeatCount = 1): StepSpec => ({ repeatCount, status: 'error', chain: [{ ref: 100 + ref, class: 'HttpError', status }] })
const told = (repeatCount: number): StepSpec => ({ repeatCount, status: 'error', flags: ['result_error'] })

const checkShapes = (shapes: readonly Shape[]): void => {
  it.each(shapes)('%s', (_, run, ...said) => expect(saidOf(run)).toEqual(said))
}

describe('a limit and what kept the agent going', () => {
  checkShapes([
    ['a tool that reports failure in its result, again and again', calls([['x', told(1)], ['x', told(2)], ['x', told(3)]]).failsWith(turns), 'tool.returned_error', 'x#3', 'certain'],
    ['two tools fail in turn: the last', calls([['a', broken(1)], ['b', broken(2, 404)], ['a', broken(3)], ['b', broken(4, 404)]]).failsWith(recursion), 'tool.not_found', 'b#2', 'likely'],
    ['a retriever that fails each time', [1, 2, 3].reduce((run, ref) => run.model('m', { toolCallCount: 1 }).fails('retrieval', 'kb', { ref: 100 + ref, status: 500 }), aRun()).failsWith(recursion), 'retrieval.upstream_error', 'kb#3', 'certain'],
    ['arguments that never fit', [1, 2, 3].reduce((run) => run.model('m', { flags: ['invalid_tool_arguments'], toolCallCount: 1 }), aRun()).failsWith(turns), 'model.invalid_tool_arguments', 'm#3', 'certain'],
    ['failing tool under a call budget', calls([['x', broken(1)], ['x', broken(2)]]).failsWith({ ref: 1, class: 'ModelCallLimitMiddlewareError' }), 'tool.upstream_error', 'x#2', 'certain'],
    ['a failure early, another tool looped at the end', calls([['x', broken(1)], ['y', repeat(1)], ['y', repeat(2)], ['y', repeat(3)]]).failsWith(recursion), 'orchestration.tool_loop', 'y#3', 'likely'],
    ['failed twice, then worked: only the limit is left', calls([['x', broken(1)], ['x', broken(2)], ['x', repeat(1)], ['z', repeat(1)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['model retries inside are no trouble of the limit', aRun().retried('model', 'm', 2, { status: 500 }).thenOk('model', 'm').tool('a', repeat(1)).model('m').tool('b', repeat(1)).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['the limit of a sub-agent, in which a tool failed each time', aRun().model('m').step('agent', 'sub', { status: 'error', ms: 90, chain: [turns] }).tool('x', { in: 'sub', at: 20, ...broken(1) }).tool('x', { in: 'sub', at: 40, ...broken(2) }).failsWith(turns), 'tool.upstream_error', 'x#2', 'certain'],
    ['the limit of a sub-agent; the failing tool lies outside it', aRun().model('m').tool('x', broken(1)).model('m').tool('x', broken(2)).step('agent', 'sub', { status: 'error', at: 100, ms: 90, chain: [turns] }).tool('a', { in: 'sub', at: 120, ...repeat(1) }).tool('b', { in: 'sub', at: 140, ...repeat(1) }).failsWith(turns), 'orchestration.max_steps_exceeded', 'sub', 'likely'],
    ['the limit of a sub-agent that the parent swallowed', aRun().model('m', { toolCallCount: 1 }).tool('ask', { status: 'error', ms: 90, chain: [turns] }).tool('x', { in: 'ask', at: 30, ...repeat(1) }).tool('x', { in: 'ask', at: 45, ...repeat(2) }).tool('x', { in: 'ask', at: 60, ...repeat(3) }).model('m', { at: 120 }), 'orchestration.tool_loop', 'x#3', 'certain'],
    ['the same, one level deeper', aRun().model('m', { toolCallCount: 1 }).tool('ask', { status: 'error', ms: 90, chain: [turns] }).step('agent', 'sub', { in: 'ask', at: 25, ms: 70 }).tool('x', { in: 'sub', at: 30, ...repeat(1) }).tool('x', { in: 'sub', at: 45, ...repeat(2) }).tool('x', { in: 'sub', at: 60, ...repeat(3) }).model('m', { at: 120 }), 'orchestration.tool_loop', 'x#3', 'certain'],
    ['a guard of the host with a class of its own', calls([['x', broken(1)], ['x', broken(2)]]).failsWith({ ref: 1, class: 'AgentStuckError' }), 'tool.upstream_error', 'x#2', 'likely'],
    ['a host\'s own MaxStepsError', calls([['a', repeat(1)], ['b', repeat(1)]]).failsWith({ ref: 1, class: 'MaxStepsError' }), 'orchestration.max_steps_exceeded', null, 'certain'],
    ['a host\'s own budget by its code', calls([['a', repeat(1)], ['b', repeat(1)]]).failsWith({ ref: 1, class: 'Error', code: 'TOKEN_BUDGET_EXCEEDED' }), 'orchestration.call_budget_exceeded', null, 'certain'],
    ['a RateLimitExceededError of a tool is no budget', aRun().model().fails('tool', 'crm', { ref: 1, class: 'RateLimitExceededError' }).failsWith({ ref: 1, class: 'RateLimitExceededError' }), 'tool.rate_limited', 'crm', 'certain'],
    ['a quiet limit above a tool that failed each time', calls([['x', broken(1)], ['x', broken(2)], ['x', broken(3)]]).ends('success', [], ['limit_reached']), 'tool.upstream_error', 'x#3', 'certain'],
  ])
})

describe('loops, paging, polling', () => {
  checkShapes([
    ['a loop whose tool also needs retries', calls([['x', repeat(1)]]).model('m', { toolCallCount: 1 }).fails('tool', 'x', { status: 503 }, { repeatCount: 2 }).thenOk('tool', 'x', { repeatCount: 2 }).model('m', { toolCallCount: 1 }).tool('x', repeat(3)).failsWith(turns), 'orchestration.tool_loop', 'x#4', 'certain'],
    ['a cycle of three tools', calls([1, 2, 3].flatMap((n): [string, StepSpec][] => [['a', repeat(n)], ['b', repeat(n)], ['c', repeat(n)]])).failsWith(turns), 'orchestration.tool_loop', 'c#3', 'certain'],
    ['paging, then the last page again and again', calls([['page', repeat(1)], ['page', repeat(1)], ['page', repeat(1)], ['page', repeat(2)], ['page', repeat(3)]]).failsWith(recursion), 'orchestration.tool_loop', 'page#5', 'certain'],
    ['polling under the limit: the state never changed', calls([['poll', repeat(1)], ['poll', repeat(2)], ['poll', repeat(3)], ['poll', repeat(4)]]).failsWith(recursion), 'orchestration.tool_loop', 'poll#4', 'certain'],
    ['a loop that ended, then work until the limit', calls([['x', repeat(1)], ['x', repeat(2)], ['x', repeat(3)], ['y', repeat(1)], ['z', repeat(1)]]).failsWith(recursion), 'orchestration.max_steps_exceeded', null, 'certain'],
    good('five calls alike and a good end', calls([1, 2, 3, 4, 5].map((n) => ['poll', repeat(n)])).model()),
    ['an agent as a tool, called with the same words each time', calls([['ask', repeat(1)], ['ask', repeat(2)], ['ask', repeat(3)]]).failsWith(turns), 'orchestration.tool_loop', 'ask#3', 'certain'],
    ['parallel calls of one tool with the same arguments in each turn', [1, 3, 5].reduce((run, n) => run.model('m', { toolCallCount: 2 }).tool('x', repeat(n)).tool('x', repeat(n + 1)), aRun()).failsWith(turns), 'orchestration.tool_loop', 'x#6', 'certain'],
  ])
})

describe('deadlines and time limits', () => {
  checkShapes([
    ['the tool\'s own limit stops what runs inside it', aRun().tool('report', { status: 'error', ms: 60, flags: ['timed_out'], chain: [{ ref: 1, class: 'ToolTimeoutError' }] }).fails('model', 'inner', { class: 'AbortError', ref: 5 }, { in: 'report', at: 10, ms: 51 }).failsWith({ ref: 1, class: 'ToolTimeoutError' }), 'tool.timeout', 'report', 'certain'],
    ['the limit wraps the abort that it caused', aRun().tool('report', { status: 'error', ms: 60, chain: [{ ref: 1, class: 'TimeoutError' }, { ref: 2, class: 'AbortError' }] }).fails('model', 'inner', { class: 'AbortError', ref: 2 }, { in: 'report', at: 10, ms: 50 }).failsWith({ ref: 1, class: 'TimeoutError' }), 'tool.timeout', 'report', 'certain'],
    ['the child\'s limit fires first', aRun().tool('report', { status: 'error', ms: 60, chain: [{ ref: 2, class: 'ReportError' }, { ref: 1, class: 'TimeoutError' }] }).fails('retrieval', 'kb', { class: 'TimeoutError', ref: 1 }, { in: 'report', at: 10, ms: 40 }).failsWith({ ref: 2, class: 'ReportError' }), 'retrieval.timeout', 'kb', 'certain'],
    ['an openai timeout has an AbortError as its cause', aRun().fails('tool', 'banner', { ref: 9, status: 404 }).step('model', 'm', { status: 'error', chain: [{ ref: 1, class: 'APIConnectionTimeoutError' }, { ref: 2, class: 'AbortError' }] }).ends('failed'), 'model.timeout', 'm', 'likely'],
    ['a node of a graph ran out of time', aRun().step('orchestration', 'plan', { status: 'error', ms: 50, chain: [{ ref: 1, class: 'NodeTimeoutError' }] }).model('m', { in: 'plan', at: 5, ms: 50, status: 'cancelled' }).failsWith({ ref: 1, class: 'NodeTimeoutError' }), 'orchestration.deadline_exceeded', 'plan', 'certain'],
    ['the run\'s deadline, with a slow tool under way', aRun().model().tool('slow', { status: 'cancelled', ms: 500 }).ends('failed', [{ ref: 1, class: 'TimeoutError' }], ['deadline']), 'orchestration.deadline_exceeded', null, 'certain'],
    ['a deadline class of the host', aRun().model().tool('slow', { status: 'cancelled', ms: 500 }).failsWith({ ref: 1, class: 'RunTimeoutError' }), 'orchestration.deadline_exceeded', null, 'certain'],
    ['a deadline, and a tool that had failed before', aRun().fails('tool', 'x', { status: 503 }).tool('slow', { status: 'cancelled', ms: 500 }).ends('failed', [{ ref: 1, class: 'TimeoutError' }], ['deadline']), 'orchestration.deadline_exceeded', null, 'likely'],
  ])
})
