import { describe, expect, it } from 'vitest'
import type { CatalogueEntry } from './catalogue-entry.ts'
import { failureCatalogue, type FailureKey, failureKeys, splitFailureKey } from './codes.ts'
import { describeFailure, type FailureFacts } from './describe.ts'
import { fillTemplate, templateFacts } from './template.ts'

const everything: Omit<FailureFacts, 'category' | 'code'> = {
  stepType: 'tool', stepName: 'search_docs', httpStatus: 503, errorClass: 'HttpError', errorCode: 'ECONNRESET', tries: { used: 3, max: 3 }, retrySpanMs: 7800,
  durationMs: 2000, runDurationMs: 9840, failedAt: '2026-02-01T14:31:16.960Z', environment: 'production', outputTokens: 842, repeatCount: 5, beganInVersion: '2.4.0', version: '2.4.1', modelCalls: 12, toolCalls: 11, inputTokensBefore: 92_114,
}

describe('describeFailure', () => {
  it('says what an engineer on call has to know', () => {
    expect(describeFailure({ category: 'tool', code: 'upstream_error', ...everything })).toEqual({
      what: 'Tool "search_docs" returned HTTP 503 on all 3 tries.',
      action:
        'Check the service behind search_docs at 14:31 UTC; give the agent a fallback if it may be down. The 3 tries spanned only 7.80 s: a longer back-off may outlast it. It began with version 2.4.0: see what changed there first.',
    })
  })

  it.each<[string, FailureFacts, string]>([
    ['one try', { category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'x', httpStatus: 500, tries: { used: 1, max: null } }, 'Tool "x" returned HTTP 500.'],
    ['no status', { category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'x' }, 'The service behind tool "x" failed.'],
    ['both tries', { category: 'model', code: 'timeout', stepType: 'model', stepName: 'o4-mini', tries: { used: 2, max: 2 }, durationMs: 500 }, 'Model "o4-mini" did not answer in time on both tries and was stopped after 500 ms.'],
    ['tries left', { category: 'tool', code: 'rate_limited', stepType: 'tool', stepName: 'x', httpStatus: 429, tries: { used: 2, max: 5 } }, 'Tool "x" was turned away by its own rate limit (HTTP 429) on 2 tries of 5 allowed.'],
    ['which limit', { category: 'orchestration', code: 'max_steps_exceeded', errorClass: 'GraphRecursionError' }, 'The run reached its recursion limit (recursionLimit) before it was done.'],
    ['an unknown limit', { category: 'orchestration', code: 'call_budget_exceeded' }, 'A call, token or cost budget ended the run.'],
    ['a loop', { category: 'orchestration', code: 'tool_loop', stepType: 'tool', stepName: 'check_status', repeatCount: 5 }, 'The agent called check_status with the same arguments 5 times in a row and never got on.'],
    ['an abort on the run', { category: 'orchestration', code: 'user_abort', runDurationMs: 1500 }, 'The caller cancelled the run after 1.50 s.'],
    ['a bare class', { category: 'tool', code: 'exception', stepType: 'tool', stepName: 'x', errorClass: 'Error' }, 'The code of tool "x" threw.'],
    ['between steps', { category: 'orchestration', code: 'node_exception', errorClass: 'TypeError' }, 'Code between the steps threw TypeError.'],
  ])('%s', (_, facts, what) => {
    expect(describeFailure(facts).what).toBe(what)
  })

  it('advises by how long the tries spanned and whether a retry can help', () => {
    const advice = (facts: Partial<FailureFacts>): string => describeFailure({ category: 'tool', code: 'upstream_error', stepName: 'x', ...facts }).action
    expect(advice({ tries: { used: 4, max: null }, retrySpanMs: 95_000 })).toContain('The 4 tries spanned 1 m 35 s without luck')
    expect(advice({ tries: { used: 1, max: null } })).toContain('It was tried once')
    expect(advice({ code: 'auth_failed', tries: { used: 3, max: 3 } })).toContain('Do not retry it')
    expect(advice({})).not.toMatch(/tried|tries/)
  })

  it('says what more tries are worth: none of a limit, another answer of a model', () => {
    const advice = (key: FailureKey, used: number): string => describeFailure({ ...splitFailureKey(key), stepType: 'model', stepName: 'm', tries: { used, max: null }, retrySpanMs: 10 }).action
    expect(advice('orchestration.deadline_exceeded', 1)).not.toMatch(/tried|asked|tries/)
    expect(advice('orchestration.tool_loop', 2)).not.toMatch(/tried|retry|tries/)
    expect(advice('model.unknown_tool', 1)).toContain('asked again, the model often does better')
    expect(advice('model.invalid_output', 3)).toContain('asked 3 times')
    expect(advice('model.timeout', 1)).toContain('a retry after a pause')
  })

  it.each(failureKeys)('%s: the advice itself holds at least one fact of the run', (key) => {
    const own = (facts: object): string => describeFailure({ ...facts, ...splitFailureKey(key) }).action
    const { tries: _tries, beganInVersion: _began, ...facts } = everything
    const told = own(facts)
    expect(told).not.toBe(own({}))
    expect(Object.values(facts).some((fact) => told.includes(String(fact))) || /14:31 UTC|12 model calls|2[.]00 s|9[.]84 s|92,114/.test(told)).toBe(true)
  })

  it('tells how much was done until a limit, and how full the window was', () => {
    expect(describeFailure({ category: 'orchestration', code: 'max_steps_exceeded', errorClass: 'GraphRecursionError', modelCalls: 12, toolCalls: 1 }).action).toContain('the last steps of its 12 model calls and 1 tool call for')
    expect(describeFailure({ category: 'model', code: 'context_length_exceeded', stepType: 'model', stepName: 'm', inputTokensBefore: 92_114 }).action).toContain('the answer before it had read 92,114 tokens already')
  })

  it('falls back to category and name for a code of a newer server', () => {
    expect(describeFailure({ category: 'memory', code: 'store_full', stepType: 'cache', stepName: 'notes' }).what).toBe('Step "notes" failed: memory failure "store full".')
    expect(describeFailure({ category: '__proto__', code: 'constructor' }).what).toBe('The run failed: __proto__ failure "constructor".')
  })

  it.each(failureKeys)('%s: whole sentences with all facts and with none', (key) => {
    for (const facts of [everything, {}]) {
      const { what, action } = describeFailure({ ...facts, ...splitFailureKey(key) })
      for (const text of [what, action]) {
        expect(text).toMatch(/^[A-Z].*\.$/)
        expect(text).not.toMatch(/[{}[\]|]|undefined|  | \./)
      }
    }
  })

  it('knows every fact that a template asks for outside brackets', () => {
    const always = ['step', 'Step', 'name']
    for (const key of failureKeys) {
      const entry: CatalogueEntry = failureCatalogue[key]
      for (const template of [entry.what, entry.action]) {
        const bare = template.replace(/\[[^[\]]*\]/g, '')
        expect(templateFacts(bare).filter((fact) => !always.includes(fact))).toEqual([])
      }
    }
  })
})

describe('fillTemplate', () => {
  it.each([
    ['a[ {x}]b', { x: '1' }, 'a 1b'], ['a[ {x}]b', {}, 'ab'], ['[{x}|{y}|z]', { y: '2' }, '2'], ['[{x}|z]', {}, 'z'], ['{x} and {x}', { x: '1' }, '1 and 1'],
  ])('%s', (template, facts, text) => {
    expect(fillTemplate(template, facts)).toBe(text)
  })
})
