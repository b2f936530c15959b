import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId, RunRecord, StepRecord } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { Door } from '../connect/connection-urls.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'

const [mine, theirs] = [randomUUID() as ProjectId, randomUUID() as ProjectId]
const tables = ['run', 'step', 'name', 'agent_name', 'client_drop'] as const
let database: TestDatabase
let runIds: Readonly<Record<string, string>>

beforeAll(async () => {
  database = await startTestDatabase()
  const store = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  const made: Record<string, string> = {}
  for (const project of [mine, theirs]) {
    const at = Date.now()
    const runId = runIdFrom(at, randomBytes(10))
    const startedAt = new Date(at).toISOString() as RunRecord['startedAt']
    const sdk = { name: 'sdk', version: '1' }
    const run = { runId, agentId: 'bot', agentVersion: '1', environment: 'prod', status: 'running', revision: 0, startedAt, sdk, metrics: [], dropped: [] } as unknown as RunRecord
    const step = { runId, stepId: stepIdFrom(randomBytes(8)), seq: 0, type: 'tool', name: 'search', status: 'ok', attempt: 1, revision: 0, startedAt } as unknown as StepRecord
    const client = { clientId: randomUUID(), sdk, dropped: [{ reason: 'buffer_full', count: 1 }] } as never
    const answer = await store.ingest(project, { runs: [run], steps: [step], open: [], client })
    if (!answer.ok) throw new Error(answer.refusal.kind)
    made[project] = runId
  }
  runIds = made
  await store.close()
})
afterAll(() => database.stop())

async function as<T>(door: Door, project: string | null, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database.urls[door] })
  await client.connect()
  try {
    if (project !== null) await client.query("SELECT set_config('app.project_id', $1, false)", [project])
    return await work(client)
  } finally {
    await client.end()
  }
}
const count = (table: string) => async (client: pg.Client): Promise<number> =>
  (await client.query<{ n: number }>(`SELECT count(*)::int4 AS n FROM agenttracer.${table}`)).rows[0]?.n ?? -1
const denied = { code: '42501' }

test.each(tables)('R15: the query role sees nothing of %s without a project, and only its own with one', async (table) => {
  expect(await as('query', null, count(table))).toBe(0)
  expect(await as('query', '', count(table))).toBe(0)
  expect(await as('query', randomUUID(), count(table))).toBe(0)
  const own = await as('query', mine, async (client) => (await client.query<{ project_id: string }>(`SELECT DISTINCT project_id FROM agenttracer.${table}`)).rows)
  expect(own).toEqual([{ project_id: mine }])
  const other = await as('query', mine, async (client) => (await client.query(`SELECT 1 FROM agenttracer.${table} WHERE project_id = $1`, [theirs])).rowCount)
  expect(other).toBe(0)
})

test.each([...tables, 'dirty_hour', 'run_default', 'word', 'failure_code', 'migration'])('the ingest role cannot read or write %s', async (table) => {
  await as('ingest', mine, async (client) => {
    await expect(client.query(`SELECT * FROM agenttracer.${table}`)).rejects.toMatchObject(denied)
    await expect(client.query(`DELETE FROM agenttracer.${table}`)).rejects.toMatchObject(denied)
    await expect(client.query(`INSERT INTO agenttracer.${table} DEFAULT VALUES`)).rejects.toMatchObject(denied)
  })
})

test.each([...tables, 'dirty_hour', 'word'])('the query role cannot write %s, not even outside a read-only transaction', async (table) => {
  await as('query', mine, async (client) => {
    await expect(client.query(`DELETE FROM agenttracer.${table}`)).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) })
    await client.query('SET default_transaction_read_only = off')
    await expect(client.query(`DELETE FROM agenttracer.${table}`)).rejects.toMatchObject(denied)
    await expect(client.query(`INSERT INTO agenttracer.${table} DEFAULT VALUES`)).rejects.toMatchObject(denied)
    await expect(client.query(`TRUNCATE agenttracer.${table}`)).rejects.toMatchObject(denied)
  })
})

test.each(tables)('the control role cannot read or write %s', async (table) => {
  await as('control', mine, async (client) => {
    await expect(client.query(`SELECT * FROM agenttracer.${table}`)).rejects.toMatchObject(denied)
    await expect(client.query(`DELETE FROM agenttracer.${table}`)).rejects.toMatchObject(denied)
  })
})

test('the ingest role reads back only runs that its own transaction holds', async () => {
  await as('ingest', mine, async (client) => {
    const read = async (runId: string | undefined): Promise<number | null> => (await client.query('SELECT run_id FROM agenttracer.read_locked_runs_v1($1)', [[runId]])).rowCount
    expect(await read(runIds[mine])).toBe(0)
    await client.query('BEGIN')
    expect(await read(runIds[mine])).toBe(0)
    await client.query('SELECT * FROM agenttracer.lock_runs_v1($1)', [[runIds[mine], runIds[theirs]]])
    expect(await read(runIds[mine])).toBe(1)
    expect(await read(runIds[theirs])).toBe(0)
    await client.query('ROLLBACK')
    expect(await read(runIds[mine])).toBe(0)
  })
})

test('no project, no writing', async () => {
  await as('ingest', null, async (client) => {
    await expect(client.query("SELECT * FROM agenttracer.register_names_v1('{NULL}', '{4}', '{search}')")).rejects.toMatchObject(denied)
  })
})

test('keys of one project are out of sight of another, and doors see none at all', async () => {
  await as('control', mine, async (client) => {
    await client.query("INSERT INTO agenttracer_control.project (project_id, slug, name) VALUES ($1, 'mine', 'Mine'), ($2, 'theirs', 'Theirs')", [mine, theirs])
    const add = "INSERT INTO agenttracer_control.api_key (project_id, key_hash, scope, prefix, name) VALUES ($1, $2, 1, 'at_ingest_abcd', 'key')"
    await client.query(add, [mine, randomBytes(32)])
    await expect(client.query(add, [theirs, randomBytes(32)])).rejects.toMatchObject(denied)
    expect((await client.query('SELECT 1 FROM agenttracer_control.api_key')).rowCount).toBe(1)
  })
  expect(await as('control', theirs, async (client) => (await client.query('SELECT 1 FROM agenttracer_control.api_key')).rowCount)).toBe(0)
  for (const door of ['ingest', 'query'] as const) await as(door, mine, (client) => expect(client.query('SELECT 1 FROM agenttracer_control.api_key')).rejects.toMatchObject(denied))
})

test('the definer role cannot be taken on by a door', async () => {
  for (const door of ['ingest', 'query', 'control'] as const) await as(door, mine, (client) => expect(client.query('SET ROLE agenttracer_definer')).rejects.toMatchObject(denied))
})
