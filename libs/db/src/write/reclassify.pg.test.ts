import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Diagnose, ProjectId } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { IngestStore } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { storedRows } from '../testing/stored-rows.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from './ingest-store.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.stop()
})

/** A later catalogue: the same failures are timeouts, and it is sure of them. */
const later: Diagnose = (run, steps) => {
  const told = tellingDiagnose(run, steps)
  return told.verdict === null ? told : {
    ...told, verdict: { ...told.verdict, key: 'tool.timeout', confidence: 'certain' }, failure: told.failure === null ? null : { ...told.failure, code: 'timeout', retryable: true },
    steps: told.steps.map((step) => ({ ...step, failure: step.failure === null ? null : { ...step.failure, code: 'timeout', retryable: true } })),
  }
}

const runs = Array.from({ length: 1_230 }, (_, n) => aRun({ runId: aRunId(Date.now() - n * 1_000), status: n % 41 === 0 ? 'running' : n % 4 === 0 ? 'failed' : 'success' }))
const steps = runs.flatMap(({ runId, status }) => (status === 'failed' ? [aFailingStep(runId), aStep(runId, { seq: 1 })] : [aStep(runId)]))
const failed = runs.filter(({ status }) => status === 'failed').length

async function filled(project: ProjectId, diagnose: Diagnose): Promise<IngestStore> {
  const store = createIngestStore({ url: database.urls.ingest, diagnose })
  expect((await store.ingest(project, aRequest({ runs, steps }))).ok).toBe(true)
  return store
}

/** Turns until it is done; how many runs were read again and how many are told otherwise. */
async function all(store: IngestStore, project: ProjectId, catalogue: string): Promise<{ runs: number; changed: number; turns: number }> {
  const sum = { runs: 0, changed: 0, turns: 0 }
  for (let isDone = false; !isDone; sum.turns += 1) {
    const turn = await store.reclassify(project, catalogue)
    sum.runs += turn.runs
    sum.changed += turn.changed
    isDone = turn.isDone
    expect(turn.runs).toBeLessThanOrEqual(500)
  }
  return sum
}

test('what an older catalogue judged is judged again, once, as if it had come now', async () => {
  const [project, fresh] = [randomUUID() as ProjectId, randomUUID() as ProjectId]
  await (await filled(project, tellingDiagnose)).close()
  const before = await owner.query('SELECT run_id, last_seen_at FROM agenttracer.run WHERE project_id = $1 ORDER BY run_id', [project])
  const store = createIngestStore({ url: database.urls.ingest, diagnose: later })
  const catalogue = randomUUID()
  const ended = runs.filter(({ status }) => status !== 'running').length
  expect(await all(store, project, catalogue)).toEqual({ runs: ended, changed: failed, turns: 3 })
  expect(await all(store, project, catalogue)).toEqual({ runs: 0, changed: 0, turns: 1 })
  await store.close()
  await (await filled(fresh, later)).close()
  expect(await storedRows(owner, project)).toEqual(await storedRows(owner, fresh))
  // Reading again is no sign of life.
  expect((await owner.query('SELECT run_id, last_seen_at FROM agenttracer.run WHERE project_id = $1 ORDER BY run_id', [project])).rows).toEqual(before.rows)
})

test('another catalogue starts again; a turn that is cut off is done again; two processes do not do it twice', async () => {
  const project = randomUUID() as ProjectId
  await (await filled(project, tellingDiagnose)).close()
  let calls = 0
  const failing = createIngestStore({ url: database.urls.ingest, diagnose: (run, own) => {
    calls += 1
    if (calls === 40) throw new TypeError('CANARY')
    return later(run, own)
  } })
  const catalogue = randomUUID()
  await expect(failing.reclassify(project, catalogue)).rejects.toMatchObject({ name: 'StoreError' })
  await failing.close()
  const untouched = await owner.query("SELECT count(*)::int AS n FROM agenttracer.run r JOIN agenttracer.failure_code f USING (failure_code) WHERE r.project_id = $1 AND f.failure_key = 'tool.timeout'", [project])
  expect(untouched.rows).toEqual([{ n: 0 }])
  const [first, second] = [createIngestStore({ url: database.urls.ingest, diagnose: later }), createIngestStore({ url: database.urls.ingest, diagnose: later })]
  const [a, b] = await Promise.all([all(first, project, catalogue), all(second, project, catalogue)])
  expect(a.changed + b.changed).toBe(failed)
  const back = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  expect((await all(back, project, randomUUID())).changed).toBe(failed)
  await Promise.all([first, second, back].map((store) => store.close()))
})

test('a run that comes in while it goes on is judged by the present catalogue, and is not read again', async () => {
  const project = randomUUID() as ProjectId
  const store = createIngestStore({ url: database.urls.ingest, diagnose: later })
  const catalogue = randomUUID()
  expect(await all(store, project, catalogue)).toEqual({ runs: 0, changed: 0, turns: 1 })
  const run = aRun({ status: 'failed' })
  await store.ingest(project, aRequest({ runs: [run], steps: [aFailingStep(run.runId)] }))
  expect(await all(store, project, catalogue)).toEqual({ runs: 0, changed: 0, turns: 1 })
  await store.close()
})
