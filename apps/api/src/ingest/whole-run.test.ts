import { parseRunRecord, parseStepRecord } from '@agenttracer/schema/wire'
import { timesLonger } from '@agenttracer/testkit/times-longer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expandWholeRun, isWholeRun } from './whole-run.ts'

const now = Date.parse('2026-11-22T10:00:00.000Z')
let made = 0
const mint = { now: () => now, random: (bytes: number) => Uint8Array.from({ length: bytes }, () => (made = (made + 7) % 256)) }
const expand = (raw: Record<string, unknown>) => {
  const { runs, steps } = expandWholeRun(raw, mint)
  const run = parseRunRecord(runs[0])
  if (!run.ok) throw new Error(`refused ${run.issue.path} ${run.issue.rule}`)
  return {
    run: run.value,
    steps: steps.map((raw_) => {
      const step = parseStepRecord(raw_)
      if (!step.ok) throw new Error(`refused ${step.issue.path} ${step.issue.rule}`)
      return step.value
    }),
  }
}

describe('what counts as one whole run', () => {
  test.each([
    [{ agentId: 'a' }, true],
    [{ runId: 'x', steps: [] }, true],
    [{ runs: [], steps: [] }, false],
    [{ steps: [] }, false],
    [{ open: [] }, false],
    [[], false],
    [null, false],
    ['text', false],
  ])('%j: %s', (body, expected) => expect(isWholeRun(body)).toBe(expected))
})

test('the least that a person can send becomes a run that ends now', () => {
  const { run, steps } = expand({ agentId: 'support-bot' })
  expect(run).toMatchObject({ agentId: 'support-bot', status: 'success', agentVersion: 'unknown', startedAt: '2026-11-22T10:00:00.000Z' })
  expect(steps).toEqual([])
})

test('steps without ids, order, status and times follow each other up to now', () => {
  const { run, steps } = expand({
    agentId: 'support-bot',
    steps: [{ type: 'plan', name: 'analyse', durationMs: 200 }, { type: 'tool', name: 'billing_api', durationMs: 800 }],
  })
  expect(run).toMatchObject({ startedAt: '2026-11-22T09:59:59.000Z', endedAt: '2026-11-22T10:00:00.000Z', durationMs: 1000 })
  expect(steps.map(({ seq, status, startedAt, endedAt }) => ({ seq, status, startedAt, endedAt }))).toEqual([
    { seq: 0, status: 'ok', startedAt: '2026-11-22T09:59:59.000Z', endedAt: '2026-11-22T09:59:59.200Z' },
    { seq: 1, status: 'ok', startedAt: '2026-11-22T09:59:59.200Z', endedAt: '2026-11-22T10:00:00.000Z' },
  ])
  expect(new Set(steps.map((step) => step.stepId)).size).toBe(2)
  expect(steps.every((step) => step.runId === run.runId)).toBe(true)
})

test('a failing last step makes the run fail; attempts of one thing are one group', () => {
  const attempt = { type: 'tool', name: 'billing_api', httpStatus: 503, status: 'error' }
  const { run, steps } = expand({ agentId: 'a', steps: [attempt, { ...attempt, attempt: 2 }, { ...attempt, attempt: 3 }] })
  expect(run.status).toBe('failed')
  expect(steps[0]?.retryGroup).toBeUndefined()
  expect(steps[1]?.retryGroup).toBe(steps[0]?.stepId)
  expect(steps[2]?.retryGroup).toBe(steps[0]?.stepId)
  expect(steps[2]?.signals).toEqual({ chain: [{ httpStatus: 503, errorRef: 3 }], flags: [] })
})

test('a recovered tool leaves the run a success', () => {
  const { run } = expand({ agentId: 'a', steps: [{ type: 'tool', name: 't', status: 'error' }, { type: 'tool', name: 't', attempt: 2 }] })
  expect(run.status).toBe('success')
})

test('a declared failure is a signal', () => {
  const { run, steps } = expand({ agentId: 'a', failure: 'orchestration.deadline_exceeded', steps: [{ type: 'tool', name: 't', failure: 'tool.timeout' }] })
  expect(run).toMatchObject({ status: 'failed', signals: { declared: 'orchestration.deadline_exceeded' } })
  expect(steps[0]).toMatchObject({ status: 'error', signals: { declared: 'tool.timeout' } })
})

test('what is given is kept as it is', () => {
  const { run, steps } = expand({
    runId: '019aa7a2-5c00-7000-8000-000000000001', status: 'cancelled', startedAt: '2026-11-22T08:00:00.000Z', endedAt: '2026-11-22T08:00:05.000Z',
    steps: [{ stepId: 'aaaaaaaaaaaaaaa1', type: 'tool', name: 't', status: 'cancelled', seq: 9, startedAt: '2026-11-22T08:00:01.000Z' }],
  })
  expect(run).toMatchObject({ runId: '019aa7a2-5c00-7000-8000-000000000001', status: 'cancelled', durationMs: 5000 })
  expect(steps[0]).toMatchObject({ stepId: 'aaaaaaaaaaaaaaa1', status: 'cancelled', seq: 9, startedAt: '2026-11-22T08:00:01.000Z' })
  expect(steps[0]).not.toHaveProperty('durationMs')
})

test('a running run has no end', () => {
  const { run } = expand({ agentId: 'a', status: 'running' })
  expect(run).not.toHaveProperty('endedAt')
})

test('null is what was not recorded: it makes no failure, and is filled in like what is missing', () => {
  const nothing = { status: null, failure: null, errorClass: null, signals: null, startedAt: null, endedAt: null, durationMs: null }
  const { run, steps } = expand({
    agentId: 'a', runId: null, ...nothing,
    steps: [{ type: 'tool', name: 't', stepId: null, parentStepId: null, seq: null, attempt: null, retryGroup: null, httpStatus: null, ...nothing }],
  })
  expect(run).toMatchObject({ status: 'success', startedAt: '2026-11-22T10:00:00.000Z' })
  expect(steps[0]).toMatchObject({ status: 'ok', seq: 0, attempt: 1 })
  expect(run).not.toHaveProperty('signals')
  expect(steps[0]).not.toHaveProperty('signals')
})

describe('a run of which nobody says how it ended, ended as the last step at its top did', () => {
  const [outer, inner] = ['aaaaaaaaaaaaaaa1', 'aaaaaaaaaaaaaaa2']
  const agent = { stepId: outer, type: 'agent', name: 'researcher' }
  test.each([
    { name: 'an agent coped with a tool that failed in it', steps: [agent, { stepId: inner, parentStepId: outer, type: 'tool', name: 't', status: 'error' }], status: 'success' },
    { name: 'an agent failed, what ran in it did not', steps: [{ ...agent, status: 'error' }, { stepId: inner, parentStepId: outer, type: 'tool', name: 't' }], status: 'failed' },
    { name: 'listed last, but ended before', steps: [
      { type: 'model', name: 'm', startedAt: '2026-11-22T09:00:03Z', durationMs: 100 }, { type: 'tool', name: 't', status: 'error', startedAt: '2026-11-22T09:00:01Z', durationMs: 100 },
    ], status: 'success' },
    { name: 'let go', steps: [{ type: 'model', name: 'm' }, { type: 'tool', name: 't', status: 'cancelled' }], status: 'cancelled' },
    { name: 'waiting for a person', steps: [{ type: 'tool', name: 't', status: 'interrupted' }], status: 'interrupted' },
    { name: 'still at work', steps: [{ type: 'tool', name: 't', status: 'running' }], status: 'running' },
    { name: 'left open by a run that ended', steps: [{ type: 'tool', name: 't', status: 'running' }], run: { durationMs: 900 }, status: 'success' },
    { name: 'a call that was turned away', steps: [{ type: 'model', name: 'm', httpStatus: 429 }], status: 'failed' },
  ])('$name: $status', ({ steps, run = {}, status }) => expect(expand({ agentId: 'a', steps, ...run }).run.status).toBe(status))
})

test('the error of the run is no error of a step, unless the sender numbers them alike', () => {
  const failed = { type: 'tool', name: 't', status: 'error', httpStatus: 404 }
  const own = { chain: [{ httpStatus: 500, errorRef: 2 }], flags: [] }
  const { run, steps } = expand({ agentId: 'a', errorClass: 'GraphRecursionError', steps: [failed, { type: 'tool', name: 'u', signals: own }, failed] })
  const refs = [run, ...steps].map(({ signals }) => signals?.chain[0]?.errorRef)
  expect(new Set(refs).size).toBe(4)
  expect(refs[2]).toBe(2)
})

test('signals written by hand need neither numbers nor empty lists', () => {
  const { steps } = expand({ agentId: 'a', steps: [{ type: 'tool', name: 't', signals: { chain: [{ errorClass: 'ToolTimeoutError' }] } }, { type: 'model', name: 'm', signals: { flags: ['refusal'] } }] })
  expect(steps.map(({ signals }) => signals)).toEqual([{ chain: [{ errorClass: 'ToolTimeoutError', errorRef: 1 }], flags: [] }, { chain: [], flags: ['refusal'] }])
})

test('tries of one tool in two agents are two groups', () => {
  const [x, y] = ['aaaaaaaaaaaaaaa1', 'aaaaaaaaaaaaaaa2']
  const tool = (parentStepId: string, attempt: number) => ({ type: 'tool', name: 'search', parentStepId, attempt })
  const { steps } = expand({ agentId: 'a', steps: [{ stepId: x, type: 'agent', name: 'x' }, { stepId: y, type: 'agent', name: 'y' }, tool(x, 1), tool(y, 1), tool(x, 2), tool(y, 2)] })
  expect(steps.slice(4).map(({ retryGroup }) => retryGroup)).toEqual([steps[2]?.stepId, steps[3]?.stepId])
})

test('the HTTP status of a model call is told by its error, and is then no unknown key', () => {
  const { runs: _, steps } = expandWholeRun({ agentId: 'a', steps: [{ type: 'model', name: 'm', httpStatus: 429 }, { type: 'tool', name: 't', httpStatus: 429 }, { type: 'model', name: 'm', httpStatus: 200 }] }, mint)
  expect(steps.map((step) => parseStepRecord(step).unknownKeys)).toEqual([0, 0, 1])
  expect(steps).toMatchObject([{ signals: { chain: [{ httpStatus: 429 }] } }, { httpStatus: 429 }, { status: 'ok' }])
})

test('a clock that runs backwards or stands at zero costs no record', () => {
  const { run, steps } = expand({
    agentId: 'a', startedAt: '1970-01-01T00:00:00Z',
    steps: [{ type: 'tool', name: 't', startedAt: '2026-11-22T09:00:04Z', endedAt: '2026-11-22T09:00:02Z' }, { type: 'tool', name: 'u', startedAt: '9999-12-31T23:59:59Z', durationMs: 1 }],
  })
  expect(steps[0]).toMatchObject({ durationMs: 0 })
  expect(run).toMatchObject({ status: 'success', endedAt: '9999-12-31T23:59:59.001Z' })
  expect(run).not.toHaveProperty('durationMs')
})

test('four times the tries of one thing, each without the one before, are read in no more than about four times as long', () => {
  const tries = (count: number) => ({ agentId: 'a', steps: Array.from({ length: count }, () => ({ type: 'tool', name: 't', attempt: 9 })) })
  const [many, some] = [tries(8_000), tries(2_000)]
  expect(timesLonger(() => expandWholeRun(many, mint), () => expandWholeRun(some, mint))).toBeLessThan(10)
})

test('never throws on any JSON, and keeps every step in its place', () => {
  const keys = ['runId', 'stepId', 'parentStepId', 'status', 'startedAt', 'endedAt', 'durationMs', 'attempt', 'httpStatus', 'failure', 'errorClass', 'signals', 'name', 'type', '__proto__']
  const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('aaaaaaaaaaaaaaa1', 'error', 'running', '2026-11-22T09:00:00Z', '9999-12-31T23:59:59.999Z', '-271821-04-20T00:00:00Z', { chain: [{}, null, 7], flags: null }, 1e308))
  const record = fc.dictionary(fc.constantFrom(...keys), value)
  fc.assert(
    fc.property(record, fc.array(fc.oneof(record, fc.jsonValue({ maxDepth: 1 })), { maxLength: 6 }), (run, steps) => {
      const { runs, steps: expanded } = expandWholeRun(JSON.parse(JSON.stringify({ ...run, steps })) as Record<string, unknown>, mint)
      expect(runs).toHaveLength(1)
      expect(expanded).toHaveLength(steps.length)
    }),
    { numRuns: 500 },
  )
})
