import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ClientId, ProjectId, SafeName, VersionLabel } from '@agenttracer/schema'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { createQueryStore } from '../read/query-store.ts'
import type { IngestOutcome, IngestRequest, IngestStore, QueryStore } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep, aStepId, isoAt } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from './ingest-store.ts'

let database: TestDatabase
let owner: pg.Client
let store: IngestStore
let query: QueryStore
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  owner.on('error', () => undefined)
  await owner.connect()
  store = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  query = createQueryStore({ url: database.urls.query })
})
afterAll(async () => {
  await Promise.all([store.close(), query.close()])
  await owner.end()
  await database.stop()
})

const project = (): ProjectId => randomUUID() as ProjectId
async function send(to: ProjectId, request: Partial<IngestRequest>, by: IngestStore = store): Promise<IngestOutcome> {
  const answer = await by.ingest(to, aRequest(request))
  if (!answer.ok) throw new Error(answer.refusal.kind)
  return answer.value
}
async function read<T>(answer: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error('not read')
  return got.value
}

describe('the merge', () => {
  test('two different ends of one run are answered and flagged, never merged silently', async () => {
    const to = project()
    const run = aRun()
    expect(await send(to, { runs: [run] })).toEqual({ runs: ['accepted'], steps: [] })
    expect(await send(to, { runs: [{ ...run, status: 'failed' }] })).toEqual({ runs: ['conflict'], steps: [] })
    expect(await send(to, { runs: [run] })).toEqual({ runs: ['conflict'], steps: [] })
    expect(await read(query.readRun(to, run.runId))).toMatchObject({ status: 'failed', flags: ['conflict'] })
    // A later revision settles it.
    expect(await send(to, { runs: [{ ...run, revision: 1 }] })).toEqual({ runs: ['accepted'], steps: [] })
    expect(await read(query.readRun(to, run.runId))).toMatchObject({ status: 'success', flags: [] })
    expect(await send(to, { runs: [{ ...run, status: 'failed' }] })).toEqual({ runs: ['duplicate'], steps: [] })
  })

  test('two different ends in one batch: the second is told', async () => {
    const run = aRun()
    expect(await send(project(), { runs: [run, { ...run, durationMs: 7 }, run] })).toEqual({ runs: ['accepted', 'conflict', 'conflict'], steps: [] })
  })

  test('what a running step said before its end is no conflict, and its end wins', async () => {
    const to = project()
    const runId = aRunId()
    const step = aStep(runId, { status: 'running', durationMs: undefined, httpStatus: 503 })
    await send(to, { steps: [JSON.parse(JSON.stringify(step))] })
    expect(await send(to, { steps: [{ ...step, status: 'ok', durationMs: 4, httpStatus: 200 } as typeof step] })).toEqual({ runs: [], steps: ['accepted'] })
    expect(await read(query.readSteps(to, runId))).toMatchObject([{ status: 'ok', httpStatus: 200, durationMs: 4 }])
    // A late running record changes nothing, and one with a further fact adds it.
    expect(await send(to, { steps: [JSON.parse(JSON.stringify(step))] })).toEqual({ runs: [], steps: ['duplicate'] })
    expect(await send(to, { steps: [JSON.parse(JSON.stringify({ ...step, repeatCount: 3 }))] })).toEqual({ runs: [], steps: ['accepted'] })
    expect(await read(query.readSteps(to, runId))).toMatchObject([{ status: 'ok', httpStatus: 200, repeatCount: 3 }])
  })

  test('a step before its run opens it; the run then tells the rest', async () => {
    const to = project()
    const runId = aRunId()
    expect(await send(to, { steps: [aStep(runId)] })).toEqual({ runs: [], steps: ['accepted'] })
    expect(await read(query.readRun(to, runId))).toMatchObject({ status: 'running', agentId: 'unknown', agentVersion: 'unknown', stepCount: 1, flags: [] })
    expect(await send(to, { runs: [aRun({ runId })] })).toEqual({ runs: ['accepted'], steps: [] })
    expect(await read(query.readRun(to, runId))).toMatchObject({ status: 'success', agentId: 'bot', stepCount: 1 })
  })

  test('unknown never wins over a name', async () => {
    const to = project()
    const run = aRun({ agentId: 'unknown', agentVersion: 'unknown' })
    await send(to, { runs: [run] })
    await send(to, { runs: [{ ...run, agentId: 'zebra' as SafeName, agentVersion: '9' as VersionLabel }] })
    await send(to, { runs: [run] })
    expect(await read(query.readRun(to, run.runId))).toMatchObject({ agentId: 'zebra', agentVersion: '9' })
  })

  test('the same run id in two projects is two runs', async () => {
    const [one, other] = [project(), project()]
    const run = aRun()
    await send(one, { runs: [run] })
    expect(await read(query.readRun(other, run.runId))).toBeNull()
    expect(await read(query.readSteps(other, run.runId))).toBeNull()
    expect(await send(other, { runs: [{ ...run, status: 'failed' }] })).toEqual({ runs: ['accepted'], steps: [] })
    expect(await read(query.readRun(one, run.runId))).toMatchObject({ status: 'success' })
  })
})

test('a run with an implausible clock is kept, flagged and listed by its arrival', async () => {
  const to = project()
  const year = 365 * 86_400_000
  for (const at of [Date.now() - year, Date.now() + year]) {
    const run = aRun({ runId: aRunId(at) })
    await send(to, { runs: [run], steps: [aStep(run.runId)] })
    expect(await read(query.readRun(to, run.runId))).toMatchObject({ flags: ['clock_skew'], stepCount: 1, startedAt: run.startedAt })
  }
  const listed = await read(query.listRuns(to, { filter: { last: '1h' }, sort: '-started', limit: 10 }))
  expect(listed.items).toHaveLength(2)
  expect((await owner.query('SELECT 1 FROM agenttracer.run_default WHERE project_id = $1', [to])).rowCount).toBe(2)
})

test('one bad record never spoils its neighbours, and nothing of it is echoed', async () => {
  const to = project()
  const [good, bad] = [aRun(), aRun({ durationMs: -1 })]
  const steps = [aStep(good.runId), aStep(good.runId, { attempt: 40_000 }), aStep(good.runId)]
  const [first, second] = await Promise.all([send(to, { runs: [good, bad], steps }), send(to, { runs: [aRun()], open: [good.runId] })])
  expect(first).toEqual({ runs: ['accepted', 'refused'], steps: ['accepted', 'refused', 'accepted'] })
  expect(second).toEqual({ runs: ['accepted'], steps: [] })
  expect(await read(query.readRun(to, good.runId))).toMatchObject({ stepCount: 2 })
})

test('names past the cap of an agent read as the type and are flagged; other agents are not touched', async () => {
  const to = project()
  const run = aRun({ agentId: 'talkative' })
  const steps = Array.from({ length: 210 }, (_, seq) => aStep(run.runId, { name: `tool_${seq}`, seq }))
  await send(to, { runs: [run], steps })
  const names = (await read(query.readSteps(to, run.runId)))?.map(({ name }) => name) ?? []
  expect(new Set(names).size).toBe(201)
  expect(names.filter((name) => name === 'tool')).toHaveLength(10)
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ flags: ['names_capped'], stepCount: 210 })
  const other = aRun({ agentId: 'quiet' })
  await send(to, { runs: [other], steps: [aStep(other.runId, { name: 'tool_209' })] })
  expect(await read(query.readSteps(to, other.runId))).toMatchObject([{ name: 'tool_209' }])
  expect(await read(query.readRun(to, other.runId))).toMatchObject({ flags: [] })
})

test('the 10,001st good step is capped; failing steps, known steps and the end still pass', async () => {
  const to = project()
  const run = aRun({ status: 'running' })
  const steps = Array.from({ length: 10_000 }, (_, seq) => aStep(run.runId, { seq: seq % 1_000 }))
  for (let at = 0; at < steps.length; at += 2_500) expect(new Set((await send(to, { runs: [run], steps: steps.slice(at, at + 2_500) })).steps)).toEqual(new Set(['accepted']))
  const known = { ...steps[0], status: 'ok', durationMs: 5, endedAt: isoAt(Date.now()) } as (typeof steps)[0]
  expect(await send(to, { steps: [aStep(run.runId), aFailingStep(run.runId), known as never] })).toEqual({ runs: [], steps: ['steps_capped', 'accepted', 'accepted'] })
  expect(await send(to, { steps: [aStep(run.runId, { status: 'running', endedAt: undefined, durationMs: undefined })] })).toEqual({ runs: [], steps: ['steps_capped'] })
  expect(await send(to, { runs: [{ ...run, status: 'failed' }] })).toEqual({ runs: ['accepted'], steps: [] })
  const failing = await send(to, { steps: Array.from({ length: 1_001 }, () => aFailingStep(run.runId)) })
  expect(failing.steps.filter((outcome) => outcome === 'accepted')).toHaveLength(999)
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ status: 'failed', stepCount: 11_000, stepsLeftOut: 3, flags: ['steps_capped'] })
}, 60_000)

test('a run of 10,000 steps that comes at once is taken whole', async () => {
  const to = project()
  const run = aRun()
  const answer = await send(to, { runs: [run], steps: Array.from({ length: 10_000 }, (_, seq) => aStep(run.runId, { seq: seq % 1_000 })) })
  expect(new Set([...answer.runs, ...answer.steps])).toEqual(new Set(['accepted']))
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ stepCount: 10_000, stepsLeftOut: 0, flags: [] })
}, 60_000)

test('signs of life and loss counters lie outside the merge and do not add up when repeated', async () => {
  const to = project()
  const run = aRun({ status: 'running' })
  await send(to, { runs: [run] })
  await owner.query("UPDATE agenttracer.run SET last_seen_at = now() - interval '20 minutes' WHERE project_id = $1", [to])
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ status: 'incomplete' })
  const client = { clientId: randomUUID() as ClientId, sdk: run.sdk, dropped: [{ reason: 'buffer_full' as const, count: 5 }] }
  for (const count of [5, 7, 5, 7]) await send(to, { open: [run.runId, aRunId()], client: { ...client, dropped: [{ reason: 'buffer_full', count }] } })
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ status: 'running' })
  expect((await owner.query('SELECT count FROM agenttracer.client_drop WHERE project_id = $1', [to])).rows).toEqual([{ count: '7' }])
})

test('a live run is diagnosed now and then while it goes on, and always at its end', async () => {
  const to = project()
  let [calls, now] = [0, Date.now()]
  const live = createIngestStore({ url: database.urls.ingest, clock: { now: () => now }, liveEveryMs: 300, diagnose: (run, steps) => { calls += 1; return tellingDiagnose(run, steps) } })
  const run = aRun({ status: 'running' })
  await send(to, { runs: [run], steps: [aStep(run.runId)] }, live)
  for (let seq = 1; seq <= 5; seq += 1) await send(to, { steps: [aFailingStep(run.runId, { seq })] }, live)
  expect(calls).toBe(1)
  expect(await read(query.readRun(to, run.runId))).toMatchObject({ stepCount: 6 })
  now += 301
  await expect.poll(() => calls, { timeout: 5_000 }).toBe(2)
  await expect.poll(async () => (await read(query.readSteps(to, run.runId)))?.at(-1)?.role).toBe('root_cause')
  await send(to, { runs: [{ ...run, status: 'failed' }] }, live)
  expect(calls).toBe(3)
  await live.close()
  expect(calls).toBe(3)
})

test('a full queue is busy, at once', async () => {
  const small = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose, maxQueued: 4, windowMs: 50 })
  const to = project()
  const answers = await Promise.all(Array.from({ length: 6 }, () => small.ingest(to, aRequest({ runs: [aRun()] }))))
  expect(answers.map((answer) => answer.ok || answer.refusal.kind)).toEqual([true, true, 'busy', 'busy', 'busy', 'busy'])
  await small.close()
})

test('requests that arrive together share a transaction', async () => {
  const to = project()
  await Promise.all(Array.from({ length: 20 }, () => send(to, { runs: [aRun()] })))
  const { rows } = await owner.query<{ n: string }>('SELECT count(DISTINCT xmin::text) AS n FROM agenttracer.run WHERE project_id = $1', [to])
  expect(Number(rows[0]?.n)).toBeLessThan(6)
})

describe('a database that fails', () => {
  afterEach(async () => void (await owner.query('ALTER ROLE agenttracer_ingest LOGIN')))

  test('connections that are cut lose nothing that was answered, and the store goes on', async () => {
    const to = project()
    const acked: string[] = []
    let refused = 0
    const cut = setInterval(() => void owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'agenttracer_ingest'").catch(() => undefined), 15)
    for (let round = 0; round < 30; round += 1) {
      await Promise.all(Array.from({ length: 5 }, async () => {
        const run = aRun()
        const answer = await store.ingest(to, aRequest({ runs: [run], steps: [aStep(run.runId)] }))
        if (answer.ok) acked.push(run.runId)
        else refused += 1
      }))
    }
    clearInterval(cut)
    const stored = await owner.query<{ run_id: string }>('SELECT r.run_id FROM agenttracer.run r JOIN agenttracer.step t USING (project_id, run_id) WHERE project_id = $1', [to])
    const found = new Set(stored.rows.map((row) => row.run_id))
    expect(acked.filter((runId) => !found.has(runId))).toEqual([])
    expect(acked.length + refused).toBe(150)
    expect(await send(to, { runs: [aRun()] })).toEqual({ runs: ['accepted'], steps: [] })
  })

  test('one that refuses the login, or is not there, is unavailable', async () => {
    for (const url of ['postgres://agenttracer_ingest:wrong@127.0.0.1:9/x', database.urls.ingest.replace(/:[^:@/]+@/, ':wrong@')]) {
      const away = createIngestStore({ url, diagnose: tellingDiagnose })
      expect(await away.ingest(project(), aRequest({ runs: [aRun()] }))).toEqual({ ok: false, refusal: { kind: 'unavailable' } })
      expect(await away.isReady()).toBe(false)
      await away.close()
    }
  })

  test('a lock that is held too long is a timeout', async () => {
    const to = project()
    const run = aRun()
    await send(to, { runs: [run] })
    const hasty = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose, statementTimeoutMs: 300 })
    await owner.query('BEGIN')
    await owner.query('SELECT 1 FROM agenttracer.run WHERE project_id = $1 FOR UPDATE', [to])
    expect(await hasty.ingest(to, aRequest({ runs: [{ ...run, status: 'failed' }] }))).toEqual({ ok: false, refusal: { kind: 'timeout' } })
    await owner.query('ROLLBACK')
    await hasty.close()
  })

  test('a bug is thrown without a word of the database', async () => {
    const to = project()
    const broken = createIngestStore({ url: database.urls.ingest, diagnose: () => { throw new TypeError('CANARY') } })
    const error = await broken.ingest(to, aRequest({ runs: [aRun()], steps: [aStep(aRunId(), { stepId: aStepId() })] })).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'StoreError' })
    expect(String((error as Error).message) + JSON.stringify(error)).not.toContain('CANARY')
    await broken.close()
  })
})
