import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { ChangedBy } from './audit.ts'
import type { ControlStore, KeySummary, NewKey } from '../store.ts'
import { aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import { createAuthenticator } from './authenticator.ts'
import { createControlStore } from './control-store.ts'

let database: TestDatabase
let owner: pg.Client
let control: ControlStore
let authenticator: ReturnType<typeof createAuthenticator>
let project: ProjectId
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  control = createControlStore({ url: database.urls.control })
  authenticator = createAuthenticator({ url: database.urls.query })
  const found = await authenticator.defaultProject()
  if (!found.ok) throw new Error(found.refusal.kind)
  project = found.value
})
afterAll(async () => {
  await Promise.all([control.close(), authenticator.close(), owner.end()])
  await database.stop()
})

const by: ChangedBy = { actor: 'instance_key', keyPrefix: null }

const hashOf = (key: string): Uint8Array => createHash('sha256').update(key).digest()
async function made(more: Partial<NewKey> = {}): Promise<{ key: string; summary: KeySummary }> {
  const key = `at_ingest_${randomBytes(16).toString('hex')}`
  const answer = await control.createKey({ projectId: project, scope: 'ingest', prefix: 'at_ingest_3fK9', keyHash: hashOf(key), name: 'CI', ...more }, by)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return { key, summary: answer.value }
}

test('a key is known by its hash until it is revoked, and its use is noted', async () => {
  const { key, summary } = await made()
  expect(await authenticator.authenticate(hashOf(key))).toEqual({ ok: true, value: { scope: 'ingest', projectId: project } })
  const listed = await control.listKeys(project)
  expect(listed).toMatchObject({ ok: true, value: [{ keyId: summary.keyId, name: 'CI', lastUsedAt: expect.stringMatching(/Z$/), revokedAt: null }] })
  expect(await control.revokeKey(project, summary.keyId, by)).toEqual({ ok: true, value: true })
  expect(await control.revokeKey(project, summary.keyId, by)).toEqual({ ok: true, value: false })
  expect(await authenticator.authenticate(hashOf(key))).toEqual({ ok: true, value: null })
  expect(await control.revokeKey(project, 'x; DROP', by)).toEqual({ ok: true, value: false })
})

test('an expired key, and a hash nobody has, are nobody', async () => {
  const { key } = await made({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
  expect(await authenticator.authenticate(hashOf(key))).toEqual({ ok: true, value: null })
  expect(await authenticator.authenticate(randomBytes(32))).toEqual({ ok: true, value: null })
  expect(await authenticator.authenticate(Buffer.from('short'))).toEqual({ ok: true, value: null })
})

test('an admin key belongs to the instance', async () => {
  const { key, summary } = await made({ projectId: null, scope: 'admin', prefix: 'at_admin_ab12' })
  expect(await authenticator.authenticate(hashOf(key))).toEqual({ ok: true, value: { scope: 'admin', projectId: null } })
  expect(await control.listKeys(null)).toMatchObject({ ok: true, value: [{ keyId: summary.keyId }] })
  expect(await control.revokeKey(project, summary.keyId, by)).toEqual({ ok: true, value: false })
})

test.each([
  ['a name of 41 characters', { name: 'x'.repeat(41) }], ['an empty name', { name: '' }], ['a whole key as prefix', { prefix: `at_ingest_${'a'.repeat(32)}` }],
  ['a hash of another length', { keyHash: randomBytes(20) }], ['an admin key of a project', { scope: 'admin' as const }], ['an ingest key of nobody', { projectId: null, scope: 'ingest' as const }],
])('%s is refused', async (_, more) => {
  const answer = await control.createKey({ projectId: project, scope: 'ingest', prefix: 'at_ingest_3fK9', keyHash: randomBytes(32), name: 'CI', ...more }, by).catch((error: unknown) => error)
  expect(answer).not.toMatchObject({ ok: true })
})

test('projects are made with a slug that is free and well formed', async () => {
  expect(await control.createProject({ slug: 'team-a', name: 'Team A' }, by)).toMatchObject({ ok: true, value: { slug: 'team-a', retentionDays: 30 } })
  for (const slug of ['team-a', 'Team A', '1st']) expect(await control.createProject({ slug, name: 'Other' }, by)).toEqual({ ok: false, refusal: { kind: 'refused' } })
  expect(await control.setRetention(project, 0, by)).toEqual({ ok: false, refusal: { kind: 'refused' } })
})

test('demo data goes and nothing else does', async () => {
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  const [demo, real] = [Array.from({ length: 450 }, () => aRun({ environment: 'demo' })), aRun()]
  await ingest.ingest(project, aRequest({ runs: [...demo, real], steps: [...demo, real].map(({ runId }) => aStep(runId)) }))
  await ingest.close()
  expect(await control.deleteEnvironment(project, 'demo' as SafeName, by)).toEqual({ ok: true, value: 450 })
  expect(await control.deleteEnvironment(project, 'demo' as SafeName, by)).toEqual({ ok: true, value: 0 })
  const left = await owner.query<{ run_id: string }>('SELECT run_id FROM agenttracer.run UNION ALL SELECT run_id FROM agenttracer.step')
  expect(left.rows.map((row) => row.run_id)).toEqual([real.runId, real.runId])
})

test('R20: the sweep deletes past each project\'s retention, skewed clocks by their arrival, and drops whole weeks', async () => {
  const day = 86_400_000
  const answer = await control.createProject({ slug: 'short', name: 'Short' }, by)
  if (!answer.ok) throw new Error('refused')
  const short = answer.value.projectId
  await control.setRetention(short, 2, by)
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose, retentionDays: 30 })
  const [old, recent, skewed] = [aRun({ runId: aRunId(Date.now() - 5 * day) }), aRun(), aRun({ runId: aRunId(Date.now() - 400 * day) })]
  for (const to of [project, short]) await ingest.ingest(to, aRequest({ runs: [old, recent, skewed], steps: [aStep(old.runId)] }))
  await ingest.close()
  await owner.query("UPDATE agenttracer.run SET sort_at = now() - interval '3 days' WHERE clock_skew AND project_id = $1", [short])
  await owner.query("CREATE TABLE agenttracer.run_20200106 PARTITION OF agenttracer.run FOR VALUES FROM ('016f7000-0000-0000-0000-000000000000') TO ('016f9000-0000-0000-0000-000000000000')")
  expect(await control.sweepRetention()).toBe(true)
  const left = async (to: ProjectId): Promise<string[]> => (await owner.query<{ run_id: string }>('SELECT run_id FROM agenttracer.run WHERE project_id = $1 ORDER BY received_at, run_id', [to])).rows.map((row) => row.run_id)
  expect(await left(short)).toEqual([recent.runId])
  expect(new Set(await left(project))).toEqual(new Set([...(await left(project)).filter((id) => ![old.runId, recent.runId, skewed.runId].includes(id as never)), old.runId, recent.runId, skewed.runId]))
  expect((await owner.query('SELECT 1 FROM agenttracer.step WHERE project_id = $1', [short])).rowCount).toBe(0)
  expect((await owner.query("SELECT to_regclass('agenttracer.run_20200106') AS gone")).rows).toEqual([{ gone: null }])
  const marks = await owner.query('SELECT project_id, hour FROM agenttracer.dirty_hour GROUP BY 1, 2 HAVING count(*) > 1')
  expect(marks.rows).toEqual([])
})

test('R20: a week that is past leaves nothing in the files of the database', async () => {
  const runId = aRunId(Date.parse('2020-01-08T00:00:00.000Z'))
  const bytes = Buffer.from(runId.replaceAll('-', ''), 'hex')
  const isInFiles = async (): Promise<boolean> => {
    await owner.query('CHECKPOINT')
    const base = join(database.data, 'base')
    return readdirSync(base, { recursive: true, withFileTypes: true }).some((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(bytes))
  }
  for (const table of ['run', 'step']) await owner.query(`CREATE TABLE agenttracer.${table}_20200106 PARTITION OF agenttracer.${table} FOR VALUES FROM ('016f7000-0000-0000-0000-000000000000') TO ('016f9000-0000-0000-0000-000000000000')`)
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose, retentionDays: 30 })
  await ingest.ingest(project, aRequest({ runs: [aRun({ runId })], steps: [aStep(runId)] }))
  await ingest.close()
  expect(await isInFiles()).toBe(true)
  expect(await control.sweepRetention()).toBe(true)
  expect(await isInFiles()).toBe(false)
})

test('rows of the default partition move when their week gets its own', async () => {
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  const run = aRun()
  const [week] = (await owner.query<{ part: string }>('SELECT tableoid::regclass::text AS part FROM agenttracer.run ORDER BY received_at DESC LIMIT 1')).rows
  const part = week?.part.replace('agenttracer.', '') ?? ''
  await owner.query(`DROP TABLE agenttracer.${part}, agenttracer.${part.replace('run', 'step')}`)
  await ingest.ingest(project, aRequest({ runs: [run], steps: [aStep(run.runId)] }))
  const place = async (): Promise<unknown> => (await owner.query('SELECT r.tableoid::regclass::text AS run, t.tableoid::regclass::text AS step FROM agenttracer.run r JOIN agenttracer.step t USING (run_id) WHERE run_id = $1', [run.runId])).rows
  expect(await place()).toEqual([{ run: 'agenttracer.run_default', step: 'agenttracer.step_default' }])
  await Promise.all([control.ensurePartitions(), control.ensurePartitions()])
  expect(await place()).toEqual([{ run: week?.part, step: week?.part.replace('run_', 'step_') }])
  expect(await ingest.ingest(project, aRequest({ runs: [run] }))).toMatchObject({ ok: true, value: { runs: ['duplicate'] } })
  await ingest.close()
})
