import { describe, expect, test } from 'vitest'
import { parseRunRecord, parseStepRecord } from './index.ts'

const run = {
  runId: '01920000-0000-7000-8000-000000000001', agentId: 'support-bot', agentVersion: '1.4.0', environment: 'production', status: 'failed', startedAt: '2026-01-02T03:04:05.678Z',
}
const step = { runId: run.runId, stepId: '00f067aa0ba902b7', type: 'tool', name: 'search_docs', status: 'error', startedAt: run.startedAt, attempt: 1, seq: 0 }

describe('a good record', () => {
  test('passes, with defaults filled in', () => {
    const parsed = parseRunRecord(run)
    expect(parsed).toMatchObject({ ok: true, repaired: [], unknownKeys: 0, value: { revision: 0, metrics: [], dropped: [] } })
  })
  test.each(['1.4.0', '9fceb02d0ae598e95dc970b74767f19372d61af8', '20260102.7'])('version %s', (agentVersion) => {
    expect(parseRunRecord({ ...run, agentVersion })).toMatchObject({ ok: true, repaired: [], value: { agentVersion } })
  })
  test.each([['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'], ['2026-01-02T03:04:05.123456789Z', '2026-01-02T03:04:05.123Z'], ['2026-01-02T03:04:05.123456+00:00', '2026-01-02T03:04:05.123Z']])('time %s', (startedAt, expected) => {
    expect(parseStepRecord({ ...step, startedAt })).toMatchObject({ ok: true, value: { startedAt: expected } })
  })
  test.each([
    ['between start and end', { endedAt: '2026-01-02T03:04:06.178Z' }, 500],
    ['as measured, where it was', { endedAt: '2026-01-02T03:04:06.178Z', durationMs: 498.25 }, 498.25],
    ['of a clock that was set back', { endedAt: '2026-01-02T03:04:00Z' }, 0],
    ['beyond every bound', { endedAt: '9999-12-31T23:59:59Z' }, undefined],
    ['of what has not ended', {}, undefined],
  ])('the length %s', (_, times, durationMs) => {
    const parsed = [parseStepRecord({ ...step, ...times }), parseRunRecord({ ...run, ...times })]
    expect(parsed.map((each) => each.ok && each.value.durationMs)).toEqual([durationMs, durationMs])
  })
  test('a null counts as not recorded', () => {
    expect(parseStepRecord({ ...step, httpStatus: null })).toMatchObject({ ok: true, repaired: [] })
  })
})

describe('a refused record names path and rule only', () => {
  test.each([
    ['no object', 'secret prose', { path: '', rule: 'object' }],
    ['a list', ['secret'], { path: '', rule: 'object' }],
    ['a run id that is no UUIDv7', { ...step, runId: '123e4567-e89b-42d3-a456-426614174000' }, { path: 'runId', rule: 'run_id_uuid_v7' }],
    ['a bad step id', { ...step, stepId: 'secret' }, { path: 'stepId', rule: 'step_id_16_hex' }],
    ['an unknown type', { ...step, type: 'secret' }, { path: 'type', rule: 'enumeration' }],
    ['an unknown status', { ...step, status: 'secret' }, { path: 'status', rule: 'enumeration' }],
    ['a bad time', { ...step, startedAt: 'yesterday, secret' }, { path: 'startedAt', rule: 'instant_utc_milliseconds' }],
    ['a time with an offset', { ...step, endedAt: '2026-01-02T03:04:05+02:00' }, { path: 'endedAt', rule: 'instant_utc_milliseconds' }],
    ['a negative duration', { ...step, durationMs: -1 }, { path: 'durationMs', rule: 'range' }],
    ['no start', { ...step, startedAt: undefined }, { path: 'startedAt', rule: 'instant_utc_milliseconds' }],
  ])('%s', (_, raw, issue) => {
    const parsed = parseStepRecord(raw)
    expect(parsed).toMatchObject({ ok: false, issue })
    expect(JSON.stringify(parsed)).not.toContain('secret')
  })
})

describe('a repaired record is kept', () => {
  test.each([
    ['prose as a name becomes the type', { ...step, name: 'Please read my secret' }, { name: 'tool' }, [{ path: 'name', rule: 'safe_name' }]],
    ['an optional number out of range is left out', { ...step, httpStatus: 99_999 }, {}, [{ path: 'httpStatus', rule: 'range' }]],
    ['an unknown operation is left out', { ...step, operation: 'secret' }, {}, [{ path: 'operation', rule: 'enumeration' }]],
    ['an unknown flag is left out', { ...step, signals: { chain: [], flags: ['secret', 'refusal'] } }, { signals: { chain: [], flags: ['refusal'] } }, [{ path: 'signals.flags.0', rule: 'enumeration' }]],
    [
      'a prose error class is left out, the rest of the link stays',
      { ...step, signals: { chain: [{ errorRef: 1, errorClass: 'my secret', httpStatus: 503 }], flags: [] } },
      { signals: { chain: [{ errorRef: 1, httpStatus: 503 }], flags: [] } },
      [{ path: 'signals.chain.0.errorClass', rule: 'error_class' }],
    ],
    ['a link without its number is left out', { ...step, signals: { chain: [{ httpStatus: 503 }], flags: [] } }, { signals: { chain: [], flags: [] } }, [{ path: 'signals.chain.0.errorRef', rule: 'type_number' }]],
  ])('%s', (_, raw, value, repaired) => {
    const parsed = parseStepRecord(raw)
    expect(parsed).toMatchObject({ ok: true, value, repaired })
    expect(JSON.stringify(parsed)).not.toContain('secret')
  })

  test('a bad agent, version and environment become unknown', () => {
    expect(parseRunRecord({ ...run, agentId: 'my secret!', agentVersion: 'the secret one', environment: 'a@b.test' })).toMatchObject({
      ok: true, value: { agentId: 'unknown', agentVersion: 'unknown', environment: 'unknown' }, repaired: [{ path: 'agentId' }, { path: 'environment' }, { path: 'agentVersion' }],
    })
  })
})

describe('unknown keys are counted, never kept or named', () => {
  test.each([
    ['beside the known', { ...step, prompt: 'secret' }, 1],
    ['a fact of another type', { ...step, inputTokens: 12 }, 1],
    ['deep inside', { ...step, signals: { chain: [{ errorRef: 1, message: 'secret', stack: 'secret' }], flags: [], note: 'secret' } }, 3],
    ['a prototype key', JSON.parse(`{"__proto__":{"secret":1},${JSON.stringify(step).slice(1)}`), 1],
  ])('%s', (_, raw, unknownKeys) => {
    const parsed = parseStepRecord(raw)
    expect(parsed).toMatchObject({ ok: true, unknownKeys })
    expect(JSON.stringify(parsed)).not.toContain('secret')
  })
})
