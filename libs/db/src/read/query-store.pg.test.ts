import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '@agenttracer/schema'
import type { ProjectId, RunFilter, RunRecord, StepRecord } from '@agenttracer/schema'
import { overviewHealth, runDetail, runSorts, runsPage, stats, stepView, topFailures } from '@agenttracer/schema/query'
import type { RunSort, RunSummary } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'
import { createQueryStore } from './query-store.ts'

const project = randomUUID() as ProjectId
const now = Date.now()
const minute = 60_000
let database: TestDatabase
let query: QueryStore
const runs: RunRecord[] = []
const steps: StepRecord[] = []

/** One fingerprint for all failures of a tool, as the real reasoning gives. */
const diagnose: typeof tellingDiagnose = (run, all) => {
  const told = tellingDiagnose(run, all)
  return { ...told, fingerprint: told.verdict === null ? null : (`${run.agentId === 'alpha' ? 'a' : 'b'}`.repeat(32) as never) }
}

beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query })
  for (let n = 0; n < 60; n += 1) {
    const runId = aRunId(now - n * minute)
    const failed = n % 5 === 0
    runs.push(aRun({
      runId, agentId: n % 3 === 0 ? 'alpha' : 'beta', agentVersion: n < 30 ? '2.0.0' : '1.0.0', environment: n % 7 === 0 ? 'staging' : 'production',
      status: failed ? 'failed' : n % 11 === 1 ? 'running' : 'success', ...(n === 8 ? { traceId: 'c'.repeat(32) } : {}), durationMs: 1_000 + ((n * 37) % 60),
      ...(n % 11 === 1 && !failed ? { durationMs: undefined, endedAt: undefined } : {}),
    }))
    steps.push(aStep(runId, { type: 'model', name: 'gpt-4o', model: n % 2 === 0 ? 'gpt-4o-2024-08-06' : 'gpt-4o-mini', inputTokens: n, outputTokens: 1, seq: 0 }))
    if (failed) {
      const first = aFailingStep(runId, { seq: 1, name: 'search', maxAttempts: 2 })
      steps.push(first, aFailingStep(runId, { seq: 2, name: 'search', attempt: 2, maxAttempts: 2, retryGroup: first.stepId, waitMs: 250 }))
    } else if (n % 4 === 0) steps.push(aStep(runId, { seq: 1, type: 'retrieval', name: 'kb', documentCount: 3 }))
  }
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose })
  const clean = <T>(list: readonly T[]): T[] => JSON.parse(JSON.stringify(list)) as T[]
  await value(ingest.ingest(project, aRequest({ runs: clean(runs), steps: clean(steps) })))
  await value(ingest.ingest(randomUUID() as ProjectId, aRequest({ runs: [aRun()] })))
  await ingest.close()
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}
const filterOf = (text: string): RunFilter => parseFilter(new URLSearchParams(text)).filter
const list = (text: string, more: { sort?: RunSort; limit?: number } = {}): Promise<RunSummary[]> =>
  value(query.listRuns(project, { filter: filterOf(text), sort: more.sort ?? '-started', limit: more.limit ?? 100 })).then(({ items }) => items)

type Facts = { readonly n: number; readonly run: RunRecord; readonly own: readonly StepRecord[] }
const failing = ({ n }: Facts): boolean => n % 5 === 0
const cases: readonly [string, (facts: Facts) => boolean][] = [
  ['', () => true],
  ['agent=alpha', ({ run }) => run.agentId === 'alpha'],
  ['agent=!alpha', ({ run }) => run.agentId !== 'alpha'],
  ['agent=alpha&agent=beta&version=2.0.0', ({ run }) => run.agentVersion === '2.0.0'],
  ['version=!2.0.0&env=staging', ({ run }) => run.agentVersion !== '2.0.0' && run.environment === 'staging'],
  ['agent=nobody', () => false],
  ['agent=!nobody', () => true],
  ['agent=unknown', () => false],
  ['status=failed', failing],
  ['status=!failed&status=!running', ({ run }) => run.status === 'success'],
  ['status=incomplete', () => false],
  ['status=running', ({ run }) => run.status === 'running'],
  ['cat=tool', failing],
  ['cat=!tool', (facts) => !failing(facts)],
  ['cat=model', () => false],
  ['code=tool.exception', failing],
  ['code=!tool.exception', (facts) => !failing(facts)],
  ['name=kb', ({ own }) => own.some(({ name }) => name === 'kb')],
  ['name=!kb', ({ own }) => !own.some(({ name }) => name === 'kb')],
  ['tool=search', failing],
  ['tool=kb', () => false],
  ['model=gpt-4o', () => true],
  ['model=gpt-4o-mini', ({ n }) => n % 2 === 1],
  ['model=!gpt-4o-mini', ({ n }) => n % 2 === 0],
  ['degraded=true', () => false],
  [`trace=${'c'.repeat(32)}`, ({ n }) => n === 8],
  [`fp=${'a'.repeat(32)}`, (facts) => failing(facts) && facts.run.agentId === 'alpha'],
  ['last=10m', ({ n }) => n < 10],
  [`from=${new Date(now - 20 * minute).toISOString()}&to=${new Date(now - 10 * minute).toISOString()}`, ({ n }) => n >= 10 && n <= 20],
  ['minMs=1030&maxMs=1050', ({ run }) => run.durationMs !== undefined && run.durationMs >= 1_030 && run.durationMs <= 1_050],
  ['steps=2..', ({ own }) => own.length >= 2],
  ['minSteps=3', ({ own }) => own.length >= 3],
  ['retries=1..', failing],
  ['tokens=31..41', ({ n }) => n + 1 >= 31 && n + 1 <= 41],
  ['agent=alpha&status=failed&tool=search&model=gpt-4o&last=1h', (facts) => failing(facts) && facts.run.agentId === 'alpha'],
]

test.each(cases)('filter %s lists what it says, newest first', async (text, holds) => {
  const facts = runs.map((run, n): Facts => ({ n, run, own: steps.filter(({ runId }) => runId === run.runId) }))
  expect((await list(text)).map(({ runId }) => runId)).toEqual(facts.filter(holds).map(({ run }) => run.runId))
  const counted = await value(query.readStats(project, filterOf(text)))
  expect(counted.runs.total).toBe(facts.filter(holds).length)
  expect(stats.safeParse(counted).success).toBe(true)
})

describe('paging', () => {
  test.each(runSorts)('%s: forward and back meets every run once, in one order', async (sort) => {
    const all = (await list('', { sort })).map(({ runId }) => runId)
    expect(new Set(all).size).toBe(60)
    const [forward, back]: [string[], string[]] = [[], []]
    let page = await value(query.listRuns(project, { filter: {}, sort, limit: 7 }))
    expect(page.prevCursor).toBeNull()
    for (;;) {
      forward.push(...page.items.map(({ runId }) => runId))
      if (page.nextCursor === null) break
      page = await value(query.listRuns(project, { filter: {}, sort, limit: 7, cursor: page.nextCursor }))
    }
    expect(forward).toEqual(all)
    expect(page.hasMore).toBe(false)
    back.unshift(...page.items.map(({ runId }) => runId))
    while (page.prevCursor !== null) {
      page = await value(query.listRuns(project, { filter: {}, sort, limit: 7, cursor: page.prevCursor }))
      back.unshift(...page.items.map(({ runId }) => runId))
      expect(runsPage.safeParse(page).success).toBe(true)
    }
    expect(back).toEqual(all)
  })

  test('sorted by duration, runs without one come last', async () => {
    const durations = (await list('', { sort: '-duration' })).map(({ durationMs }) => durationMs ?? -1)
    expect(durations).toEqual([...durations].sort((a, b) => b - a))
    expect(durations.at(-1)).toBe(-1)
  })

  test.each(['x', 'MH5hfjF-eA', Buffer.from(`9~a~1~${aRunId()}`).toString('base64url'), Buffer.from("0~a~1'; DROP~x").toString('base64url')])('a cursor of no page (%s) is refused', async (cursor) => {
    expect(await query.listRuns(project, { filter: {}, sort: '-started', limit: 5, cursor })).toEqual({ ok: false, refusal: { kind: 'bad_cursor' } })
  })

  test('a cursor of another sort is refused', async () => {
    const { nextCursor } = await value(query.listRuns(project, { filter: {}, sort: '-started', limit: 5 }))
    expect(await query.listRuns(project, { filter: {}, sort: 'duration', limit: 5, cursor: nextCursor ?? '' })).toMatchObject({ ok: false })
  })
})

test('list, facets and histogram are of the same runs, with a time in the filter and without', async () => {
  const threeDaysOn = createQueryStore({ url: database.urls.query, clock: { now: () => now + 3 * 24 * 60 * minute } })
  const [newest, oldest] = [runs[0]?.startedAt, runs.at(-1)?.startedAt] as [RunRecord['startedAt'], RunRecord['startedAt']]
  for (const [filter, expected] of [[{}, 60], [{ last: '1d' }, 0], [{ last: '4d' }, 60], [{ to: oldest }, 1], [{ from: newest }, 1]] satisfies [RunFilter, number][]) {
    expect((await value(threeDaysOn.listRuns(project, { filter, sort: '-started', limit: 100 }))).items).toHaveLength(expected)
    expect(await value(threeDaysOn.readFacets(project, filter))).toMatchObject({ runs: expected, isCapped: false })
    const { parts } = await value(threeDaysOn.readHistogram(project, filter))
    expect(parts.reduce((sum, { ok, failed, other }) => sum + ok + failed + other, 0)).toBe(expected)
  }
  await threeDaysOn.close()
})

test('a failed run is read with its verdict, its scope and the last good run', async () => {
  const run = runs[15] as RunRecord
  const detail = await value(query.readRun(project, run.runId))
  expect(runDetail.safeParse(detail).success).toBe(true)
  expect(detail).toMatchObject({
    status: 'failed', agentId: 'alpha', retryCount: 1, stepCount: 3, sdk: { name: 'agenttracer' },
    verdict: {
      category: 'tool', code: 'exception', stepName: 'search', tool: 'search', model: null, httpStatus: 503, errorClass: 'HttpError', backoffMs: [250],
      attempts: { used: 2, max: 2 }, firstSeenVersion: '1.0.0', similar24h: 4, similar7d: 4, lastGoodRunId: runs[18]?.runId,
    },
  })
  expect(detail?.verdict?.firstSeenAt).toBe(runs[45]?.startedAt)
})

test('the last good run is of the same version first, else of the one before', async () => {
  const [newest] = [runs[0] as RunRecord]
  expect((await value(query.readRun(project, newest.runId)))?.verdict?.lastGoodRunId).toBe(runs.find((run, n) => n > 0 && run.agentId === 'alpha' && run.environment === 'staging' && run.status === 'success')?.runId)
})

test('steps come in reading order, with the group on every attempt', async () => {
  const runId = (runs[5] as RunRecord).runId
  const read = (await value(query.readSteps(project, runId))) ?? []
  const group = read[1]?.stepId
  expect(read.map((step) => [step.name, step.attempt, step.retryGroup, step.role])).toEqual([
    ['gpt-4o', 1, null, 'none'], ['search', 1, group, 'failed'], ['search', 2, group, 'root_cause'],
  ])
  expect(read[2]?.failure).toEqual({ category: 'tool', code: 'exception', errorClass: 'HttpError', errorCode: null, httpStatus: 503, retryable: false })
  for (const step of read) expect(stepView.safeParse(step).success).toBe(true)
})

test('health, groups, agents and the first run', async () => {
  const health = await value(query.readHealth(project, {}))
  expect(overviewHealth.safeParse(health).success).toBe(true)
  expect(health).toMatchObject({ runs: 60, failed: 12 })
  const beta = health.agents.find(({ agentId }) => agentId === 'beta')
  expect(beta).toMatchObject({ newestVersion: '2.0.0', previousVersion: '1.0.0', runs: 40, failed: 8, retried: 8, previousFailed: 4 })
  expect(beta?.trend.reduce((sum, part) => sum + part.runs, 0)).toBe(40)
  const top = await value(query.readTopFailures(project, {}))
  expect(topFailures.safeParse(top).success).toBe(true)
  expect(top.groups.map(({ fingerprint, runs: count, isNew, versions }) => [fingerprint[0], count, isNew, versions])).toEqual([['b', 8, true, ['1.0.0', '2.0.0']], ['a', 4, true, ['1.0.0', '2.0.0']]])
  expect(top.groups[0]?.trend.reduce((sum, part) => sum + part.runs, 0)).toBe(8)
  expect(top.latest.map(({ runId }) => runId)).toEqual(runs.filter((_, n) => n % 5 === 0).slice(0, 10).map(({ runId }) => runId))
  expect((await value(query.listAgents(project))).items.map(({ agentId }) => agentId)).toEqual(['alpha', 'beta'])
  expect((await value(query.readFirstRun(project)))?.runId).toBe(runs.at(-1)?.runId)
})

test('an empty project answers with nothing, not with an error', async () => {
  const empty = randomUUID() as ProjectId
  expect(await value(query.listRuns(empty, { filter: filterOf('tool=search'), sort: '-started', limit: 5 }))).toEqual({ items: [], nextCursor: null, prevCursor: null, hasMore: false })
  expect(await value(query.readStats(empty, {}))).toMatchObject({ failureRate: null, latencyMs: { p50: null }, runs: { total: 0 } })
  expect(await value(query.readHealth(empty, {}))).toMatchObject({ agents: [], lastReceivedAt: null })
  expect(await value(query.readTopFailures(empty, {}))).toEqual({ attention: [], groups: [], latest: [] })
  expect(await value(query.readFirstRun(empty))).toBeNull()
})

test('percentiles are those of the rows', async () => {
  const durations = runs.map(({ durationMs }) => durationMs).filter((ms) => ms !== undefined).sort((a, b) => a - b)
  const at = (p: number): number | undefined => durations[Math.ceil(p * durations.length) - 1]
  const { latencyMs, steps: counted, failureRate, tokens } = await value(query.readStats(project, {}))
  expect(latencyMs).toEqual({ p50: at(0.5), p95: at(0.95), p99: at(0.99) })
  expect(counted.total).toBe(steps.length)
  expect(counted.byType['tool']).toBe(24)
  expect(failureRate).toBeCloseTo(12 / runs.filter(({ status }) => status !== 'running').length)
  expect(tokens).toEqual({ input: (59 * 60) / 2, output: 60 })
})

test('a statement that takes too long is a timeout', async () => {
  const hasty = createQueryStore({ url: database.urls.query, statementTimeoutMs: 1_000 })
  await value(hasty.listAgents(project))
  const owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
  await owner.query('BEGIN; LOCK TABLE agenttracer.run IN ACCESS EXCLUSIVE MODE')
  expect(await hasty.readStats(project, {})).toEqual({ ok: false, refusal: { kind: 'timeout' } })
  await owner.query('ROLLBACK')
  await owner.end()
  await hasty.close()
})

test('named runs are told in shares, as counted from the records; others and unknown ones are not counted', async () => {
  const chosen = runs.slice(20, 45)
  const foreign = aRunId(now)
  const shares = await value(query.readShares(project, [...chosen.map(({ runId }) => runId), chosen[0]?.runId ?? foreign, foreign]))
  const counted = (read: (run: RunRecord) => string | undefined): { value: string; runs: number }[] =>
    [...new Set(chosen.map((run) => read(run) ?? 'unknown'))].map((found) => ({ value: found, runs: chosen.filter((run) => read(run) === found).length })).sort((a, b) => b.runs - a.runs || (a.value < b.value ? -1 : 1))
  expect(shares.runs).toBe(25)
  expect(shares.agent).toEqual(counted((run) => run.agentId))
  expect(shares.version).toEqual(counted((run) => run.agentVersion))
  const toolOf = new Set(steps.filter(({ type }) => type === 'tool').map(({ runId }) => runId))
  expect(shares.tool).toEqual([{ value: 'search', runs: chosen.filter(({ runId }) => toolOf.has(runId)).length }])
  expect(shares.retried).toBe(chosen.filter(({ runId }) => toolOf.has(runId)).length)
  const durations = chosen.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b)
  const middle = (durations.length - 1) / 2
  expect(shares.latencyMs.p50).toBeCloseTo(((durations[Math.floor(middle)] ?? 0) + (durations[Math.ceil(middle)] ?? 0)) / 2, 6)
  expect(await value(query.readShares(project, [foreign, aRunId(now)]))).toMatchObject({ runs: 0, latencyMs: { p50: null }, stepsP50: null, code: [] })
})
