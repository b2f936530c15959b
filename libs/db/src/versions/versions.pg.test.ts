import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fingerprint, ProjectId, RunRecord, SafeName, StepRecord, VersionLabel } from '@agenttracer/schema'
import { versionsDiff, versionsList } from '@agenttracer/schema/query'
import type { VersionMetric, VersionsDiff } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { createQueryStore } from '../read/query-store.ts'
import type { QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'

const project = randomUUID() as ProjectId
const [now, minute, day] = [Date.now(), 60_000, 86_400_000]
const alpha = 'alpha' as SafeName
let database: TestDatabase
let query: QueryStore
const runs: RunRecord[] = []
const stepsOf = new Map<string, StepRecord[]>()

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}

/** One group a tool that fails. */
const diagnose: typeof tellingDiagnose = (run, steps) => {
  const told = tellingDiagnose(run, steps)
  const cause = steps.find(({ status }) => status === 'error')?.name ?? ''
  return { ...told, fingerprint: told.verdict === null ? null : (createHash('sha256').update(cause).digest('hex').slice(0, 32) as Fingerprint) }
}

interface Given { readonly agent?: string; readonly version: string; readonly count: number; readonly daysAgo: number; readonly fails?: (n: number) => string | null; readonly env?: string; readonly ms: (n: number) => number; readonly searches?: number }

function add({ agent = 'alpha', version, count, daysAgo, fails = () => null, env = 'production', ms, searches = 1 }: Given): void {
  for (let n = 0; n < count; n += 1) {
    const runId = aRunId(now - daysAgo * day - n * minute)
    const broken = fails(n)
    runs.push(aRun({ runId, agentId: agent, agentVersion: version, environment: env, status: broken === null ? 'success' : 'failed', durationMs: ms(n) }))
    const steps = [
      aStep(runId, { type: 'model', name: 'gpt-4o', inputTokens: 100 + n, outputTokens: 10, seq: 0 }),
      ...Array.from({ length: searches }, (_, at) => aStep(runId, { seq: at + 1, name: 'search_docs' })),
    ]
    if (broken !== null) {
      const first = aFailingStep(runId, { seq: 20, name: broken, maxAttempts: 2 })
      steps.push(first, aFailingStep(runId, { seq: 21, name: broken, attempt: 2, maxAttempts: 2, retryGroup: first.stepId }))
    }
    stepsOf.set(runId, steps)
  }
}

beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query })
  add({ version: '1.0.0', count: 12, daysAgo: 9, ms: (n) => 1_000 + n })
  add({ version: '2.3.9', count: 120, daysAgo: 5, ms: (n) => 2_400 + ((n * 37) % 400), fails: (n) => (n % 40 === 0 ? 'sql_query' : null) })
  add({ version: '2.4.0', count: 90, daysAgo: 1, ms: (n) => 1_900 + ((n * 53) % 400), fails: (n) => (n % 5 === 0 ? 'fetch_page' : null), searches: 3 })
  add({ version: '2.4.0', count: 40, daysAgo: 1.2, ms: () => 9_000, env: 'staging', fails: () => 'fetch_page' })
  add({ agent: 'beta', version: '7', count: 3, daysAgo: 2, ms: () => 5 })
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose })
  await value(ingest.ingest(project, aRequest({ runs, steps: [...stepsOf.values()].flat() })))
  await ingest.close()
})
afterAll(async () => {
  await query.close()
  await database.stop()
})

const production = { env: { include: ['production' as SafeName], exclude: [] } }
const diff = async (a: string | undefined, b: string | undefined, filter = {}): Promise<VersionsDiff | null> => {
  const found = await value(query.readVersionsDiff(project, { agent: alpha, ...(a === undefined ? {} : { a: a as VersionLabel }), ...(b === undefined ? {} : { b: b as VersionLabel }), filter }))
  return found === null ? null : versionsDiff.parse(found)
}
const own = (version: string): RunRecord[] => runs.filter((run) => run.agentId === 'alpha' && run.agentVersion === version && run.environment === 'production')
const median = (list: readonly number[]): number => list.toSorted((x, y) => x - y)[Math.ceil(list.length / 2) - 1] ?? 0

/** Newcombe's interval from the roots of the score equation, not from the formula that the product uses. */
function scoreBounds(part: number, total: number): readonly [number, number] {
  const z = 1.959963985
  const root = (from: number, to: number): number => {
    let [low, high] = [from, to]
    for (let n = 0; n < 200; n += 1) {
      const p = (low + high) / 2
      const inside = Math.abs(part / total - p) <= z * Math.sqrt((p * (1 - p)) / total)
      if (inside) high = p
      else low = p
    }
    return (low + high) / 2
  }
  return [part === 0 ? 0 : root(0, part / total), part === total ? 1 : root(1, part / total)]
}

describe('J13: one version against another', () => {
  test('every number equals an independent calculation', async () => {
    const found = await diff('2.3.9', '2.4.0', production)
    const [before, after] = [own('2.3.9'), own('2.4.0')]
    const failed = (list: readonly RunRecord[]): number => list.filter(({ status }) => status === 'failed').length
    expect(found?.a).toMatchObject({ version: '2.3.9', runs: 120, rated: 120, failed: failed(before), ended: 120 })
    expect(found?.b).toMatchObject({ version: '2.4.0', runs: 90, rated: 90, failed: failed(after), ended: 90 })
    const metric = (name: VersionMetric) => found?.metrics.find((each) => each.metric === name)

    const rate = metric('failure_rate')
    expect(rate).toMatchObject({ a: failed(before) / 120, b: failed(after) / 90, word: 'worse' })
    const [[lowA, highA], [lowB, highB]] = [scoreBounds(failed(before), 120), scoreBounds(failed(after), 90)]
    const change = failed(after) / 90 - failed(before) / 120
    expect(rate?.change?.value).toBeCloseTo(change, 9)
    expect(rate?.change?.low).toBeCloseTo(change - Math.hypot(failed(after) / 90 - lowB, highA - failed(before) / 120), 6)
    expect(rate?.change?.high).toBeCloseTo(change + Math.hypot(highB - failed(after) / 90, failed(before) / 120 - lowA), 6)

    const durations = (list: readonly RunRecord[]): number[] => list.map(({ durationMs }) => durationMs ?? 0)
    const p50 = metric('duration_p50')
    expect(p50).toMatchObject({ a: median(durations(before)), b: median(durations(after)), nA: 120, nB: 90, word: 'better' })
    expect(p50?.change?.value).toBe(median(durations(after)) - median(durations(before)))
    expect(p50?.change?.low).toBeLessThanOrEqual(p50?.change?.value ?? 0)
    expect(p50?.change?.high).toBeGreaterThanOrEqual(p50?.change?.value ?? 0)
    expect(metric('retried_rate')).toMatchObject({ a: failed(before) / 120, b: failed(after) / 90 })
    expect(metric('degraded_rate')).toMatchObject({ a: 0, b: 0, word: 'no_clear_change' })
    expect(metric('tokens_p50')).toMatchObject({ a: median(before.map((_, n) => 110 + n)), b: median(after.map((_, n) => 110 + n)) })
  })

  test('groups that came, went and changed; calls of tools without their retries', async () => {
    const found = await diff('2.3.9', '2.4.0', production)
    expect(found?.groups.new).toMatchObject([{ stepName: 'fetch_page', a: 0, b: 18, word: 'worse' }])
    expect(found?.groups.vanished).toMatchObject([{ stepName: 'sql_query', a: 3, b: 0 }])
    expect(found?.groups.changed).toEqual([])
    expect(found?.tools).toEqual([{ name: 'search_docs', a: 1, b: 3 }, { name: 'fetch_page', a: 0, b: 18 / 90 }, { name: 'sql_query', a: 3 / 120, b: 0 }])
  })

  test('under 30 runs on a side nothing is concluded', async () => {
    const found = await diff('1.0.0', '2.3.9')
    expect(found?.metrics.map(({ word, change }) => [word, change])).toEqual(Array.from({ length: 6 }, () => ['too_few', null]))
  })

  test('without a choice: the newest version against the one before; swapped, the signs turn', async () => {
    const [found, swapped] = [await diff(undefined, undefined, production), await diff('2.4.0', '2.3.9', production)]
    expect([found?.a?.version, found?.b.version]).toEqual(['2.3.9', '2.4.0'])
    expect(found?.environments).toEqual([{ environment: 'production', runs: 222 }, { environment: 'staging', runs: 40 }])
    expect(found?.versions.map(({ version, runs: count }) => [version, count])).toEqual([['2.4.0', 90], ['2.3.9', 120], ['1.0.0', 12]])
    expect(swapped?.metrics[0]?.change?.value).toBeCloseTo(-(found?.metrics[0]?.change?.value ?? 0), 12)
    expect(swapped?.metrics[0]?.word).toBe('better')
  })

  test('the first version has none before it; what is not there is not found', async () => {
    expect(await diff(undefined, '1.0.0')).toMatchObject({ a: null, metrics: [], tools: [] })
    expect(await diff('0.0.1', '2.4.0')).toBeNull()
    expect(await value(query.readVersionsDiff(project, { agent: 'nobody' as SafeName, filter: {} }))).toBeNull()
    expect(await value(query.readVersionsDiff(randomUUID() as ProjectId, { agent: alpha, filter: {} }))).toBeNull()
  })
})

test('agents with their versions, newest first, the agent with the most runs first', async () => {
  const found = versionsList.parse(await value(query.listVersions(project, {})))
  expect(found.items.map(({ agentId, versions }) => [agentId, ...versions.map(({ version, runs: count }) => `${version}: ${count}`)])).toEqual([['alpha', '2.4.0: 130', '2.3.9: 120', '1.0.0: 12'], ['beta', '7: 3']])
  const recent = versionsList.parse(await value(query.listVersions(project, { last: '3d', agent: { include: [alpha], exclude: [] } })))
  expect(recent.items.map(({ versions }) => versions.map(({ runs: count }) => count))).toEqual([[130, 0, 0]])
})
