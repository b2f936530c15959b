import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processFacts } from '@agenttracer/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { examineDoors } from './doors.ts'
import { examineInstance } from './instance.ts'
import { examineSdk } from './sdk-settings.ts'

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
const healthy = { '/health/ready': new Response('ok'), ':3000/': new Response('page') }

test.each([
  { name: 'nobody at home', given: {}, states: ['bad', 'bad', 'bad', 'bad'] },
  { name: 'another program on the ports', given: { '/health/ready': new Response('', { status: 404 }), ':3000/': new Response('x'), '/v1/runs': new Response('', { status: 404 }) }, states: ['bad', 'bad', 'ok', 'bad'] },
  { name: 'a database that is down', given: { '/health/ready': new Response('', { status: 503 }), ':3000/': new Response('x'), '/v1/runs': new Response('', { status: 503 }) }, states: ['bad', 'bad', 'ok', 'bad'] },
  { name: 'nothing sent yet', given: { ...healthy, '/v1/runs': runs([]) }, states: ['ok', 'ok', 'ok', 'bad'] },
  { name: 'the demo alone', given: { ...healthy, '/v1/runs': runs([{ agentId: 'a', environment: 'demo' }]) }, states: ['ok', 'ok', 'ok', 'note'] },
  { name: 'a run of your own', given: { ...healthy, '/v1/runs': runs([{ agentId: 'a', environment: 'production' }]) }, states: ['ok', 'ok', 'ok', 'ok'] },
])('doors: $name', async ({ given, states }) => {
  expect((await examineDoors({ ingest: 8000, query: 8001, web: 3000 }, doors(given))).map(({ state }) => state)).toEqual(states)
})
