import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProjectId, RunRecord, StepRecord } from '@agenttracer/schema'
import { seriesSplits, statsSeries } from '@agenttracer/schema/query'
import type { SeriesPoint, SeriesSplit, StatsSeries } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { seedDatabase, seedRuns } from '@agenttracer/testkit/seed'
import { createQueryStore } from '../read/query-store.ts'
import type { QueryStore } from '../store.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import type { SeriesQuery } from './read-series.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 20, 15, 20)
const plan = { runs: 900, days: 4, until: now, seed: 11 }
type Told = { readonly run: RunRecord; readonly steps: readonly StepRecord[] }
const told: readonly Told[] = [...seedRuns(plan)].flatMap(({ runs }) => runs)
let database: TestDatabase
let query: QueryStore
let project: ProjectId
beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query, clock: { now: () => now } })
  const seeded = await seedDatabase({ ...plan, urls: database.urls, diagnose: tellingDiagnose, project: 'series' })
  project = seeded.project
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

async function read(wish: SeriesQuery): Promise<StatsSeries> {
  const answer = await query.readSeries(project, wish)
  if (!answer.ok) throw new Error(answer.refusal.kind)
  expect(statsSeries.safeParse(answer.value).error).toBeUndefined()
  return answer.value
}

const startOf = ({ run }: Told): number => Date.parse(run.startedAt)
const valuesOf = ({ run, steps }: Told, split: SeriesSplit): readonly string[] => {
  if (split === 'agent') return [run.agentId]
  if (split === 'version') return [run.agentVersion]
  if (split === 'env') return [run.environment]
  if (split === 'tool') return [...new Set(steps.filter(({ type }) => type === 'tool').map(({ name }) => name))]
  return [...new Set(steps.flatMap((step) => (step.type === 'model' ? [step.name] : 'model' in step && step.model !== undefined ? [step.model] : [])))]
}

/** The same figures reckoned from the records. */
function reckoned(runs: readonly Told[]): Omit<SeriesPoint, 'at' | 'failures' | 'degraded'> {
  const sum = (of: (one: Told) => number): number => runs.reduce((total, one) => total + of(one), 0)
  const lengths = runs.flatMap(({ run }) => run.durationMs ?? []).sort((a, b) => a - b)
  const share = (part: number): number | null => lengths[Math.ceil(part * lengths.length) - 1] ?? null
  const tokens = (key: 'inputTokens' | 'outputTokens'): number => sum(({ steps }) => steps.reduce((total, step) => total + ((step as Partial<Record<typeof key, number>>)[key] ?? 0), 0))
  const has = (status: string): number => runs.filter(({ run }) => run.status === status).length
  return {
    runs: runs.length, failed: has('failed'), rated: has('failed') + has('success'), latencyMs: { p50: share(0.5), p95: share(0.95), p99: share(0.99) },
    retries: sum(({ steps }) => steps.filter(({ attempt }) => attempt > 1).length), tokens: { input: tokens('inputTokens'), output: tokens('outputTokens') },
  }
}
const within = (from: number, to: number) => (one: Told): boolean => startOf(one) >= from && startOf(one) <= to

test.each([...seriesSplits, undefined])('split by %s: every bucket and total equals what the records say', async (split) => {
  const series = await read({ filter: { last: '2d' }, ...(split === undefined ? {} : { split }) })
  const [from, to] = [now - 48 * hour, now]
  const inWindow = told.filter(within(from, to))
  expect(series.bucketMs).toBe(hour)
  expect(series.totals).toMatchObject(reckoned(inWindow))
  expect(series.previous).toMatchObject(reckoned(told.filter(within(from - 48 * hour, from - 1))))
  expect(series.points).toHaveLength(49)
  const pointsOf = (runs: readonly Told[]): object[] => series.points.map(({ at }) => ({ at, ...reckoned(runs.filter(within(Date.parse(at), Date.parse(at) + hour - 1))) }))
  expect(series.points).toMatchObject(pointsOf(inWindow))
  const count = (value: string): number => (split === undefined ? 0 : inWindow.filter((one) => valuesOf(one, split).includes(value)).length)
  const all = split === undefined ? [] : [...new Set(inWindow.flatMap((one) => valuesOf(one, split)))]
  expect(series.values.map(({ totals }) => totals.runs)).toEqual(all.map(count).sort((a, b) => b - a).slice(0, 6))
  expect(series.furtherValues).toBe(Math.max(0, all.length - 6))
  for (const { value, totals, points } of series.values) {
    const own = inWindow.filter((one) => split !== undefined && valuesOf(one, split).includes(value))
    expect(totals).toMatchObject(reckoned(own))
    expect(points).toMatchObject(pointsOf(own))
  }
})

test('a filter narrows, a wished bucket is taken, too short a one is lengthened', async () => {
  const series = await read({ filter: { last: '2d', agent: { include: ['planner' as never], exclude: [] } }, bucket: '6h' })
  expect(series.bucketMs).toBe(6 * hour)
  expect(series.totals).toMatchObject(reckoned(told.filter(within(now - 48 * hour, now)).filter(({ run }) => run.agentId === 'planner')))
  expect((await read({ filter: { last: '2d' }, bucket: '1m' })).bucketMs).toBe(hour / 4)
})

test('without a time the last 24 hours are told; an empty window has points and no latency', async () => {
  expect((await read({ filter: {} })).totals.runs).toBe(told.filter(within(now - 24 * hour, now)).length)
  const empty = await read({ filter: { from: '2026-10-01T00:00:00.000Z' as never, to: '2026-10-02T00:00:00.000Z' as never } })
  expect(empty.totals).toMatchObject({ runs: 0, latencyMs: { p50: null } })
  expect(empty.points.length).toBeGreaterThan(10)
})
