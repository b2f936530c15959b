import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '@agenttracer/schema'
import type { Fingerprint, ProjectId, RunFilter, RunRecord, StepRecord } from '@agenttracer/schema'
import { failureDifferences, failureGroup, failuresPage } from '@agenttracer/schema/query'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { ChangedBy } from '../control/audit.ts'
import { createControlStore } from '../control/control-store.ts'
import { createQueryStore } from '../read/query-store.ts'
import type { ControlStore, QueryStore, Stored } from '../store.ts'
import { aFailingStep, aRequest, aRun, aRunId, aStep } from '../testing/a-record.fixture.ts'
import { tellingDiagnose } from '../testing/telling-diagnose.fixture.ts'
import { createIngestStore } from '../write/ingest-store.ts'

const [project, other] = [randomUUID() as ProjectId, randomUUID() as ProjectId]
const now = Date.now()
const day = 86_400_000
let database: TestDatabase
let query: QueryStore
let control: ControlStore

/** One group for each tool of an agent. */
const fingerprint = (agent: string, tool: string): Fingerprint => createHash('md5').update(`${agent} ${tool}`).digest('hex') as Fingerprint
const diagnose: typeof tellingDiagnose = (run, steps) => {
  const told = tellingDiagnose(run, steps)
  const cause = steps.findLast(({ status }) => status === 'error')
  return { ...told, fingerprint: told.verdict === null ? null : fingerprint(run.agentId, cause?.name ?? '') }
}

interface Fact {
  readonly at: number
  readonly run: RunRecord
  readonly steps: readonly StepRecord[]
  readonly fails: Fingerprint | null
}
const facts: Fact[] = []

/** Arithmetic instead of chance: every dimension varies against every other. */
function plant(n: number): Fact {
  const at = now - 60_000 - ((n * 37) % 1_200) * (13 * day / 1_200)
  const agentId = n % 3 === 0 ? 'alpha' : 'beta'
  const agentVersion = at > now - 3 * day ? '3.0' : at > now - 8 * day ? '2.0' : '1.0'
  const tool = n % 4 === 0 ? 'search' : 'fetch'
  const fails = n % (agentVersion === '3.0' ? 3 : 11) === 0
  const isRunning = n % 97 === 1 && !fails
  const runId = aRunId(at)
  const model = fails && n % 5 !== 0 ? 'gpt-4o-mini' : 'gpt-4o'
  const run = aRun({
    runId, agentId, agentVersion, environment: n % 7 === 0 ? 'staging' : 'production', status: isRunning ? 'running' : fails ? 'failed' : n % 13 === 2 ? 'cancelled' : 'success',
    ...(isRunning ? {} : { durationMs: [400, 4_000, 40_000, 400_000, 4_000_000][n % 5] }),
  })
  const steps = [aStep(runId, { type: 'model', name: model, seq: 0 }), aStep(runId, { type: 'retrieval', name: 'kb', seq: 1, documentCount: n % 2 })]
  if (!fails) steps.push(aStep(runId, { name: tool, seq: 2 }))
  else {
    const first = aFailingStep(runId, { seq: 2, name: tool })
    steps.push(first, ...Array.from({ length: n % 5 }, (_, retry) => aFailingStep(runId, { seq: 3 + retry, name: tool, attempt: 2 + retry, retryGroup: first.stepId })))
  }
  return { at, run, steps, fails: fails ? fingerprint(agentId, tool) : null }
}

beforeAll(async () => {
  database = await startTestDatabase()
  query = createQueryStore({ url: database.urls.query, clock: { now: () => now } })
  control = createControlStore({ url: database.urls.control })
  for (let n = 0; n < 600; n += 1) facts.push(plant(n))
  const ingest = createIngestStore({ url: database.urls.ingest, diagnose })
  await value(ingest.ingest(project, aRequest({ runs: facts.map(({ run }) => run), steps: facts.flatMap(({ steps }) => steps) })))
  const foreign = facts.filter(({ fails }) => fails !== null).slice(0, 20)
  await value(ingest.ingest(other, aRequest({ runs: foreign.map(({ run }) => run), steps: foreign.flatMap(({ steps }) => steps) })))
  await ingest.close()
})
afterAll(async () => {
  await query.close()
  await control.close()
  await database.stop()
})

async function value<T>(answer: Promise<Stored<T>>): Promise<T> {
  const got = await answer
  if (!got.ok) throw new Error(got.refusal.kind)
  return got.value
}
const filterOf = (text: string): RunFilter => parseFilter(new URLSearchParams(text)).filter
const hasEnded = ({ run }: Fact): boolean => run.status !== 'running'
const matches = (text: string, { at, run }: Fact): boolean => {
  const params = new URLSearchParams(text)
  const span = { '24h': day, '5d': 5 * day, '14d': 14 * day }[params.get('last') ?? '24h'] ?? 0
  return at >= now - span && (params.get('env') ?? run.environment) === run.environment && (params.get('agent') ?? run.agentId) === run.agentId
}

describe.each(['', 'last=5d', 'last=14d', 'last=14d&env=staging', 'last=5d&agent=alpha'])('groups of "%s" by another calculation', (text) => {
  test('runs, share, first and last sight, versions and trend', async () => {
    const page = await value(query.listFailures(project, { filter: filterOf(text), state: 'all', sort: '-runs', limit: 100 }))
    expect(failuresPage.parse(page)).toEqual(page)
    const inside = facts.filter((fact) => matches(text, fact))
    const expected = [...new Set(inside.flatMap(({ fails }) => fails ?? []))].map((fp) => {
      const own = inside.filter(({ fails }) => fails === fp)
      const all = facts.filter(({ fails }) => fails === fp)
      const env = new URLSearchParams(text).get('env')
      const daily = Array.from({ length: 14 }, (_, part) => all.filter(({ at, run }) => (env ?? run.environment) === run.environment && Math.floor((at - (now - 14 * day)) / day) === part).length)
      return {
        fingerprint: fp, runs: own.length, agentRuns: inside.filter((fact) => hasEnded(fact) && fact.run.agentId === own[0]?.run.agentId).length,
        firstSeenAt: new Date(Math.floor(Math.min(...all.map(({ at }) => at)))).toISOString(), lastSeenAt: new Date(Math.floor(Math.max(...own.map(({ at }) => at)))).toISOString(),
        versions: [...new Set(own.map(({ run }) => run.agentVersion))].sort(), trend: daily,
      }
    }).sort((a, b) => b.runs - a.runs || (a.lastSeenAt < b.lastSeenAt ? 1 : -1))
    expect(page.items.map(({ fingerprint: fp, runs, agentRuns, firstSeenAt, lastSeenAt, versions, trend }) => ({ fingerprint: fp, runs, agentRuns, firstSeenAt, lastSeenAt, versions, trend: trend.map((part) => part.runs) }))).toEqual(expected)
  })
})

describe.each([['alpha', 'search', 'last=14d'], ['beta', 'fetch', 'last=5d'], ['beta', 'search', 'last=14d&env=production']] as const)('%s %s in "%s"', (agent, tool, text) => {
  const fp = fingerprint(agent, tool)

  test('what is different, counted another way', async () => {
    const found = await value(query.readFailureDifferences(project, fp, filterOf(text)))
    expect(failureDifferences.parse(found)).toEqual(found)
    const compared = facts.filter((fact) => matches(text, fact) && hasEnded(fact) && fact.run.agentId === agent)
    const valuesOf = ({ at, run, steps }: Fact): string[] => {
      const retries = steps.filter(({ attempt }) => attempt > 1).length
      const bucket = ['..1000', '1000..10000', '10000..60000', '60000..600000', '600000..'][[400, 4_000, 40_000, 400_000, 4_000_000].indexOf(run.durationMs ?? 0)]
      const tools = new Set(steps.flatMap(({ type, name }) => (type === 'tool' ? [name] : [])))
      return [
        `version ${run.agentVersion}`, `env ${run.environment}`, `hour ${new Date(at).toISOString().slice(11, 13)}`, `retries ${retries > 2 ? '3..' : retries}`, `duration ${bucket}`,
        ...[...tools].map((name) => `tool ${name}`), ...steps.flatMap(({ type, name }) => (type === 'model' ? [`model ${name}`] : [])),
      ]
    }
    const [failing, others] = [compared.filter(({ fails }) => fails === fp), compared.filter(({ fails }) => fails !== fp)]
    const counts = new Map<string, [failing: number, other: number]>()
    for (const [place, list] of [failing, others].entries()) {
      for (const key of list.flatMap(valuesOf)) {
        const count = counts.get(key) ?? [0, 0]
        count[place as 0 | 1] += 1
        counts.set(key, count)
      }
    }
    expect({ failing: found?.failing, other: found?.other, isSampled: found?.isSampled }).toEqual({ failing: failing.length, other: others.length, isSampled: false })
    expect(Object.fromEntries(found?.items.map((item) => [`${item.dimension} ${item.value}`, [item.failing, item.other]]) ?? [])).toEqual(Object.fromEntries(counts))
    const sizes = found?.items.map(({ difference }) => Math.abs(difference.value)) ?? []
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    for (const item of found?.items ?? []) expect(item.difference.value).toBeCloseTo(item.failing / failing.length - item.other / others.length, 9)
  })

  test('its page by version', async () => {
    const group = await value(query.readFailure(project, fp, filterOf(text)))
    expect(failureGroup.parse(group)).toEqual(group)
    const env = new URLSearchParams(text).get('env')
    const ended = facts.filter((fact) => hasEnded(fact) && fact.run.agentId === agent && (env ?? fact.run.environment) === fact.run.environment)
    expect(group?.byVersion.map(({ version, runs, failing }) => ({ version, runs, failing }))).toEqual(['1.0', '2.0', '3.0'].map((version) => ({
      version, runs: ended.filter(({ run }) => run.agentVersion === version).length, failing: ended.filter(({ run, fails }) => run.agentVersion === version && fails === fp).length,
    })))
    const own = facts.filter((fact) => fact.fails === fp && matches(text, fact))
    expect(group?.oldestRunId).toBe(own.toSorted((a, b) => a.at - b.at)[0]?.run.runId)
    expect(own.find(({ run }) => run.runId === group?.slowestRunId)?.run.durationMs).toBe(Math.max(...own.map(({ run }) => run.durationMs ?? 0)))
    expect(group?.recent.map(({ runId }) => runId)).toEqual(facts.filter(({ fails }) => fails === fp).toSorted((a, b) => b.at - a.at).slice(0, 10).map(({ run }) => run.runId))
  })
})

test('the rate that rose with the newest version is a regression, told with both versions', async () => {
  const { items, counts } = await value(query.listFailures(project, { filter: filterOf(''), state: 'regressed', sort: '-runs', limit: 100 }))
  expect(counts.regressed).toBe(items.length)
  expect(items.length).toBeGreaterThan(0)
  for (const { regression } of items) expect(regression).toMatchObject({ kind: 'rate', version: '3.0', previousVersion: '2.0' })
})

const nobody: ChangedBy = { actor: 'instance_key', keyPrefix: null }

test('a state is of its project alone; a foreign group cannot be spoken of', async () => {
  const fp = fingerprint('alpha', 'search')
  const by = 'at_admin_abc123'
  expect(await value(control.setFailureState(project, { fingerprint: fp, wish: { state: 'ignored' }, by: { actor: 'admin_key', keyPrefix: by } }))).toMatchObject({ state: 'ignored', by })
  expect((await value(query.readFailure(project, fp, filterOf('last=14d'))))?.standing).toBe('ignored')
  expect((await value(query.readFailure(other, fp, filterOf('last=14d'))))?.standing).toBe('new')
  expect((await value(query.readFailure(other, fp, {})))?.log).toEqual([])
  expect(await value(control.setFailureState(randomUUID() as ProjectId, { fingerprint: fp, wish: { state: 'open' }, by: nobody }))).toBeNull()
  expect(await value(query.readFailure(project, 'f'.repeat(32) as Fingerprint, {}))).toBeNull()
  expect(await value(query.readFailureDifferences(project, 'f'.repeat(32) as Fingerprint, {}))).toBeNull()
})

test('nobody is told who is no key of ours, and no version that is none', async () => {
  const fp = fingerprint('alpha', 'search')
  const prose = 'please summarise this'
  await expect(control.setFailureState(project, { fingerprint: fp, wish: { state: 'open' }, by: { actor: 'admin_key', keyPrefix: prose } })).rejects.toMatchObject({ name: 'StoreError', sqlState: '23514' })
  expect(await value(control.setFailureState(project, { fingerprint: fp, wish: { state: 'resolved', version: prose as never }, by: nobody }))).toBeNull()
})

test('a window without a run of the group compares nothing', async () => {
  const empty = await value(query.readFailureDifferences(project, fingerprint('beta', 'fetch'), filterOf('last=1m')))
  expect(empty).toMatchObject({ failing: 0, items: [] })
  expect((await value(query.readFailure(project, fingerprint('beta', 'fetch'), filterOf('last=1m'))))?.runs).toBe(0)
})
