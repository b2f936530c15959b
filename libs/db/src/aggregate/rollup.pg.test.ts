import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFilter } from '@agenttracer/schema'
import type { ProjectId, RunFilter, SafeName } from '@agenttracer/schema'
import { seriesSplits } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { drawsFrom, seedDatabase, seedRuns } from '@agenttracer/testkit/seed'
import { createControlStore } from '../control/control-store.ts'
import { createQueryStore } from '../read/query-store.ts'
import type { ControlStore, IngestStore, QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'

const hour = 3_600_000
const now = Date.now()
const plan = { runs: 500, days: 9, until: now, seed: 5 }
let database: TestDatabase
let owner: pg.Client
let project: ProjectId
let ingest: IngestStore
let control: ControlStore
/** Reads stored sums wherever they are up to date, and never. */
let rolled: QueryStore
let direct: QueryStore
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  ;({ project } = await seedDatabase({ ...plan, urls: database.urls, ownerUrl: database.ownerUrl, diagnose: tellingDiagnose, project: 'rolled' }))
  ingest = createIngestStore({ url: database.urls.ingest, diagnose: tellingDiagnose })
  control = createControlStore({ url: database.urls.control })
  const clock = { now: () => now }
  rolled = createQueryStore({ url: database.urls.query, clock, exactUpTo: -1 })
  direct = createQueryStore({ url: database.urls.query, clock, exactUpTo: Number.MAX_SAFE_INTEGER })
}, 90_000)
afterAll(async () => {
  await Promise.all([ingest.close(), control.close(), rolled.close(), direct.close()])
  await owner.end()
  await database.stop()
})

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}
async function rollUpAll(to = project): Promise<number> {
  let hours = 0
  for (let done = await control.rollUp(to); done > 0; done = await control.rollUp(to)) hours += done
  return hours
}

const iso = (ms: number): string => new Date(ms).toISOString()
const filters: readonly string[] = [
  '', 'last=7d', 'last=24h', 'last=9d&agent=support-bot', 'last=7d&env=!production', 'last=7d&version=2.4.0&version=0.8.1', 'last=5d&agent=nobody', 'last=7d&agent=unknown', 'last=3d&status=failed',
  `from=${iso(now - 100 * hour - 1_234_567)}&to=${iso(now - 3 * hour - 7_654_321)}`, `from=${iso(Math.floor(now / hour) * hour - 50 * hour)}&to=${iso(Math.floor(now / hour) * hour - 1)}`,
]
const filterOf = (text: string): RunFilter => parseFilter(new URLSearchParams(text)).filter

/** Equal but for percentiles, which may be 1 % off; the answers must not be two readings of the same thing, so what was read is checked apart. */
function alike(a: unknown, b: unknown, path = ''): void {
  if (/[.]p(50|95|99)$/.test(path) && typeof a === 'number' && typeof b === 'number') expect(Math.abs(a - b) / Math.max(b, 0.001), path).toBeLessThanOrEqual(0.0101)
  else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    expect(Object.keys(a), path).toEqual(Object.keys(b))
    for (const [key, item] of Object.entries(a)) alike(item, (b as Record<string, unknown>)[key], `${path}.${key}`)
  } else expect(a, path).toEqual(b)
}

let turn = 0
/** Every filter and split, or the next few of them: the whole is slow and needs no repetition. */
async function compareAll(few = 1): Promise<void> {
  const next = <T>(list: readonly T[], count: number): readonly T[] => Array.from({ length: Math.min(count, list.length) }, (_, at) => list[(turn * count + at) % list.length] as T)
  turn += 1
  for (const text of next(filters, few)) {
    const filter = filterOf(text)
    const both = async <T>(read: (store: QueryStore) => Promise<Stored<T>>): Promise<void> => alike(await value(read(rolled)), await value(read(direct)), text)
    await both((store) => store.readSeries(project, { filter }))
    for (const split of next(seriesSplits, few)) await both((store) => store.readSeries(project, { filter, split, bucket: '6h' }))
    await both((store) => store.readStats(project, filter))
    await both((store) => store.readHealth(project, filter))
    await both((store) => store.readHistogram(project, filter))
    await both((store) => store.readFacets(project, filter))
    await both((store) => store.readTopFailures(project, filter))
    await both((store) => store.listFailures(project, { filter, state: 'all', sort: '-runs', limit: 100 }))
  }
}

test('before anything is rolled up, while some is, and after all is, the figures are those of the rows', async () => {
  await compareAll()
  expect(await control.rollUp(project)).toBeGreaterThan(0)
  await compareAll()
  expect(await rollUpAll()).toBeGreaterThan(50)
  await compareAll(5)
  expect(await rollUpAll()).toBe(0)
}, 120_000)

test('the sums are what is read', async () => {
  const { rowCount } = await owner.query('UPDATE agenttracer.rollup SET success = success + 1000 WHERE project_id = $1 AND facet = 0 AND hour = (SELECT min(hour) FROM agenttracer.rollup WHERE project_id = $1 AND hour > $2)', [project, iso(now - 6 * 24 * hour)])
  const filter = filterOf('last=7d')
  expect((await value(rolled.readStats(project, filter))).runs.total).toBe((await value(direct.readStats(project, filter))).runs.total + 1_000 * (rowCount ?? 0))
  await owner.query('INSERT INTO agenttracer.dirty_hour SELECT project_id, hour, now() FROM agenttracer.rollup WHERE project_id = $1', [project])
  await rollUpAll()
})

test('late, changed, reopened and deleted runs: right at once, and right again when rolled up', async () => {
  const draws = drawsFrom(99)
  const old = [...seedRuns(plan)].flatMap(({ runs }) => runs)
  for (let round = 0; round < 2; round += 1) {
    const late = Array.from({ length: 12 }, () => aRun({ runId: aRunId(now - draws.whole(1, 8 * 24 * 60) * 60_000), agentId: draws.pick(['support-bot', 'newcomer']), durationMs: draws.whole(1, 90_000) }))
    const steps = late.flatMap(({ runId }) => [aStep(runId, { type: 'model', name: 'gpt-4.1', inputTokens: 10, outputTokens: 5 }), draws.chance(0.4) ? aFailingStep(runId) : aStep(runId)])
    // A known run gets a further step, one that failed; another ends only now.
    const grown = draws.pick(old)
    const ended = draws.pick(old.filter(({ run }) => run.status === 'running'))
    await value(ingest.ingest(project, aRequest({ runs: late, steps: [...steps, aFailingStep(grown.runId, { name: 'late_tool' })] })))
    await value(ingest.ingest(project, aRequest({ runs: [{ ...ended.run, status: 'failed', durationMs: 77, endedAt: iso(Date.parse(ended.run.startedAt) + 77) as never }] })))
    await compareAll()
    if (round === 0) await value(control.deleteEnvironment(project, 'development' as SafeName, { actor: 'setting', keyPrefix: null }))
    if (round === 0) await compareAll()
    expect(await rollUpAll()).toBeGreaterThan(0)
    await compareAll()
  }
}, 240_000)

test('writers and the roll-up at the same time lose nothing', async () => {
  let isWriting = true
  const rolling = (async () => {
    while (isWriting) await control.rollUp(project)
  })()
  for (let batch = 0; batch < 8; batch += 1) {
    const runs = Array.from({ length: 20 }, (_, n) => aRun({ runId: aRunId(now - (batch * 20 + n) * 20 * 60_000) }))
    await Promise.all([0, 1].map((part) => value(ingest.ingest(project, aRequest({ runs: runs.filter((_, n) => n % 2 === part), steps: runs.filter((_, n) => n % 2 === part).map(({ runId }) => aStep(runId)) })))))
  }
  isWriting = false
  await rolling
  await compareAll()
  await rollUpAll()
  expect((await owner.query("SELECT hour FROM agenttracer.dirty_hour WHERE project_id = $1 AND hour < now() - interval '62 minutes'", [project])).rows).toEqual([])
  await compareAll()
}, 120_000)

test('a project sees its own sums only, and what retention has taken is forgotten', async () => {
  const other = randomUUID() as ProjectId
  expect((await value(rolled.readStats(other, filterOf('last=7d')))).runs.total).toBe(0)
  await control.setRetention(project, 2, { actor: 'setting', keyPrefix: null })
  while (!(await control.sweepRetention())) continue
  await rollUpAll()
  await control.sweepRetention()
  await compareAll()
  const left = await owner.query<{ hours: number }>("SELECT count(DISTINCT hour)::int4 AS hours FROM agenttracer.rollup WHERE project_id = $1 AND hour < now() - interval '50 hours'", [project])
  expect(left.rows).toEqual([{ hours: 0 }])
}, 60_000)
