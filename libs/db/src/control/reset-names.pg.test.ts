import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import type { NamesList, PrivacyFacts } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { createQueryStore } from '../read/query-store.ts'
import type { ControlStore, QueryStore } from '../store.ts'
import { aRequest, aRun, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import type { ChangedBy } from './audit.ts'
import { createControlStore } from './control-store.ts'

const by: ChangedBy = { actor: 'admin_key', keyPrefix: 'at_admin_3fK9aB' }
let database: TestDatabase
let control: ControlStore
let query: QueryStore & { close(): Promise<void> }
const projects: ProjectId[] = []
beforeAll(async () => {
  database = await startTestDatabase()
  control = createControlStore({ url: database.urls.control })
  query = createQueryStore({ url: database.urls.query })
  for (let at = 0; at < 2; at += 1) {
    const made = await control.createProject({ slug: `names-${randomBytes(3).toString('hex')}`, name: 'Names' }, by)
    if (!made.ok) throw new Error('refused')
    projects.push(made.value.projectId)
  }
})
afterAll(async () => {
  await Promise.all([control.close(), query.close()])
  await database.stop()
})

async function facts(project: ProjectId): Promise<PrivacyFacts> {
  const answer = await query.readPrivacy(project)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}
async function namesOf(project: ProjectId, agent: string | null): Promise<NamesList['kinds'] | undefined> {
  const answer = await query.readNames(project, agent as SafeName | null)
  return answer.ok ? answer.value?.kinds : undefined
}
const toolsOf = (read: PrivacyFacts, agent: string): number | undefined => read.agents.find(({ agentId }) => agentId === agent)?.kinds.find(({ kind }) => kind === 'tool')?.names

test('an agent that filled its registry with names made from content is emptied by an admin, and only that one', async () => {
  const [project, other] = projects
  if (project === undefined || other === undefined) throw new Error('no project')
  const write = async (to: ProjectId, agentId: string, from: number, count: number): Promise<void> => {
    // A process of its own each time: it has not met the names before.
    const ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
    const run = aRun({ agentId: agentId as SafeName })
    await ingest.ingest(to, aRequest({ runs: [run], steps: Array.from({ length: count }, (_, at) => aStep(run.runId, { name: `tool_${String.fromCharCode(97 + Math.floor((from + at) / 26))}${String.fromCharCode(97 + ((from + at) % 26))}` as SafeName })) }))
    await ingest.close()
  }
  await write(project, 'filled', 0, 230)
  await write(project, 'neighbour', 0, 3)
  await write(other, 'filled', 0, 3)
  expect(toolsOf(await facts(project), 'filled')).toBe(200)
  expect((await facts(project)).agents.find(({ agentId }) => agentId === 'filled')?.kinds).toContainEqual({ kind: 'tool', names: 200, cap: 200 })
  const listed = await namesOf(project, 'neighbour')
  expect(listed?.find(({ kind }) => kind === 'tool')).toEqual({ kind: 'tool', cap: 200, names: ['tool_aa', 'tool_ab', 'tool_ac'] })
  expect((await namesOf(project, 'filled'))?.find(({ kind }) => kind === 'tool')?.names).toHaveLength(200)
  const reset = await control.resetNames(project, 'filled' as SafeName, by)
  expect(reset).toMatchObject({ ok: true, value: expect.any(Number) })
  expect(reset.ok && (reset.value ?? 0) >= 200).toBe(true)
  expect(toolsOf(await facts(project), 'filled')).toBeUndefined()
  // Versions and agents stay, and so do the neighbours.
  expect((await facts(project)).agents.find(({ agentId }) => agentId === 'filled')?.kinds.map(({ kind }) => kind)).toEqual(['version'])
  expect((await namesOf(project, 'filled'))?.map(({ kind }) => kind)).toEqual(['version'])
  expect(toolsOf(await facts(project), 'neighbour')).toBe(3)
  expect(toolsOf(await facts(other), 'filled')).toBe(3)
  await write(project, 'filled', 300, 5)
  expect(toolsOf(await facts(project), 'filled')).toBe(5)
  expect(await control.listAudit(project, { limit: 1 })).toMatchObject({ ok: true, value: { items: [{ action: 'names_reset', actor: 'admin_key', subjectId: project }] } })
})

test('an agent that is not there is none; nothing is noted', async () => {
  const [project] = projects
  if (project === undefined) throw new Error('no project')
  expect(await query.readNames(project, 'nobody' as SafeName)).toEqual({ ok: true, value: null })
  expect((await namesOf(project, null))?.find(({ kind }) => kind === 'agent')?.names).toEqual(['filled', 'neighbour'])
  const before = await control.listAudit(project, { limit: 200 })
  expect(await control.resetNames(project, 'nobody' as SafeName, by)).toEqual({ ok: true, value: null })
  expect(await control.listAudit(project, { limit: 200 })).toEqual(before)
})
