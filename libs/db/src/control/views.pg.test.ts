import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { ControlStore } from '../store.ts'
import type { ChangedBy } from './audit.ts'
import { createControlStore } from './control-store.ts'

let database: TestDatabase
let control: ControlStore
let [mine, theirs] = ['', ''] as ProjectId[] as [ProjectId, ProjectId]
const by: ChangedBy = { actor: 'web', keyPrefix: null }

beforeAll(async () => {
  database = await startTestDatabase()
  control = createControlStore({ url: database.urls.control })
  const made = async (slug: string): Promise<ProjectId> => {
    const answer = await control.createProject({ slug, name: slug }, by)
    if (!answer.ok) throw new Error('refused')
    return answer.value.projectId
  }
  ;[mine, theirs] = [await made('mine'), await made('theirs')]
})
afterAll(async () => {
  await control.close()
  await database.stop()
})

const names = async (project: ProjectId): Promise<string[]> => {
  const found = await control.listViews(project)
  return found.ok ? found.value.map(({ name }) => name) : []
}

test('a view is kept, replaced under its name, listed by name, and goes', async () => {
  const first = await control.saveView(mine, { name: 'Slow ones', address: 'minMs=5000&sort=-duration' }, by)
  expect(first).toMatchObject({ ok: true, value: { name: 'Slow ones', address: 'minMs=5000&sort=-duration' } })
  const again = await control.saveView(mine, { name: 'Slow ones', address: 'minMs=9000' }, by)
  expect(again.ok && first.ok && again.value.viewId === first.value.viewId && again.value.address).toBe('minMs=9000')
  await control.saveView(mine, { name: 'all of "prod", no demo', address: 'env=production' }, by)
  expect(await names(mine)).toEqual(['all of "prod", no demo', 'Slow ones'])
  expect(await names(theirs)).toEqual([])
  const viewId = first.ok ? first.value.viewId : ''
  expect(await control.deleteView(theirs, viewId, by)).toEqual({ ok: true, value: false })
  expect(await control.deleteView(mine, viewId, by)).toEqual({ ok: true, value: true })
  expect(await control.deleteView(mine, 'x; DROP', by)).toEqual({ ok: true, value: false })
  expect(await names(mine)).toEqual(['all of "prod", no demo'])
})

test.each([
  ['a long name', { name: 'x'.repeat(41), address: '' }], ['a control character', { name: 'a\u0007', address: '' }], ['prose as address', { name: 'x', address: 'agent=what did she say' }],
  ['escaped prose', { name: 'x', address: 'agent=what%20did%20she%20say' }], ['an endless address', { name: 'x', address: `agent=${'a'.repeat(2_000)}` }],
])('%s is refused by the database itself', async (_, view) => {
  expect(await control.saveView(mine, view, by)).toEqual({ ok: false, refusal: { kind: 'refused' } })
})

test('a project has at most 100 views; those it has can still be changed', async () => {
  const owner = new pg.Client({ connectionString: database.urls.control })
  await owner.connect()
  await owner.query(`SET app.project_id = '${theirs}'`)
  await owner.query("INSERT INTO agenttracer_control.view (project_id, name, address) SELECT $1, 'view ' || n, '' FROM generate_series(1, 100) n", [theirs])
  await owner.end()
  expect(await control.saveView(theirs, { name: 'one more', address: '' }, by)).toMatchObject({ ok: false })
  expect(await control.saveView(theirs, { name: 'view 7', address: 'status=failed' }, by)).toMatchObject({ ok: true })
})
