import { setTimeout as sleep } from 'node:timers/promises'
import type { Receipt } from '@agenttracer/schema'
import type { RunDetail } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi } from './testing/api-fixture.ts'
import type { TestApi } from './testing/api-fixture.ts'
import { wireRun, wireTree } from './testing/wire-records.ts'

let database: TestDatabase
let api: TestApi
let owner: pg.Client
beforeAll(async () => {
  database = await startTestDatabase()
  api = await startTestApi(database)
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await api.stop()
  await owner.end()
  await database.stop()
})

type Answer = Receipt & { readonly error?: { readonly code: string } }
const send = (body: unknown) => api.ingest.post<Answer>('/v1/runs', body)
const statusOf = async (runId: unknown): Promise<number> => (await api.query.get(`/v1/runs/${String(runId)}`)).status
const bugs = (): readonly string[] => api.logs().split('\n').filter((line) => line.includes('"event":"bug"'))

test('R2: connections to the database that are cut again and again: 200 means stored, all else is put off and can be sent again, once in the end', async () => {
  const sent: { readonly tree: ReturnType<typeof wireTree>; readonly status: number; readonly retryAfter: string | null }[] = []
  let isOver = false
  const senders = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const tree = wireTree(3)
      const { status, headers } = await send({ runs: [tree.run], steps: tree.steps })
      sent.push({ tree, status, retryAfter: headers.get('retry-after') })
    }
  })
  // Some cuts meet a statement, some a commit, some an idle connection.
  let cut = 0
  for (let round = 0; round < 400 && (round < 40 || !sent.some(({ status }) => status === 503)); round += 1) {
    cut += (await owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'agenttracer-ingest'")).rowCount ?? 0
    await sleep(10 + (round % 7) * 10)
  }
  isOver = true
  await Promise.all(senders)
  expect(cut).toBeGreaterThan(0)
  const putOff = sent.filter(({ status }) => status !== 200)
  expect(new Set(putOff.map(({ status, retryAfter }) => `${status} ${Number(retryAfter) > 0}`))).toEqual(new Set(['503 true']))
  for (const { tree } of sent.filter(({ status }) => status === 200)) expect(await statusOf(tree.run['runId'])).toBe(200)
  for (const { tree } of putOff) {
    await expect.poll(async () => (await send({ runs: [tree.run], steps: tree.steps })).status, { timeout: 20_000 }).toBe(200)
    expect((await api.query.get<RunDetail>(`/v1/runs/${String(tree.run['runId'])}`)).body.stepCount).toBe(3)
  }
  expect(bugs()).toEqual([])
}, 120_000)

test.each([
  ['53100', 'a full disk'], ['53200', 'no memory'], ['53400', 'a limit of its configuration'], ['58030', 'a disk that cannot be read'], ['25006', 'a database that only reads'],
])('R2: %s (%s) at a write: 503 with Retry-After, nothing half stored; the same batch is taken afterwards', async (code, what) => {
  await owner.query(`CREATE FUNCTION public.fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'CANARY ${what}' USING ERRCODE = '${code}'; END $$`)
  await owner.query('CREATE TRIGGER fault BEFORE INSERT ON agenttracer.step FOR EACH STATEMENT EXECUTE FUNCTION public.fault()')
  const { run, steps } = wireTree(3)
  const refused = await send({ runs: [run], steps })
  await owner.query('DROP FUNCTION public.fault() CASCADE')
  expect({ status: refused.status, code: refused.body.error?.code }).toEqual({ status: 503, code: 'STORE_UNAVAILABLE' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.text + api.logs()).not.toContain('CANARY')
  expect(await statusOf(run['runId'])).toBe(404)
  const again = await send({ runs: [run], steps })
  expect(new Set(again.body.records.map(({ result }) => result))).toEqual(new Set(['accepted']))
  expect(bugs()).toEqual([])
})

test('R2: a table that somebody holds: 503 once the time is over, not stored; afterwards the same batch is taken', async () => {
  await owner.query('BEGIN')
  await owner.query('LOCK TABLE agenttracer.run IN ACCESS EXCLUSIVE MODE')
  const run = wireRun()
  const refused = await send({ runs: [run], steps: [] })
  await owner.query('ROLLBACK')
  expect({ status: refused.status, code: refused.body.error?.code, isLater: Number(refused.headers.get('retry-after')) > 0 }).toEqual({ status: 503, code: 'STORE_UNAVAILABLE', isLater: true })
  expect(await statusOf(run['runId'])).toBe(404)
  expect((await send({ runs: [run], steps: [] })).body.records.map(({ result }) => result)).toEqual(['accepted'])
  expect(bugs()).toEqual([])
}, 60_000)
