import { parseRunRecord, parseStepRecord } from '@agenttracer/schema/wire'
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
