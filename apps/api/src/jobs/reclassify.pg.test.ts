import { randomUUID } from 'node:crypto'
import { rulesVersion } from '@agenttracer/diagnosis'
import type { RunDetail } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LogEvent } from '../log-events.ts'
import { createMetrics } from '../metrics.ts'
import { openStores } from '../stores.ts'
import type { Stores } from '../stores.ts'
import { startTestApi } from '../testing/api-fixture.ts'
import type { TestApi } from '../testing/api-fixture.ts'
import { wireRun, wireStep } from '../testing/wire-records.ts'
import { catalogueId, reclassifyJob } from './reclassify.ts'

let database: TestDatabase
let api: TestApi
let stores: Stores
let owner: pg.Client
beforeAll(async () => {
  database = await startTestDatabase()
  api = await startTestApi(database)
  stores = openStores({ doorUrls: database.urls, incompleteAfterMs: 600_000, onDiagnosed: () => undefined })
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await stores.close()
  await api.stop()
  await database.stop()
})

test('verdicts of an older catalogue are made anew, told in the log and the metrics, and left alone after that', async () => {
  const runs = Array.from({ length: 6 }, (_, n) => wireRun({ agentId: 'old-bot', status: n < 4 ? 'failed' : 'success' }))
  const steps = runs.map((run, n) => wireStep(run['runId'], n < 4 ? { status: 'error', httpStatus: 503, signals: { chain: [{ httpStatus: 503, errorRef: 1 }], flags: [] } } : {}))
  await api.ingest.post('/v1/runs', { runs, steps })
  const read = async (): Promise<readonly unknown[]> => Promise.all(runs.map(async (run) => (await api.query.get<RunDetail>(`/v1/runs/${String(run['runId'])}`)).body))
  const good = await read()
  // As an older release would have left it: one that knew no better code, and no root cause.
  await owner.query(`UPDATE agenttracer.run SET failure_code = (SELECT f.failure_code FROM agenttracer.failure_code f WHERE f.failure_key = 'orchestration.node_exception'),
    confidence = 3, root_cause_step_id = NULL, fingerprint = gen_random_uuid() WHERE failure_code IS NOT NULL`)
  expect(await read()).not.toEqual(good)
  const events: LogEvent[] = []
  const metrics = createMetrics()
  const job = reclassifyJob({ ingest: stores.ingestStore, control: stores.controlStore, log: (event) => void events.push(event), metrics, pauseMs: 0, catalogue: randomUUID() })
  await job.run()
  expect(await read()).toEqual(good)
  expect(events).toEqual([{ event: 'runs.reclassified', runs: 6, changed: 4, elapsedMs: expect.any(Number) }])
  expect(await metrics.text()).toContain('agenttracer_reclassified_runs_total{outcome="changed"} 4')
  expect(await metrics.text()).toContain('agenttracer_reclassified_runs_total{outcome="same"} 2')
  await job.run()
  expect(events).toHaveLength(1)
})

test('a turn ends in its time and the next goes on', async () => {
  const catalogue = randomUUID()
  const events: LogEvent[] = []
  const options = { ingest: stores.ingestStore, control: stores.controlStore, log: (event: LogEvent): void => void events.push(event), metrics: createMetrics(), catalogue }
  await reclassifyJob({ ...options, withinMs: 0 }).run()
  expect(events).toEqual([])
  await reclassifyJob(options).run()
  expect(events).toMatchObject([{ runs: 6, changed: 0 }])
})

test('rules of an older version are told from those of this one: their verdicts are made anew once, and then never again', async () => {
  const events: LogEvent[] = []
  const options = { ingest: stores.ingestStore, control: stores.controlStore, log: (event: LogEvent): void => void events.push(event), metrics: createMetrics(), pauseMs: 0 }
  await reclassifyJob({ ...options, catalogue: catalogueId(rulesVersion - 1) }).run()
  await owner.query('UPDATE agenttracer.run SET confidence = 3 WHERE failure_code IS NOT NULL')
  events.length = 0
  await reclassifyJob(options).run()
  expect(events).toMatchObject([{ runs: 6, changed: 4 }])
  await reclassifyJob(options).run()
  await reclassifyJob({ ...options, catalogue: catalogueId() }).run()
  expect(events).toHaveLength(1)
})

test('the identity of a catalogue is a UUID and stays the same within a release', () => {
  expect(catalogueId()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(catalogueId()).toBe(catalogueId())
  expect(catalogueId(rulesVersion - 1)).not.toBe(catalogueId())
})
