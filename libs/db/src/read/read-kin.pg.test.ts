import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fingerprint, ProjectId, RunId, RunRecord } from '@agenttracer/schema'
import { lastGood, similarRuns } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import { createQueryStore } from './query-store.ts'

const project = randomUUID() as ProjectId
const [now, minute, hour] = [Date.now(), 60_000, 3_600_000]
let database: TestDatabase
let query: QueryStore
const ids: Record<string, RunId> = {}

const diagnose: typeof tellingDiagnose = (run, all) => {
  const told = tellingDiagnose(run, all)
  return { ...told, fingerprint: told.verdict === null ? null : ('a'.repeat(32) as Fingerprint) }
}

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}

beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query })
  const runs: RunRecord[] = []
  const add = (name: string, ago: number, more: Partial<RunRecord>): void => {
    const runId = aRunId(now - ago)
    ids[name] = runId
    runs.push(aRun({ runId, agentId: 'alpha', agentVersion: '2.0.0', environment: 'production', status: 'success', ...more } as Partial<RunRecord>))
  }
  add('goodOld', 50 * minute, { agentVersion: '1.0.0' } as Partial<RunRecord>)
  add('goodSame', 40 * minute, {})
  add('goodOther', 30 * minute, { agentVersion: '1.0.0' } as Partial<RunRecord>)
  add('elsewhere', 20 * minute, { environment: 'staging' } as Partial<RunRecord>)
  add('failed', 10 * minute, { status: 'failed' })
  add('failedNew', 9 * minute, { agentVersion: '3.0.0', status: 'failed' } as Partial<RunRecord>)
  add('later', 1 * minute, {})
  add('failedAlone', 8 * minute, { agentId: 'beta', status: 'failed' } as Partial<RunRecord>)
  add('failedBefore', 30 * hour, { status: 'failed' })
  const steps = runs.filter(({ status }) => status === 'failed').map(({ runId }) => aFailingStep(runId))
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose })
  await value(ingest.ingest(project, aRequest({ runs, steps })))
  await ingest.close()
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

const id = (name: string): RunId => ids[name] as RunId

test.each([
  { name: 'of the same version first, though another is newer', of: 'failed', good: 'goodSame', choice: 'same_version' },
  { name: 'of another version where its own never went well', of: 'failedNew', good: 'goodOther', choice: 'other_version' },
  { name: 'none for an agent that never went well', of: 'failedAlone', good: null, choice: null },
  { name: 'none before the first', of: 'goodOld', good: null, choice: null },
  { name: 'of a good run the good one before it', of: 'later', good: 'goodSame', choice: 'same_version' },
])('the last good run: $name', async ({ of, good, choice }) => {
  const found = lastGood.parse(await value(query.readLastGood(project, id(of))))
  expect(found.run?.runId ?? null).toBe(good === null ? null : id(good))
  expect(found.choice).toBe(choice)
})

test('like failures are counted over a day and a week, the newest listed without the run itself', async () => {
  const similar = similarRuns.parse(await value(query.readSimilar(project, id('failed'))))
  expect(similar).toMatchObject({ last24h: 3, last7d: 4 })
  expect(similar.items.map(({ runId }) => runId)).toEqual([id('failedAlone'), id('failedNew'), id('failedBefore')])
})

test('a good run has no like failures', async () => {
  expect(await value(query.readSimilar(project, id('later')))).toEqual({ last24h: 0, last7d: 0, items: [] })
})

test('a run of another project is no run', async () => {
  const stranger = randomUUID() as ProjectId
  expect(await value(query.readLastGood(stranger, id('failed')))).toBeNull()
  expect(await value(query.readSimilar(stranger, id('failed')))).toBeNull()
})
