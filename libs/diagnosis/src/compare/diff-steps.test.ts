import type { StepView } from '@agenttracer/schema/query'
import { describe, expect, test } from 'vitest'
import { diffSteps } from './diff-steps.ts'

const startMs = Date.UTC(2026, 0, 1)

interface Given {
  readonly id: string
  readonly under?: string
  readonly name: string
  readonly type?: StepView['type']
  readonly fails?: boolean
  readonly group?: string
  readonly attempt?: number
  readonly ms?: number
  readonly model?: string
}

const runOf = (...given: readonly Given[]) => ({
  startMs,
  // Only the fields that a comparison reads.
  steps: given.map(({ id, under, name, type = 'tool', fails = false, group, attempt = 1, ms = 100, model }, at) => ({
    stepId: id, parentStepId: under ?? null, name, type, status: fails ? 'error' : 'ok', attempt, retryGroup: group ?? null, startedAt: new Date(startMs + at * 100).toISOString(),
    endedAt: new Date(startMs + at * 100 + ms).toISOString(), durationMs: ms, failure: fails ? { category: 'tool', code: 'upstream_error', httpStatus: 503 } : null,
    httpStatus: null, model: model ?? null, inputTokens: null, outputTokens: null,
  })) as unknown as StepView[],
})

const good = runOf({ id: 'p', name: 'plan', type: 'plan' }, { id: 'r', name: 'research', type: 'agent' }, { id: 's', under: 'r', name: 'search' }, { id: 'v', name: 'validate', type: 'guardrail' })

describe('diffSteps', () => {
  test('the failing step is the first difference, not the agent around it that failed because of it', () => {
    const failed = runOf(
      { id: 'p2', name: 'plan', type: 'plan' }, { id: 'r2', name: 'research', type: 'agent', fails: true }, { id: 's1', under: 'r2', name: 'search', fails: true, group: 's1' },
      { id: 's2', under: 'r2', name: 'search', fails: true, group: 's1', attempt: 2 },
    )
    const { rows, firstDifference, counts } = diffSteps(failed, good)
    expect(rows[firstDifference ?? -1]).toMatchObject({ kind: 'changed', name: 'search', changes: ['status', 'failure', 'tries'], here: { step: 4, tries: 2 }, there: { tries: 1 } })
    expect(counts).toEqual({ same: 1, changed: 2, added: 0, missing: 1 })
    expect(rows.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['same plan', 'changed research', 'changed search', 'missing validate'])
  })

  test('a step more in a loop is the one that is added', () => {
    const longer = runOf({ id: '1', name: 'search' }, { id: '2', name: 'fetch' }, { id: '3', name: 'search' }, { id: '4', name: 'fetch' })
    const { rows } = diffSteps(longer, runOf({ id: 'a', name: 'search' }, { id: 'b', name: 'fetch' }, { id: 'c', name: 'search' }))
    expect(rows.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'added'])
  })

  test('a missing step stands after the one that it followed', () => {
    const { rows, firstDifference } = diffSteps(runOf({ id: '1', name: 'a' }, { id: '2', name: 'c' }), runOf({ id: '1', name: 'a' }, { id: '2', name: 'b' }, { id: '3', name: 'c' }))
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
    expect(firstDifference).toBe(1)
  })

  test('another duration alone is no difference, another answering model is', () => {
    const one = runOf({ id: '1', name: 'a', model: 'gpt-4o' })
    expect(diffSteps(one, runOf({ id: '1', name: 'a', model: 'gpt-4o', ms: 9_000 })).firstDifference).toBeNull()
    expect(diffSteps(one, runOf({ id: '1', name: 'a', model: 'o4-mini' })).rows[0]?.changes).toEqual(['model'])
    expect(diffSteps(one, runOf({ id: '1', name: 'a' })).firstDifference).toBeNull()
  })

  test('a subtree that only one run has counts from its top', () => {
    const { rows, firstDifference } = diffSteps(runOf({ id: 'x', name: 'extra', type: 'agent' }, { id: 'y', under: 'x', name: 'search' }), runOf())
    expect(rows.map(({ kind, depth }) => [kind, depth])).toEqual([['added', 0], ['added', 1]])
    expect(firstDifference).toBe(0)
  })

  test('ten thousand steps in a chain do not run into the stack', () => {
    const deep = runOf(...Array.from({ length: 10_000 }, (_, at): Given => ({ id: `s${at}`, name: 'a', ...(at === 0 ? {} : { under: `s${at - 1}` }) })))
    expect(diffSteps(deep, deep).counts.same).toBe(10_000)
  })
})
