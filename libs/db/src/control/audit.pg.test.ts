import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import type { AuditEntry } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { ControlStore } from '../store.ts'
import { aRequest, aRun } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import type { ChangedBy } from './audit.ts'
import { createControlStore } from './control-store.ts'

let database: TestDatabase
let owner: pg.Client
let control: ControlStore
let project: ProjectId
const by: ChangedBy = { actor: 'admin_key', keyPrefix: 'at_admin_3fK9aB' }
const web: ChangedBy = { actor: 'web', keyPrefix: null }

beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  control = createControlStore({ url: database.urls.control })
  const made = await control.createProject({ slug: `audit-${randomBytes(3).toString('hex')}`, name: 'Audit' }, web)
  if (!made.ok) throw new Error('refused')
  project = made.value.projectId
})
afterAll(async () => {
  await Promise.all([control.close(), owner.end()])
  await database.stop()
})

async function entries(of = project): Promise<readonly AuditEntry[]> {
  const page = await control.listAudit(of, { limit: 200 })
  if (!page.ok) throw new Error(page.refusal.kind)
  return page.value.items
}
const newKey = (more: object = {}) => ({ projectId: project, scope: 'query' as const, prefix: 'at_query_abcd', keyHash: randomBytes(32), name: 'CI', ...more })

test('every change is noted with who, what and when; what changes nothing is not', async () => {
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  await ingest.ingest(project, aRequest({ runs: [aRun({ environment: 'demo' }), aRun({ environment: 'demo' })] }))
  await ingest.close()
  const key = await control.createKey(newKey(), by)
  const keyId = key.ok ? key.value.keyId : ''
  await control.revokeKey(project, keyId, web)
  await control.revokeKey(project, keyId, web)
  await control.setRetention(project, 9, { actor: 'setting', keyPrefix: null })
  await control.setRetention(project, 9, web)
  const view = await control.saveView(project, { name: 'Failing', address: 'status=failed' }, by)
  const viewId = view.ok ? view.value.viewId : ''
  await control.deleteView(project, viewId, web)
  await control.deleteView(project, viewId, web)
  await control.deleteEnvironment(project, 'demo' as SafeName, by)
  await control.deleteEnvironment(project, 'demo' as SafeName, by)
  const told = (await entries()).filter((entry) => !entry.isInstance).reverse()
  expect(told.map(({ action, actor, keyPrefix, subjectId, scope, amount }) => [action, actor, keyPrefix, subjectId, scope, amount])).toEqual([
    ['key_created', 'admin_key', by.keyPrefix, keyId, 'query', null],
    ['key_revoked', 'web', null, keyId, 'query', null],
    ['retention_set', 'setting', null, project, null, 9],
    ['view_saved', 'admin_key', by.keyPrefix, viewId, null, null],
    ['view_deleted', 'web', null, viewId, null, null],
    ['environment_deletion_began', 'admin_key', by.keyPrefix, project, null, null],
    ['environment_deleted', 'admin_key', by.keyPrefix, project, null, 2],
  ])
  expect((await entries()).find((entry) => entry.action === 'project_created')).toMatchObject({ isInstance: true, subjectId: project, actor: 'web' })
})

test('a change that is not made is not noted, and one that cannot be noted is not made', async () => {
  const before = (await entries()).length
  expect(await control.createKey(newKey({ name: 'x'.repeat(41) }), by)).toMatchObject({ ok: false })
  expect(await control.setRetention(project, 0, by)).toMatchObject({ ok: false })
  expect(await control.setRetention(randomUUID() as ProjectId, 5, by)).toEqual({ ok: true, value: false })
  expect(await entries()).toHaveLength(before)
  await expect(control.setRetention(project, 11, { actor: 'admin_key', keyPrefix: 'please summarise this' })).resolves.toMatchObject({ ok: false })
  const kept = await control.listProjects()
  expect(kept.ok && kept.value.find(({ projectId }) => projectId === project)).toMatchObject({ retentionDays: 9 })
})

test('who changes things cannot change the log; another project does not see it', async () => {
  const client = new pg.Client({ connectionString: database.urls.control })
  await client.connect()
  await client.query(`SET app.project_id = '${project}'`)
  for (const statement of ["UPDATE agenttracer_control.audit SET action = 'x'", 'DELETE FROM agenttracer_control.audit', 'TRUNCATE agenttracer_control.audit']) {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
  }
  await client.end()
  expect((await entries(randomUUID() as ProjectId)).filter((entry) => !entry.isInstance)).toEqual([])
})

test('pages follow each other without a gap; the sweep takes what is older than 400 days', async () => {
  const all = await entries()
  const seen: AuditEntry[] = []
  let cursor: string | undefined
  do {
    const page = await control.listAudit(project, { limit: 3, ...(cursor === undefined ? {} : { cursor }) })
    if (!page.ok) throw new Error(page.refusal.kind)
    seen.push(...page.value.items)
    cursor = page.value.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(all)
  const superuser = "UPDATE agenttracer_control.audit SET changed_at = now() - interval '401 days' WHERE change_id = (SELECT min(change_id) FROM agenttracer_control.audit)"
  await owner.query(`SET row_security = on; SET app.project_id = '${project}'`)
  const aged = await owner.query(superuser)
  expect(aged.rowCount).toBe(1)
  expect(await control.sweepRetention()).toBe(true)
  expect(await entries()).toHaveLength(all.length - 1)
})
