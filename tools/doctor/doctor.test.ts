import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processFacts } from '@agenttracer/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readWish } from './arguments.ts'
import { readProxySettings } from './doctor-env.ts'
import { examineDoors, examineKey } from './doors.ts'
import { examineInstance } from './instance.ts'
import { examineSdk } from './sdk-settings.ts'
import { examineClock, examineNode, examineProxy } from './surroundings.ts'

const ingest = 'http://127.0.0.1:8000'
const unset = { isDisabled: false, apiUrl: undefined, apiKey: undefined }
let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'agenttracer-doctor-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test.each([
  { name: 'switched off', given: { ...unset, isDisabled: true }, state: 'bad', says: 'AGENTTRACER_DISABLED' },
  { name: 'no address', given: unset, state: 'note', says: 'AGENTTRACER_API_URL' },
  { name: 'the query port as address', given: { ...unset, apiUrl: 'http://localhost:8001' }, state: 'bad', says: 'port 8001' },
  { name: 'no address at all in it', given: { ...unset, apiUrl: 'localhost' }, state: 'bad', says: 'not an address' },
  { name: 'a query key', given: { ...unset, apiKey: 'at_query_secret' }, state: 'bad', says: 'not an ingest key' },
])('finds: $name', ({ given, state, says }) => {
  const found = examineSdk(given, ingest).find(({ what }) => what.includes(says))
  expect(found?.state).toBe(state)
  expect(JSON.stringify(found)).not.toContain('secret')
})

test('a shell that points to the ingest door with an ingest key is well', () => {
  const verdicts = examineSdk({ isDisabled: false, apiUrl: 'http://localhost:8000', apiKey: 'at_ingest_x' }, ingest)
  expect(verdicts.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
})

test('a folder that is not there, and one that nobody runs on', async () => {
  expect(await examineInstance(join(home, 'none'))).toMatchObject([{ state: 'bad' }])
  const states = (await examineInstance(home)).map(({ state, what }) => `${state} ${what}`)
  expect(states).toContain('bad AgentTracer does not run on this data folder')
  expect(states).toContain('bad the secrets of this instance are not there yet')
})

test('a live holder, open secrets and a silent database', async () => {
  mkdirSync(join(home, 'secrets'))
  for (const name of ['admin-key', 'db-roles.json']) writeFileSync(join(home, 'secrets', name), '{}', { mode: 0o600 })
  chmodSync(join(home, 'secrets/admin-key'), 0o644)
  writeFileSync(join(home, 'lock'), `${process.pid} ${processFacts(process.pid)?.began}\n`)
  writeFileSync(join(home, 'postgres-port'), '1\n')
  const text = (await examineInstance(home)).map(({ state, what }) => `${state} ${what}`).join('\n')
  expect(text).toContain(`ok AgentTracer runs (process ${process.pid})`)
  expect(text).toMatch(/note .*admin-key can be read by others/)
  expect(text).toContain('bad Postgres does not answer')
})

const doors = (answers: Record<string, Response | undefined>): typeof fetch => (async (url: string) => {
  const answer = Object.entries(answers).find(([part]) => url.includes(part))?.[1]
  if (answer === undefined) throw new Error('refused')
  return answer.clone()
}) as typeof fetch
const runs = (items: object[]): Response => Response.json({ items })
const web = { ':3000/health/live': new Response('ok') }
const healthy = { '/health/ready': new Response('ok'), ...web }
const ports = { ingest: 8000, query: 8001, web: 3000 }

test.each([
  { name: 'nobody at home', given: {}, states: ['bad', 'bad', 'bad', 'bad'] },
  { name: 'another program on the ports', given: { '/health/ready': new Response('', { status: 404 }), ':3000/': new Response('', { status: 404 }), '/v1/runs': new Response('', { status: 404 }) }, states: ['bad', 'bad', 'bad', 'bad'] },
  { name: 'a database that is down', given: { '/health/ready': new Response('', { status: 503 }), ...web, '/v1/runs': new Response('', { status: 503 }) }, states: ['bad', 'bad', 'ok', 'bad', 'bad'] },
  { name: 'a web UI that does not reach the API', given: { ...healthy, ':3000/v1/runs': new Response('', { status: 502 }), '/v1/runs': runs([]) }, states: ['ok', 'ok', 'ok', 'bad', 'bad'] },
  { name: 'a web UI with a sign-in', given: { ...healthy, ':3000/v1/runs': new Response('', { status: 401 }), '/v1/runs': runs([]) }, states: ['ok', 'ok', 'ok', 'note', 'bad'] },
  { name: 'nothing sent yet', given: { ...healthy, '/v1/runs': runs([]) }, states: ['ok', 'ok', 'ok', 'ok', 'bad'] },
  { name: 'the demo alone', given: { ...healthy, '/v1/runs': runs([{ agentId: 'a', environment: 'demo' }]) }, states: ['ok', 'ok', 'ok', 'ok', 'note'] },
  { name: 'a run of your own', given: { ...healthy, '/v1/runs': runs([{ agentId: 'a', environment: 'production' }]) }, states: ['ok', 'ok', 'ok', 'ok', 'ok'] },
])('doors: $name', async ({ given, states }) => {
  expect((await examineDoors(ports, doors(given))).map(({ state }) => state)).toEqual(states)
})

test('a port that a program has which speaks no HTTP', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const found = await examineDoors({ ...ports, ingest: port, web: port }, doors({}))
  server.close()
  expect(found.map(({ what }) => what)).toEqual(expect.arrayContaining([`a program that is not the ingest door has port ${port}`, `a program that is not the web UI has port ${port}`]))
})

test.each([[401, 'bad', 'does not know'], [403, 'bad', 'may not write'], [400, 'ok', 'takes'], [404, 'note', 'HTTP 404']])('a key that is answered %i: %s', async (status, state, says) => {
  const [verdict] = await examineKey('http://localhost:8000', 'at_ingest_secret', doors({ '/v1/runs': new Response('', { status }) }))
  expect(verdict).toMatchObject({ state, what: expect.stringContaining(says) })
  expect(JSON.stringify(verdict)).not.toContain('secret')
})

test.each([
  { name: 'none', env: {}, state: 'ok' },
  { name: 'one that Node does not use', env: { HTTP_PROXY: 'http://me:secret@proxy:3128' }, state: 'ok' },
  { name: 'one that Node uses', env: { http_proxy: 'http://me:secret@proxy:3128', NODE_USE_ENV_PROXY: '1' }, state: 'bad' },
  { name: 'one that excepts one name of this machine', env: { HTTP_PROXY: 'http://proxy', NODE_USE_ENV_PROXY: '1', NO_PROXY: 'localhost' }, state: 'bad' },
  { name: 'one that excepts this machine', env: { HTTP_PROXY: 'http://proxy', NODE_OPTIONS: '--use-env-proxy', no_proxy: 'localhost, 127.0.0.1' }, state: 'ok' },
])('proxy: $name', ({ env, state }) => {
  const verdict = examineProxy(readProxySettings(env))
  expect(verdict.state).toBe(state)
  expect(JSON.stringify(verdict)).not.toContain('secret')
})

test('Node and clocks', () => {
  expect(['22.19.0', '24.0.0', '26.1.0'].map((version) => examineNode(version).state)).toEqual(['bad', 'ok', 'ok'])
  expect([0, 59_000, -61_000, 3_600_000].map((ms) => examineClock('the API', ms).state)).toEqual(['ok', 'ok', 'note', 'note'])
})

test('words behind the command', () => {
  expect([[], ['--json'], ['-h'], ['--help', '--json'], ['--jsn']].map((words) => readWish(words))).toEqual([
    { kind: 'examine', isJson: false }, { kind: 'examine', isJson: true }, { kind: 'help' }, { kind: 'help' }, { kind: 'unknown', word: '--jsn' },
  ])
})
