import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Authenticator } from '@agenttracer/db'
import type { ProjectId } from '@agenttracer/schema'
import { createAuthenticate, hashKey } from './door/authenticate.ts'
import type { ApiFailure } from './errors.ts'
import { ingestRouter, queryRouter } from './router.ts'
import { proceduresOf } from './rest/procedures.ts'
import type { Procedure } from './rest/procedures.ts'
import { restCalls } from './rest/rest-calls.ts'
import { startTestApi } from './testing/api-fixture.ts'
import type { TestApi } from './testing/api-fixture.ts'
import { newRunId, wireRun } from './testing/wire-records.ts'

let database: TestDatabase
let owner: pg.Client
/** `keyed` asks everybody for a key, `local` only who comes from elsewhere. */
let keyed: TestApi
let local: TestApi

const newKey = (scope: string): string => `at_${scope}_${randomBytes(24).toString('hex')}`
const kinds = ['ingest', 'query', 'admin', 'revoked', 'expired', 'unknown', 'malformed', 'none'] as const
type Kind = (typeof kinds)[number]
const keys: Record<Exclude<Kind, 'none'>, string> = {
  ingest: newKey('ingest'), query: newKey('query'), admin: newKey('admin'), revoked: newKey('query'), expired: newKey('ingest'), unknown: newKey('query'), malformed: 'secret',
}
const scopes = { ingest: 1, query: 2, admin: 3 } as const

async function addKey(key: string, more: { revoked?: boolean; expired?: boolean } = {}): Promise<void> {
  const scope = scopes[(key.split('_')[1] ?? 'query') as keyof typeof scopes]
  await owner.query(
    `INSERT INTO agenttracer_control.api_key (project_id, key_hash, scope, prefix, name, revoked_at, expires_at)
     VALUES (CASE WHEN $1 = 3 THEN NULL ELSE agenttracer.default_project() END, $2, $1, $3, 'test', $4, $5)`,
    [scope, Buffer.from(hashKey(key)), `${key.split('_').slice(0, 2).join('_')}_${key.slice(-6)}`, more.revoked === true ? new Date() : null, more.expired === true ? new Date(Date.now() - 1_000) : null],
  )
}

beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  for (const key of [keys.ingest, keys.query]) await addKey(key)
  await addKey(keys.revoked, { revoked: true })
  await addKey(keys.expired, { expired: true })
  keyed = await startTestApi(database, { isLocal: false, adminKeyHash: hashKey(keys.admin) })
  local = await startTestApi(database)
})
afterAll(async () => {
  await keyed.stop()
  await local.stop()
  await owner.end()
  await database.stop()
})

const bearer = (kind: Kind): Record<string, string> => (kind === 'none' ? {} : { authorization: `Bearer ${keys[kind]}` })
const fill = (path: string): string => path.replace('{runId}', newRunId()).replace('{otherId}', newRunId()).replace('{agent}', 'nobody').replace('{fp}', 'a'.repeat(32))
/** 401 or 403 is a refusal for want of a right; anything else is an answer. */
const refusalOf = (status: number): number | 'answered' => ([401, 403, 429].includes(status) ? status : 'answered')
const expected = (kind: Kind, allowed: readonly Kind[]): number | 'answered' => (allowed.includes(kind) ? 'answered' : kind === 'ingest' || kind === 'query' || kind === 'admin' ? 403 : 401)

const procedures = proceduresOf(queryRouter)
const callsOf = (type: Procedure['type'], access: 'admin' | undefined): string[] =>
  procedures.filter((each) => each.type === type && each.isControl === (access === 'admin')).map(({ name }) => `/trpc/${name}`)
const withInput = (path: string): string => `${path}?input=${encodeURIComponent(JSON.stringify({ runId: newRunId(), otherId: newRunId(), agent: 'nobody', fp: 'a'.repeat(32) }))}`
const queryCalls = callsOf('query', undefined).map(withInput)
const restReads = restCalls(queryRouter)
const controlReads = [...callsOf('query', 'admin').map(withInput), ...restReads.filter(({ isControl }) => isControl).map(({ path }) => fill(path))]
const controlWrites = callsOf('mutation', 'admin')
const streams = callsOf('subscription', undefined)
const readPaths = [...queryCalls, ...restReads.filter(({ isControl }) => !isControl).map(({ path }) => fill(path)), '/v1/runs/export', '/metrics']
const sendPaths = [...proceduresOf(ingestRouter).map(({ name }) => `/trpc/${name}`), '/v1/runs']

describe('R16: every call with every kind of key', () => {
  test('there are calls to try', () => {
    expect(readPaths.length).toBeGreaterThan(14)
    expect(sendPaths).toEqual(['/trpc/ingest.send', '/v1/runs'])
    expect(callsOf('mutation', undefined)).toEqual([])
    expect(controlWrites.length).toBeGreaterThan(4)
    // No procedure is left out, whatever its kind.
    expect(queryCalls.length + callsOf('query', 'admin').length + controlWrites.length + streams.length).toBe(procedures.length)
    expect(streams).toEqual(['/trpc/runs.tail'])
  })

  test.each(kinds)('reading with %s', async (kind) => {
    for (const path of readPaths) {
      const allowed: readonly Kind[] = path === '/metrics' ? ['ingest', 'query', 'admin'] : ['query', 'admin']
      const answer = await keyed.query.get(path, bearer(kind))
      expect({ path, kind, got: refusalOf(answer.status) }).toEqual({ path, kind, got: expected(kind, allowed) })
      if (answer.status === 401) expect(answer.text).toContain('hint')
      if (answer.status === 401) expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
  })

  test.each(kinds)('following with %s', async (kind) => {
    for (const path of streams) {
      const hangUp = new AbortController()
      const answer = await fetch(`http://127.0.0.1:${keyed.queryPort}${withInput(path)}`, { headers: { ...bearer(kind), accept: 'text/event-stream' }, signal: hangUp.signal })
      expect({ path, kind, got: refusalOf(answer.status) }).toEqual({ path, kind, got: expected(kind, ['query', 'admin']) })
      hangUp.abort()
    }
  })

  test.each(kinds)('sending with %s', async (kind) => {
    for (const path of sendPaths) {
      const answer = await keyed.ingest.post(path, { runs: [wireRun()], steps: [] }, bearer(kind))
      expect({ path, kind, got: refusalOf(answer.status) }).toEqual({ path, kind, got: expected(kind, ['ingest']) })
    }
  })

  test.each(kinds)('control with %s', async (kind) => {
    for (const path of controlReads) {
      const answer = await keyed.query.get(path, bearer(kind))
      expect({ path, kind, got: refusalOf(answer.status) }).toEqual({ path, kind, got: expected(kind, ['admin']) })
    }
    for (const path of controlWrites) {
      const answer = await keyed.query.post(path, {}, bearer(kind))
      expect({ path, kind, got: refusalOf(answer.status) }).toEqual({ path, kind, got: expected(kind, ['admin']) })
    }
  })

  test('a key of the other door is refused there too', async () => {
    for (const path of controlWrites) expect([401, 403, 404, 405]).toContain((await keyed.ingest.post(path, {}, bearer('admin'))).status)
    for (const path of sendPaths) expect([401, 403, 404, 405]).toContain((await keyed.query.post(path, { runs: [wireRun()], steps: [] }, bearer('ingest'))).status)
  })

  test('a local door controls nothing without the admin key', async () => {
    for (const path of controlReads) expect((await local.query.get(path)).status).toBe(403)
    for (const path of controlWrites) expect((await local.query.post(path, {})).status).toBe(403)
  })

  test('the open calls answer anybody and say nothing of a project', async () => {
    for (const path of ['/', '/health/live', '/health/ready', '/openapi.json', '/docs/']) expect((await keyed.query.get(path)).status).toBe(200)
    for (const path of ['/', '/health/live', '/health/ready']) expect((await keyed.ingest.get(path)).status).toBe(200)
  })
})

test('a revoked key stops within a second', async () => {
  const key = newKey('query')
  await addKey(key)
  const headers = { authorization: `Bearer ${key}` }
  expect((await keyed.query.get('/v1/runs', headers)).status).toBe(200)
  await owner.query('UPDATE agenttracer_control.api_key SET revoked_at = now() WHERE key_hash = $1', [Buffer.from(hashKey(key))])
  await expect.poll(async () => (await keyed.query.get('/v1/runs', headers)).status, { timeout: 1_000, interval: 50 }).toBe(401)
})

test('a wrong key takes the same way as a right one, however near it comes', async () => {
  const asked: string[] = []
  const watched: Authenticator = {
    authenticate: async (hash) => {
      asked.push(Buffer.from(hash).toString('hex'))
      return { ok: true, value: null }
    },
    defaultProject: async () => ({ ok: true, value: '01900000-0000-7000-8000-000000000000' as ProjectId }),
  }
  const authenticate = createAuthenticate({ authenticator: watched, isLocal: false, adminKeyHash: hashKey(keys.admin), now: Date.now })
  const tried = ['x', 'at_query_', keys.malformed, `${keys.admin.slice(0, -1)}${keys.admin.endsWith('0') ? '1' : '0'}`, keys.query, newKey('query'), newKey('ingest')]
  const codes = await Promise.all(tried.map((key) => authenticate({ headers: { authorization: `Bearer ${key}` }, socket: { remoteAddress: '203.0.113.9' } } as never).then(() => 'in', (error: ApiFailure) => error.error.code)))
  // One look-up of one hash each: nothing is compared byte by byte, nothing returns early.
  expect(new Set(codes)).toEqual(new Set(['KEY_UNKNOWN']))
  expect(asked).toEqual(tried.map((key) => Buffer.from(hashKey(key)).toString('hex')))
})

test('a flood of wrong keys is slowed down; the right key still opens', async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 400; n += 1) statuses.add((await keyed.query.get('/v1/runs', { authorization: `Bearer ${newKey('query')}` })).status)
  expect(statuses).toEqual(new Set([401, 429]))
  expect((await keyed.query.get('/v1/runs', bearer('query'))).status).toBe(200)
})

test('one key may not ask without end', async () => {
  const slow = await startTestApi(database, { isLocal: false, adminKeyHash: hashKey(keys.admin), requestsPerSecond: { ingest: 5, query: 5 } })
  try {
    const ask = () => slow.query.get('/metrics', bearer('admin'))
    expect((await ask()).status).toBe(200)
    const answers = await Promise.all(Array.from({ length: 60 }, ask))
    expect(answers.find((answer) => answer.status === 429)?.headers.get('retry-after')).toBe('1')
    await expect.poll(async () => (await ask()).status, { timeout: 3_000, interval: 1_100 }).toBe(200)
  } finally {
    await slow.stop()
  }
})

/** fetch forbids these headers. */
const rawStatus = (port: number, path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', reject).end()
  })

describe('a local door without a key', () => {
  test.each([
    { name: 'a program on this machine', headers: {}, status: 200 },
    { name: 'a name bound to this machine', headers: { host: 'evil.example' }, status: 403 },
    { name: 'a proxy in front', headers: { 'x-forwarded-for': '203.0.113.9' }, status: 403 },
    { name: 'a proxy in front (Forwarded)', headers: { forwarded: 'for=203.0.113.9' }, status: 403 },
    { name: 'a proxy in front (Via)', headers: { via: '1.1 x' }, status: 403 },
    { name: 'a page of another origin', headers: { origin: 'https://evil.example' }, status: 403 },
    { name: 'a page of another port', headers: { origin: 'http://localhost:3000' }, status: 403 },
    { name: 'a cross-site request', headers: { 'sec-fetch-site': 'cross-site' }, status: 403 },
    { name: 'a wrong key', headers: { authorization: `Bearer ${keys.unknown}` }, status: 401 },
    { name: 'a right key through a proxy', headers: { ...bearer('query'), 'x-forwarded-for': '203.0.113.9' }, status: 200 },
    { name: 'an ingest key', headers: bearer('ingest'), status: 403 },
  ])('$name: $status', async ({ headers, status }) => {
    expect(await rawStatus(local.queryPort, '/v1/runs', headers)).toBe(status)
    expect(await rawStatus(local.queryPort, `/trpc/runs.list?input=%7B%7D`, headers)).toBe(status)
  })

  test('no answer lets another origin read it', async () => {
    const answer = await local.query.get('/v1/runs')
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})

test('no key is in any answer or log', () => {
  const everything = keyed.query.seen() + keyed.ingest.seen() + keyed.logs() + local.logs()
  const found = Object.values(keys).filter((key) => key !== keys.malformed && everything.includes(key.split('_')[2] ?? key))
  expect(found).toEqual([])
})
