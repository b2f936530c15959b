import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBatch } from './parse-batch.ts'

const runId = '019aa7a2-5c00-7000-8000-000000000001'
const run = { runId, agentId: 'bot', agentVersion: '1.4.0', environment: 'production', status: 'success', startedAt: '2026-11-22T08:00:00.000Z' }
const step = { runId, stepId: 'aaaaaaaaaaaaaaa1', type: 'tool', name: 'search', status: 'ok', startedAt: '2026-11-22T08:00:00.000Z' }
const parsed = (raw: unknown) => {
  const result = parseBatch(raw)
  if (!result.ok) throw new Error(result.error.code)
  return result.batch
}

test('a bad record does not spoil its neighbours', () => {
  const batch = parsed({ runs: [run, { ...run, runId: 'no' }], steps: [{ ...step, type: 'thought' }, step, 7], open: [] })
  expect(batch.request.runs).toHaveLength(1)
  expect(batch.request.steps).toHaveLength(1)
  expect(batch.entries.map(({ kind, index, refused }) => ({ kind, index, refused }))).toEqual([
    { kind: 'run', index: 0, refused: undefined },
    { kind: 'run', index: 1, refused: { path: 'runId', rule: 'run_id_uuid_v7' } },
    { kind: 'step', index: 0, refused: { path: 'type', rule: 'enumeration' } },
    { kind: 'step', index: 1, refused: undefined },
    { kind: 'step', index: 2, refused: { path: '', rule: 'object' } },
  ])
})

test('an id that is none does not come back', () => {
  expect(parsed({ runs: [{ ...run, runId: 'the user said hello' }] }).entries[0]?.ids).toEqual({})
})

test('unknown keys are counted at every level', () => {
  expect(parsed({ runs: [{ ...run, prompt: 'x' }], steps: [{ ...step, input: { a: 1 } }], note: 1 }).unknownKeys).toBe(3)
})

test('bad signs of life and a bad client block cost no record', () => {
  const batch = parsed({ runs: [run], open: [runId, 'no', 7, runId], client: { clientId: 'no' } })
  expect(batch.request).toMatchObject({ open: [runId] })
  expect(batch.request).not.toHaveProperty('client')
  expect(batch.unknownKeys).toBe(1)
})

describe('what is no batch', () => {
  test.each([null, [], 'text', 7, {}, { prompt: 'x' }])('%j', (raw) => {
    expect(parseBatch(raw)).toMatchObject({ ok: false, error: { code: 'BAD_ENVELOPE' } })
  })
  test('a list that is none is named', () => {
    expect(parseBatch({ runs: {}, steps: 'x' })).toMatchObject({ ok: false, error: { issues: [{ path: 'runs', rule: 'type_array' }, { path: 'steps', rule: 'type_array' }] } })
  })
  test('more records than a batch may hold', () => {
    expect(parseBatch({ runs: Array.from({ length: 10_001 }, () => 1) })).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } })
  })
})

test('never throws, and every record has one entry', () => {
  fc.assert(
    fc.property(fc.array(fc.anything()), fc.array(fc.anything()), (runs, steps) => {
      expect(parsed({ runs, steps }).entries).toHaveLength(runs.length + steps.length)
    }),
  )
})
