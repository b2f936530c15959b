import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { RunDetail, RunsPage } from '@agenttracer/schema/query'
import type { Receipt } from '@agenttracer/schema'
import { describe, expect, test } from 'vitest'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { iso, newRunId, newStepId, wireRun, wireStep } from './testing/wire-records.ts'
import type { Wire } from './testing/wire-records.ts'

const api = useTestApi()

/** Content where no content may be. It must never come back, in no answer and no log. */
const canary = 'CANARY the user said hello to 4111-1111-1111-1111'
const day = 86_400_000

const send = (body: unknown, headers: Record<string, string> = {}) => api.ingest.post<Receipt & { error?: { code: string; hint: string } }>('/v1/runs', body, headers)
const read = async (run: Wire): Promise<RunDetail> => (await api.query.get<RunDetail>(`/v1/runs/${String(run['runId'])}`)).body

describe('R7: a body that cannot be read is refused whole', () => {
  const big = JSON.stringify({ runs: [], note: 'x'.repeat(17 * 1024 * 1024) })
  const bomb = gzipSync(JSON.stringify({ runs: [], note: 'x'.repeat(64 * 1024 * 1024) }))
  test.each([
    { name: 'not JSON', body: `{"runs": [${canary}`, status: 400, code: 'BAD_JSON' },
    { name: 'not UTF-8', body: Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]), status: 400, code: 'BAD_JSON' },
    { name: 'empty', body: '', status: 400, code: 'BAD_JSON' },
    { name: 'a list', body: [canary], status: 400, code: 'BAD_ENVELOPE' },
    { name: 'a text', body: JSON.stringify(canary), status: 400, code: 'BAD_ENVELOPE' },
    { name: 'an object that is neither run nor batch', body: { prompt: canary }, status: 400, code: 'BAD_ENVELOPE' },
    { name: 'runs that are no list', body: { runs: { [canary]: canary } }, status: 400, code: 'BAD_ENVELOPE' },
    { name: 'nested without end', body: '['.repeat(100_000), status: 400, code: 'TOO_DEEP' },
    { name: 'a huge body', body: big, status: 413, code: 'TOO_LARGE' },
    { name: 'a gzip bomb', body: bomb, headers: { 'content-encoding': 'gzip' }, status: 413, code: 'TOO_LARGE' },
    { name: 'gzip that is none', body: canary, headers: { 'content-encoding': 'gzip' }, status: 400, code: 'BAD_REQUEST' },
    { name: 'too many records', body: { runs: Array.from({ length: 10_001 }, () => 1) }, status: 413, code: 'TOO_LARGE' },
    { name: 'another content type', body: canary, headers: { 'content-type': 'text/plain' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
    { name: 'an unknown key', body: {}, headers: { authorization: 'Bearer at_ingest_CANARYCANARYCANARYCANARY' }, status: 401, code: 'KEY_UNKNOWN' },
    { name: 'what is no key', body: {}, headers: { authorization: 'Bearer CANARY' }, status: 401, code: 'KEY_UNKNOWN' },
    { name: 'a foreign page', body: {}, headers: { origin: 'https://canary.example' }, status: 403, code: 'KEYLESS_REFUSED' },
    { name: 'a form of a web page', body: '{}', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' },
  ])('$name: $status $code', async ({ body, headers = {}, status, code }) => {
    const answer = await send(body, headers)
    expect(answer.body.error).toMatchObject({ code })
    expect(answer.status).toBe(status)
    expect(answer.body.error?.hint.length).toBeGreaterThan(10)
  })
})

describe('R5: a record that cannot be read is refused alone', () => {
  test.each([
    { name: 'a run id that is no UUIDv7', bad: { runId: '5b2f9a66-2d0c-4f6e-9f63-8d0a4c1b2e3f' }, path: 'runId', rule: 'run_id_uuid_v7' },
    { name: 'a run id of prose', bad: { runId: canary }, path: 'runId', rule: 'run_id_uuid_v7' },
    { name: 'no status', bad: { status: undefined }, path: 'status', rule: 'enumeration' },
    { name: 'a status that is none', bad: { status: canary }, path: 'status', rule: 'enumeration' },
    { name: 'a time that is none', bad: { startedAt: canary }, path: 'startedAt', rule: 'instant_utc_milliseconds' },
    { name: 'a negative duration', bad: { durationMs: -1 }, path: 'durationMs', rule: 'range' },
    { name: 'a revision without end', bad: { revision: 1e300 }, path: 'revision', rule: expect.any(String) },
  ])('$name', async ({ bad, path, rule }) => {
    const good = wireRun()
    const answer = await send({ runs: [wireRun(bad), good], steps: [] })
    expect(answer.status).toBe(200)
    expect(answer.body.records).toMatchObject([{ result: 'refused', issue: { path, rule } }, { result: 'accepted', runId: good['runId'] }])
    expect((await read(good)).status).toBe('success')
  })

  test('a batch of bad records only is 422, with a receipt', async () => {
    const answer = await send({ runs: [wireRun({ runId: canary })], steps: [7] })
    expect(answer.status).toBe(422)
    expect(answer.body).toMatchObject({ error: { code: 'ALL_REFUSED' }, records: [{ result: 'refused' }, { result: 'refused' }] })
  })
})

describe('what may be left out is left out, counted and told', () => {
  test('an unknown field', async () => {
    const run = wireRun({ prompt: canary, [canary]: 1 })
    const answer = await send({ runs: [run], steps: [], messages: [canary] })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ unknownKeys: 3, records: [{ result: 'accepted' }] })
    expect(JSON.stringify(await read(run))).not.toContain('CANARY')
  })

  test('prose as a name becomes the kind of thing it names', async () => {
    const run = wireRun({ agentId: canary, environment: 'please refund my order!' })
    const step = wireStep(run['runId'], { name: canary })
    const answer = await send({ runs: [run], steps: [step] })
    expect(answer.body.records).toMatchObject([
      { result: 'accepted', repaired: [{ path: 'agentId', rule: 'safe_name' }, { path: 'environment', rule: 'safe_name' }] },
      { result: 'accepted', repaired: [{ path: 'name', rule: 'safe_name' }] },
    ])
    expect(await read(run)).toMatchObject({ agentId: 'unknown', environment: 'unknown' })
    const steps = await api.query.get<{ items: { name: string }[] }>(`/v1/runs/${String(run['runId'])}/steps`)
    expect(steps.body.items.map((item) => item.name)).toEqual(['tool'])
  })

  test.each(['1.4.0', '9fceb02d0ae598e95dc970b74767f19372d61af8', '20261122', 'v2+build.7'])('the version %s is one', async (agentVersion) => {
    const run = wireRun({ agentVersion })
    expect((await send({ runs: [run], steps: [] })).body.records).toMatchObject([{ result: 'accepted', repaired: [] }])
    expect((await read(run)).agentVersion).toBe(agentVersion)
  })
})

describe('what looks wrong and is kept', () => {
  test.each([
    { name: 'a clock a year behind', at: Date.now() - 366 * day },
    { name: 'a clock a year ahead', at: Date.now() + 366 * day },
  ])('$name: kept, flagged, listed by when it came', async ({ at }) => {
    const run = wireRun({ agentId: 'skewed' }, at)
    expect((await send({ runs: [run], steps: [wireStep(run['runId'], {}, at)] })).status).toBe(200)
    expect((await read(run)).flags).toContain('clock_skew')
    const list = await api.query.get<RunsPage>('/v1/runs?agent=skewed&last=1h')
    expect(list.body.items.map((item) => item.runId)).toContain(run['runId'])
  })

  test('a step before its run opens it; the run then completes it', async () => {
    const run = wireRun()
    expect((await send({ runs: [], steps: [wireStep(run['runId'])] })).body.records).toMatchObject([{ result: 'accepted' }])
    expect((await read(run)).status).toBe('running')
    await send({ runs: [run], steps: [] })
    expect(await read(run)).toMatchObject({ status: 'success', agentId: 'support-bot', stepCount: 1 })
  })

  test('R4: two different ends of one run: told, flagged, the graver stays', async () => {
    const run = wireRun({ status: 'success' })
    await send({ runs: [run], steps: [] })
    const second = await send({ runs: [{ ...run, status: 'failed', durationMs: 2_000 }], steps: [] })
    expect(second.status).toBe(200)
    expect(second.body.records).toMatchObject([{ result: 'conflict' }])
    const stored = await read(run)
    expect(stored).toMatchObject({ status: 'failed', durationMs: 2_000 })
    expect(stored.flags).toContain('conflict')
  })

  test('the same batch twice is stored once', async () => {
    const run = wireRun()
    const batch = { runs: [run], steps: [wireStep(run['runId'])] }
    await send(batch)
    expect((await send(batch)).body.records).toMatchObject([{ result: 'duplicate' }, { result: 'duplicate' }])
    expect((await read(run)).stepCount).toBe(1)
  })

  test('the 10,001st good step is refused and told; a failing one and the end of the run still pass', async () => {
    const run = wireRun({ agentId: 'long-one' })
    const at = Date.now() - 60_000
    const steps = (count: number): Wire[] => Array.from({ length: count }, (_, seq) => wireStep(run['runId'], { seq }, at + seq))
    expect((await send({ runs: [], steps: steps(10_000) })).status).toBe(200)
    const more = await send({ runs: [], steps: [wireStep(run['runId'], { seq: 10_000 })] })
    expect(more.status).toBe(422)
    expect(more.body.records).toMatchObject([{ result: 'refused', issue: { rule: 'steps_per_run' } }])
    const failing = wireStep(run['runId'], { seq: 10_001, status: 'error' })
    expect((await send({ runs: [{ ...run, status: 'failed' }], steps: [failing] })).body.records).toMatchObject([{ result: 'accepted' }, { result: 'accepted' }])
    const stored = await read(run)
    expect(stored).toMatchObject({ status: 'failed', stepCount: 10_001 })
    expect(stored.flags).toContain('steps_capped')
  }, 60_000)
})

describe('a filter that is none is a clear refusal', () => {
  test.each([
    { query: `status=${encodeURIComponent(canary)}`, path: 'status', rule: 'allowed_value' },
    { query: `agent=${encodeURIComponent(canary)}`, path: 'agent', rule: 'allowed_value' },
    { query: 'code=tool.CANARY', path: 'code', rule: 'allowed_value' },
    { query: 'last=CANARY', path: 'last', rule: 'window' },
    { query: `from=${encodeURIComponent('2026 CANARY')}`, path: 'from', rule: 'instant_utc' },
    { query: 'limit=CANARY', path: 'limit', rule: 'type_number' },
    { query: 'limit=101', path: 'limit', rule: 'range' },
    { query: 'sort=CANARY', path: 'sort', rule: 'enumeration' },
    { query: 'trace=CANARY', path: 'trace', rule: 'trace_id_32_hex' },
    { query: 'retries=CANARY', path: 'retries', rule: 'format' },
    { query: `cursor=${encodeURIComponent(canary)}`, path: 'cursor', rule: 'format' },
  ])('$query: $path $rule', async ({ query, path, rule }) => {
    const answer = await api.query.get(`/v1/runs?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: { code: 'BAD_PARAMETER', issues: [{ path, rule }] } })
  })

  test('a cursor of another list', async () => {
    expect(await api.query.get('/v1/runs?cursor=CANARY')).toMatchObject({ status: 400, body: { error: { code: 'BAD_CURSOR' } } })
  })

  test('a run that is not there', async () => {
    expect(await api.query.get(`/v1/runs/${newRunId()}`)).toMatchObject({ status: 404, body: { error: { code: 'RUN_NOT_FOUND' } } })
    expect(await api.query.get(`/v1/runs/${newRunId()}/steps`)).toMatchObject({ status: 404, body: { error: { code: 'RUN_NOT_FOUND' } } })
    expect(await api.query.get('/v1/runs/CANARY')).toMatchObject({ status: 400, body: { error: { issues: [{ path: 'runId', rule: 'run_id_uuid_v7' }] } } })
  })
})

describe('who knocks at the wrong door learns where to go', () => {
  test.each([
    { name: 'reading at the ingest door', call: () => api.ingest.get('/v1/runs'), says: () => `port ${api.queryPort}` },
    { name: 'sending to the query door', call: () => api.query.post('/v1/runs', wireRun()), says: () => `port ${api.ingestPort}` },
    { name: 'tRPC reading at the ingest door', call: () => api.ingest.get('/trpc/runs.list'), says: () => `port ${api.queryPort}` },
  ])('$name', async ({ call, says }) => {
    const answer = await call()
    expect(answer.status).toBe(405)
    expect(answer.text).toContain('WRONG_DOOR')
    expect(answer.text).toContain(says())
  })

  test('a call that is none does not come back', async () => {
    for (const path of ['/CANARY', '/v1/CANARY', '/trpc/CANARY', '/trpc/CANARY%25', '/%ZZCANARY', '/v1/runs/CANARY/CANARY']) {
      expect((await api.query.get(path)).status).toBeLessThan(500)
    }
  })
})

test('times beside the clock: an end before the start is kept as sent, nothing breaks', async () => {
  const run = wireRun({ endedAt: iso(Date.now() - 60_000), durationMs: 0 })
  expect((await send({ runs: [run], steps: [wireStep(run['runId'], { stepId: newStepId(), parentStepId: newStepId() })] })).status).toBe(200)
})

test.each(['http://user:CANARY%20said@localhost/trpc/runs.list', 'http://evil.example/v1/runs'])('R6: a whole address in the request line (%s) is refused', async (path) => {
  const status = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: api.queryPort, path, headers: { host: 'localhost' } }, (answer) => resolve(answer.resume().statusCode)).on('error', reject).end()
  })
  expect(status).toBe(400)
})

test('nothing of all this was echoed, in no answer and no log', () => {
  const everything = api.ingest.seen() + api.query.seen() + api.logs()
  expect(everything.length).toBeGreaterThan(5_000)
  const found = ['canary', '4111-1111', 'please refund'].filter((text) => everything.toLowerCase().includes(text))
  expect(found).toEqual([])
})
