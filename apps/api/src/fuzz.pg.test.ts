import { request as httpRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { filterParameters } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi } from './testing/api-fixture.ts'
import type { TestApi } from './testing/api-fixture.ts'
import { wireRun, wireStep } from './testing/wire-records.ts'

let database: TestDatabase
let api: TestApi
beforeAll(async () => {
  database = await startTestDatabase()
  api = await startTestApi(database)
})
afterAll(async () => {
  await api.stop()
  await database.stop()
})

interface Shot { readonly door: 'ingest' | 'query'; readonly method: string; readonly path: string; readonly headers: Record<string, string>; readonly body?: Buffer }

/** A raw client: sends what fetch would refuse to send. Resolves with 0 when the socket was closed without an answer. */
const fire = (shot: Shot): Promise<{ status: number; text: string }> =>
  new Promise((resolve) => {
    const port = shot.door === 'ingest' ? api.ingestPort : api.queryPort
    const call = httpRequest({ host: '127.0.0.1', port, method: shot.method, path: shot.path, headers: shot.headers, timeout: 10_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    call.on('error', () => resolve({ status: 0, text: '' })).on('timeout', () => call.destroy())
    call.end(shot.body)
  })

/** In a value it stands in prose: a bare word would be a name as good as any. */
const canary = 'CANARY'
const odd = fc.constantFrom<unknown>(
  null, true, -1, 0, 1e308, -1e308, Number.MAX_SAFE_INTEGER + 2, '', ' ', `${canary} said hello`, `hello, ${canary}!`, '__proto__', 'constructor', '\ud800', '\u202ehello', 'a\u200bb',
  'а', '\u0000', '2026-02-30T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '-000001-01-01T00:00:00.000Z', [], {}, [[[[[[]]]]]], { __proto__: { polluted: canary } },
)
const value = fc.oneof({ weight: 3, arbitrary: odd }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) })
const runKeys = Object.keys({ ...wireRun(), traceId: 0, continuesRunId: 0, signals: 0, declaredCauseStepId: 0 })
const stepKeys = Object.keys({ ...wireStep('x'), parentStepId: 0, node: 0, operation: 0, maxAttempts: 0, retryGroup: 0, waitMs: 0, signals: 0, model: 0, inputTokens: 0, httpStatus: 0 })
/** A good record with some fields made odd, some missing, some unknown. */
const damaged = (make: () => Record<string, unknown>, keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.tuple(fc.dictionary(fc.constantFrom(...keys, canary, '__proto__'), value, { maxKeys: 4 }), fc.subarray([...keys], { maxLength: 2 })).map(([changes, gone]) =>
    Object.fromEntries(Object.entries({ ...make(), ...changes }).filter(([key]) => !gone.includes(key))),
  )
const run = damaged(() => wireRun(), runKeys)
const step = damaged(() => wireStep('019aa7a2-5c00-7000-8000-000000000001'), stepKeys)
const batch = fc.record({ runs: fc.oneof(fc.array(run, { maxLength: 4 }), value), steps: fc.oneof(fc.array(step, { maxLength: 4 }), value), open: value, client: value }, { requiredKeys: [] })
const wholeRun = fc.tuple(run, fc.array(step, { maxLength: 4 })).map(([facts, steps]) => ({ ...(facts as object), steps }))
const json = fc.oneof(batch, wholeRun, value).map((any) => Buffer.from(JSON.stringify(any)))
const bytes = fc.oneof(
  { weight: 6, arbitrary: json },
  { weight: 1, arbitrary: json.chain((whole) => fc.nat({ max: whole.length }).map((end) => whole.subarray(0, end))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((raw) => Buffer.from(raw)) },
)
const type = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'a/b')

const sending: fc.Arbitrary<Shot> = fc
  .tuple(fc.constantFrom('/v1/runs', '/trpc/ingest.send', '/trpc/ingest.send?batch=1', `/trpc/${canary}`), bytes, type, fc.constantFrom('none', 'gzip', 'lie', 'br'))
  .map(([path, body, contentType, encoding]) => ({
    door: 'ingest', method: 'POST', path, body: encoding === 'gzip' ? gzipSync(body) : body,
    headers: { 'content-type': contentType, ...(encoding === 'none' ? {} : { 'content-encoding': encoding === 'br' ? 'br' : 'gzip' }) },
  }))

const text = fc.oneof(odd.map(String), fc.string({ maxLength: 40 }), fc.constantFrom('!', '!failed', '1..', '..', '5..1', 'failed', '24h', '999999d', canary))
const parameters = fc.array(fc.tuple(fc.constantFrom<string>(...filterParameters, 'sort', 'cursor', 'limit', 'format', canary, '__proto__', 'a[b]'), text), { maxLength: 5 })
const readPath = fc.constantFrom('/v1/runs', '/v1/runs/export', '/v1/stats', '/v1/failures', '/v1/runs/019aa7a2-5c00-7000-8000-000000000001', '/v1/runs/019aa7a2-5c00-7000-8000-000000000001/steps', `/v1/runs/${canary}`, `/${canary}`, '/openapi.json', '/metrics')
const rpcPath = fc.constantFrom('runs.list', 'runs.get', 'runs.steps', 'stats.summary', 'overview.health', 'overview.topFailures', 'agents.list', 'onboarding.firstRun', canary, 'runs.list,runs.get', '__proto__', 'constructor')
const reading: fc.Arbitrary<Shot> = fc.oneof(
  fc.tuple(readPath, parameters).map(([path, pairs]): Shot => ({ door: 'query', method: 'GET', path: `${path}?${pairs.map(([k, v]) => `${encode(k)}=${encode(v)}`).join('&')}`, headers: {} })),
  fc.tuple(rpcPath, value, fc.boolean()).map(([path, input, isBatch]): Shot => ({
    door: 'query', method: 'GET', path: `/trpc/${path}?${isBatch ? 'batch=1&' : ''}input=${encode(JSON.stringify(isBatch ? { 0: input, 1: input } : input) ?? '')}`, headers: {},
  })),
)
const knocking: fc.Arbitrary<Shot> = fc
  .tuple(fc.constantFrom<'ingest' | 'query'>('ingest', 'query'), fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'), fc.constantFrom('/', '/v1/runs', '/v1/traces', '/trpc/x', '/docs', '/docs/static/../../x', '/%', '/%00', `/${canary}?${canary}`, '/health/live', '//'),
    fc.dictionary(fc.constantFrom('authorization', 'origin', 'x-forwarded-for', 'accept', 'content-type', 'trpc-accept', 'last-event-id', 'if-none-match', 'range'), fc.constantFrom(canary, `Bearer ${canary}`, 'Bearer at_query_CANARYCANARYCANARY', '*/*', 'application/jsonl', 'null', 'x'.repeat(9_000)), { maxKeys: 3 }))
  .map(([door, method, path, headers]) => ({ door, method, path, headers }))

const encode = (any: string): string => encodeURIComponent(any.replace(/[\ud800-\udfff]/g, '?'))

const count = 4_000
test(`R6: ${count} hostile requests: never a 5xx, never an echo, the process lives and still stores`, async () => {
  const shots = fc.sample(fc.oneof({ weight: 5, arbitrary: sending }, { weight: 4, arbitrary: reading }, { weight: 1, arbitrary: knocking }), { numRuns: count, seed: 20_261_122 })
  const statuses = new Map<number, number>()
  const faults: unknown[] = []
  const echoed: unknown[] = []
  const queue = shots.values()
  const shooter = async (): Promise<void> => {
    for (const shot of queue) {
      const { status, text: answer } = await fire(shot)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500 || status === 0) faults.push({ status, answer, ...shot, body: shot.body?.toString('utf8').slice(0, 2_000) })
      if (answer.includes(canary)) echoed.push({ answer: answer.slice(0, 300), path: shot.path })
    }
  }
  await Promise.all(Array.from({ length: 8 }, shooter))
  expect(JSON.stringify(faults, null, 1)).toBe('[]')
  expect(JSON.stringify(echoed, null, 1)).toBe('[]')
  expect({ echoes: api.logs().includes(canary), bugs: api.logs().split('\n').filter((line) => line.includes('"bug"')) }).toEqual({ echoes: false, bugs: [] })
  expect(statuses.get(200) ?? 0).toBeGreaterThan(count / 20)
  expect(statuses.get(400) ?? 0).toBeGreaterThan(count / 20)
  const good = wireRun()
  expect((await api.ingest.post('/v1/runs', { runs: [good], steps: [] })).status).toBe(200)
  expect((await api.query.get(`/v1/runs/${String(good['runId'])}`)).status).toBe(200)
}, 120_000)
