import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fingerprint, ProjectId, RunRecord, SafeName } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import { createQueryStore } from './query-store.ts'

const project = randomUUID() as ProjectId
const [now, minute, hour, day] = [Date.now(), 60_000, 3_600_000, 86_400_000]
let database: TestDatabase
let query: QueryStore

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}
const diagnose: typeof tellingDiagnose = (run, steps) => {
  const told = tellingDiagnose(run, steps)
  return { ...told, fingerprint: told.verdict === null ? null : ((steps[0]?.name === 'old_tool' ? 'a' : 'b').repeat(32) as Fingerprint) }
}

beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query })
  const runs: RunRecord[] = []
  const tools = new Map<string, string>()
  const add = (ago: number, more: Record<string, unknown>, tool?: string): void => {
    const runId = aRunId(now - ago)
    runs.push(aRun({ runId, agentId: 'alpha', agentVersion: '1.0.0', status: tool === undefined ? 'success' : 'failed', ...more }))
    if (tool !== undefined) tools.set(runId, tool)
  }
  add(5 * day, {}, 'old_tool')
  for (let n = 0; n < 4; n += 1) add(2 * day + n * hour, {})
  add(3 * hour, { agentVersion: '2.0.0' })
  add(2 * hour, { agentVersion: '2.0.0' }, 'new_tool')
  add(hour, { agentVersion: '2.0.0' }, 'old_tool')
  add(30 * minute, { agentVersion: '1.0.0' })
  for (let n = 0; n < 12; n += 1) add(5 * hour + n * minute, { agentId: 'steady', agentVersion: '7' })
  add(20 * minute, { agentId: 'steady', agentVersion: '7', environment: 'staging' })
  add(20 * day, { agentId: 'gone', agentVersion: '1' })
  const steps = runs.filter(({ runId }) => tools.has(runId)).map(({ runId }) => aFailingStep(runId, { name: tools.get(runId) }))
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose })
  await value(ingest.ingest(project, aRequest({ runs, steps })))
  await ingest.close()
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

test('versions and failures that the window saw first, with what was before', async () => {
  const { versions, failures } = await value(query.readChanges(project, {}))
  expect(versions.toSorted((a, b) => (a.agentId < b.agentId ? -1 : 1))).toMatchObject([
    { agentId: 'alpha', version: '2.0.0', previousVersion: '1.0.0', runs: 3, failed: 2, rated: 3 }, { agentId: 'steady', version: '7', previousVersion: null, runs: 13, failed: 0, rated: 13 },
  ])
  expect(failures).toMatchObject([{ agentId: 'alpha', version: '2.0.0', category: 'tool', code: 'exception', stepName: 'new_tool', runs: 1 }])
  const week = await value(query.readChanges(project, { last: '7d' }))
  expect(week.failures.map(({ stepName }) => stepName).toSorted()).toEqual(['new_tool', 'old_tool'])
})

test('the pulse of the agents of the window, of one environment where that is asked', async () => {
  const { pulses } = await value(query.readChanges(project, {}))
  const steady = pulses.find(({ agentId }) => agentId === 'steady')
  expect(pulses.map(({ agentId }) => agentId).toSorted()).toEqual(['alpha', 'steady'])
  expect(steady?.starts.length).toBe(10)
  expect(steady?.starts[0]).toBe(now - 20 * minute)
  const production = await value(query.readChanges(project, { env: { include: ['production' as SafeName], exclude: [] } }))
  expect(production.pulses.find(({ agentId }) => agentId === 'steady')?.starts[0]).toBe(now - 5 * hour)
})

test('nothing is new in an empty project', async () => {
  expect(await value(query.readChanges(randomUUID() as ProjectId, {}))).toMatchObject({ versions: [], failures: [], pulses: [] })
})

test('together in one request: the same answers as each alone', async () => {
  const request = query.forRequest()
  const [changes, top, again] = await Promise.all([request.readChanges(project, { last: '7d' }), request.readTopFailures(project, { last: '7d' }), request.readChanges(project, {})].map(value<unknown>))
  expect(changes).toMatchObject({ failures: (await value(query.readChanges(project, { last: '7d' }))).failures })
  expect(top).toMatchObject({ groups: [{ stepName: 'old_tool', runs: 2 }, { stepName: 'new_tool', runs: 1 }] })
  expect(again).toMatchObject({ failures: (await value(query.readChanges(project, {}))).failures })
  expect(changes).not.toEqual(again)
})
