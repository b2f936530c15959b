import type { FailureDifferences, FailureGroup, FailureGroupRow, FailureSetStateInput, FailuresPage, FailureStateChange, TopFailures } from '@agenttracer/schema/query'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashKey } from './door/authenticate.ts'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { wireRun, wireStep } from './testing/wire-records.ts'
import type { Wire } from './testing/wire-records.ts'

const adminKey = `at_admin_${'d'.repeat(48)}`
const [minute, hour] = [60_000, 3_600_000]
const api = useTestApi({ adminKeyHash: hashKey(adminKey) })

interface Planted {
  readonly agentId: string
  readonly version: string
  readonly runs: number
  readonly failing: number
  /** Milliseconds before now. */
  readonly from: number
  readonly tool?: string
  readonly environment?: string
  readonly model?: string
}

/** Runs of one version, ten seconds apart, of which the first so many end with a tool that answers 503. */
async function plant({ agentId, version, runs, failing, from, tool = 'search_docs', environment = 'production', model = 'gpt-4o' }: Planted): Promise<readonly string[]> {
  const at = Array.from({ length: runs }, (_, n) => Date.now() - from + n * 10_000)
  const made = at.map((start, n) => wireRun({ agentId, agentVersion: version, environment, status: n < failing ? 'failed' : 'success' }, start))
  const steps = made.flatMap((run, n): Wire[] => [
    wireStep(run['runId'], { type: 'model', name: model, provider: 'openai' }, at[n]),
    wireStep(run['runId'], { name: tool, seq: 1, ...(n < failing ? { status: 'error', httpStatus: 503, signals: { chain: [{ httpStatus: 503, errorRef: 1 }], flags: [] } } : {}) }, at[n]),
  ])
  expect((await api.ingest.post('/v1/runs', { runs: made, steps })).status).toBe(200)
  return made.map((run) => String(run['runId']))
}

const list = async (query: string): Promise<FailuresPage> => (await api.query.get<FailuresPage>(`/v1/failures?${query}`)).body
const group = async (fp: string, query = ''): Promise<FailureGroup> => (await api.query.get<FailureGroup>(`/v1/failures/${fp}?${query}`)).body
const overview = async (agent: string): Promise<TopFailures> =>
  (await api.query.get<{ result: { data: TopFailures } }>(`/trpc/overview.topFailures?input=${encodeURIComponent(JSON.stringify({ agent }))}`)).body.result.data
const only = (rows: readonly FailureGroupRow[]): FailureGroupRow => {
  expect(rows).toHaveLength(1)
  return rows[0] as FailureGroupRow
}
const set = (input: FailureSetStateInput, headers: Record<string, string> = { authorization: `Bearer ${adminKey}` }) =>
  api.query.post<{ result: { data: { change: FailureStateChange } } }>('/trpc/failures.setState', input, headers)

describe('two versions of an agent, the second with a planted regression', () => {
  const agentId = 'support-bot'
  let fp = ''

  test('Overview names the new group, its version and its share', async () => {
    await plant({ agentId, version: '2.3.9', runs: 40, failing: 0, from: 30 * hour })
    const failing = await plant({ agentId, version: '2.4.0', runs: 50, failing: 12, from: 2 * hour })
    const row = only((await overview(agentId)).attention)
    expect(row).toMatchObject({
      category: 'tool', code: 'upstream_error', stepType: 'tool', stepName: 'search_docs', httpStatus: 503, runs: 12, agentRuns: 50, isNew: true, standing: 'new', regression: null,
      firstSeenVersion: '2.4.0', versionBefore: { version: '2.3.9', runs: 40 }, versions: ['2.4.0'], newestRunId: failing[11],
    })
    fp = row.fingerprint
    expect(only((await list(`agent=${agentId}`)).items)).toMatchObject({ fingerprint: fp, runs: 12, agentRuns: 50, standing: 'new' })
    expect((await list(`agent=${agentId}`)).counts).toEqual({ open: 1, new: 1, regressed: 0, resolved: 0, ignored: 0 })
    expect((await list(`agent=${agentId}&state=resolved`)).items).toEqual([])
  })

  test('beyond its first day it is regressed by its rate; its page says so, by version', async () => {
    // The window begins after the first of them, so that the group is not new in it.
    const row = only((await list(`agent=${agentId}&last=119m`)).items)
    expect(row).toMatchObject({ isNew: false, standing: 'regressed', regression: { kind: 'rate', version: '2.4.0', previousVersion: '2.3.9', failing: 12, runs: 50, previousFailing: 0, previousRuns: 40 } })
    const page = await group(fp, 'last=7d')
    expect(page.byVersion.map(({ version, runs, failing }) => [version, runs, failing])).toEqual([['2.3.9', 40, 0], ['2.4.0', 50, 12]])
    expect(page).toMatchObject({ path: ['search_docs'], environments: ['production'], log: [], agentRuns: 90, attempts: { used: 1 } })
    expect(page.recent).toHaveLength(10)
    expect(page.recent[0]?.runId).toBe(page.newestRunId)
    expect(page.trend.reduce((sum, { runs }) => sum + runs, 0)).toBe(12)
    expect(page.trend).toHaveLength(14)
  })

  test('what is different comes largest first, with counts that add up', async () => {
    const { failing, other, isSampled, items } = (await api.query.get<FailureDifferences>(`/v1/failures/${fp}/differences?last=7d`)).body
    expect({ failing, other, isSampled }).toEqual({ failing: 12, other: 78, isSampled: false })
    const sizes = items.map(({ difference }) => Math.abs(difference.value))
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
    expect(items.find(({ dimension, value }) => dimension === 'version' && value === '2.4.0')).toMatchObject({ failing: 12, other: 38 })
    expect(items.find(({ dimension, value }) => dimension === 'version' && value === '2.3.9')).toMatchObject({ failing: 0, other: 40 })
    expect(items.find(({ dimension, value }) => dimension === 'tool' && value === 'search_docs')).toMatchObject({ failing: 12, other: 78, difference: { value: 0 } })
  })

  test('resolved in its version it is quiet, also when that version still fails', async () => {
    expect((await set({ fp, state: 'resolved', version: '2.4.0' as never })).body.result.data.change).toMatchObject({ state: 'resolved', version: '2.4.0', by: null, isNow: false })
    await plant({ agentId, version: '2.4.0', runs: 3, failing: 2, from: 10 * minute })
    expect((await overview(agentId)).attention).toEqual([])
    expect(only((await list(`agent=${agentId}&state=resolved`)).items)).toMatchObject({ standing: 'resolved', runs: 14 })
    // Also in a window without a run of it.
    expect(only((await list(`agent=${agentId}&state=resolved&last=1m`)).items)).toMatchObject({ standing: 'resolved', runs: 0 })
  })

  test('seen again in a later version it is regressed', async () => {
    const [again] = await plant({ agentId, version: '2.5.0', runs: 2, failing: 1, from: 5 * minute })
    expect(only((await overview(agentId)).attention)).toMatchObject({
      standing: 'regressed', runs: 15, regression: { kind: 'resolved', resolvedVersion: '2.4.0', version: '2.5.0', runId: again },
    })
    expect((await list(`agent=${agentId}&state=regressed`)).counts).toMatchObject({ open: 1, regressed: 1, resolved: 0 })
  })

  test('resolved again it is quiet until a version after that', async () => {
    await set({ fp, state: 'resolved' })
    expect((await overview(agentId)).attention).toEqual([])
    const { log, standing } = await group(fp)
    expect(standing).toBe('resolved')
    expect(log.map(({ state, version, isNow, by }) => ({ state, version, isNow, by }))).toEqual([
      { state: 'resolved', version: '2.5.0', isNow: true, by: null }, { state: 'resolved', version: '2.4.0', isNow: false, by: null },
    ])
    await plant({ agentId, version: '2.3.9', runs: 1, failing: 1, from: 4 * minute })
    expect((await group(fp)).standing).toBe('resolved')
    await plant({ agentId, version: '2.6.0', runs: 1, failing: 1, from: 2 * minute })
    expect((await group(fp)).standing).toBe('regressed')
  })
})

test('resolved now, and the same version fails again: open, for it is not true', async () => {
  await plant({ agentId: 'same-bot', version: '1.0', runs: 4, failing: 2, from: hour })
  const { fingerprint: fp } = only((await list('agent=same-bot')).items)
  await set({ fp, state: 'resolved' })
  expect((await group(fp)).standing).toBe('resolved')
  await plant({ agentId: 'same-bot', version: '1.0', runs: 1, failing: 1, from: -2_000 })
  expect(await group(fp)).toMatchObject({ standing: 'open', regression: null })
})

describe('ignored', () => {
  const agentId = 'noisy-bot'
  let fp = ''
  beforeAll(async () => {
    await plant({ agentId, version: '1.0', runs: 40, failing: 4, from: 3 * hour })
    fp = only((await list(`agent=${agentId}`)).items).fingerprint
  })

  test.each<[name: string, wish: object, standing: string]>([
    ['for good', {}, 'ignored'],
    ['until a day to come', { until: new Date(Date.now() + hour).toISOString() }, 'ignored'],
    ['until a day past', { until: new Date(Date.now() - hour).toISOString() }, 'new'],
    ['until more than 20% fail, at 10%', { abovePercent: 20 }, 'ignored'],
    ['until more than 5% fail, at 10%', { abovePercent: 5 }, 'new'],
  ])('%s', async (_, wish, standing) => {
    expect((await set({ fp, state: 'ignored', ...wish })).status).toBe(200)
    expect((await group(fp)).standing).toBe(standing)
    expect((await overview(agentId)).attention).toHaveLength(standing === 'new' ? 1 : 0)
    await set({ fp, state: 'open' })
    expect((await group(fp)).standing).toBe('new')
  })

  test('a share counts from 30 runs on', async () => {
    await plant({ agentId: 'small-bot', version: '1.0', runs: 20, failing: 10, from: hour })
    const { fingerprint } = only((await list('agent=small-bot')).items)
    await set({ fp: fingerprint, state: 'ignored', abovePercent: 5 })
    expect((await group(fingerprint)).standing).toBe('ignored')
    await plant({ agentId: 'small-bot', version: '1.0', runs: 10, failing: 0, from: 30 * minute })
    expect((await group(fingerprint)).standing).toBe('new')
  })
})

describe('who may and what is refused', () => {
  test('nobody sets a state without the admin key; a stored key is told by its beginning', async () => {
    await plant({ agentId: 'key-bot', version: '1.0', runs: 2, failing: 1, from: hour })
    const { fingerprint: fp } = only((await list('agent=key-bot')).items)
    expect((await set({ fp, state: 'open' }, {})).status).toBe(403)
    const made = await api.query.post<{ result: { data: { key: string } } }>('/trpc/keys.create', { scope: 'admin', name: 'on call' }, { authorization: `Bearer ${adminKey}` })
    const { key } = made.body.result.data
    expect((await set({ fp, state: 'ignored' }, { authorization: `Bearer ${key}` })).body.result.data.change.by).toBe(key.slice(0, 15))
    expect((await group(fp)).log[0]?.by).toBe(key.slice(0, 15))
    expect(api.logs()).toContain('"action":"failure_state_set"')
  })

  test.each<[name: string, input: object, status: number]>([
    ['a group that is not', { fp: 'ab'.repeat(16), state: 'open' }, 404],
    ['a version that the agent never had', { state: 'resolved', version: '9.9.9' }, 404],
    ['a version in prose', { state: 'resolved', version: 'CANARY in prose' }, 400],
    ['a share past all', { state: 'ignored', abovePercent: 101 }, 400],
    ['a date in prose', { state: 'ignored', until: 'CANARY' }, 400],
    ['a state that is not', { state: 'CANARY' }, 400],
  ])('%s: %s', async (_, input, status) => {
    const { fingerprint } = (await list('agent=key-bot&state=all')).items[0] ?? {}
    const answer = await set({ fp: fingerprint, ...input } as never)
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('CANARY')
  })

  test('reading a group that is not is 404, a fingerprint that is none 400', async () => {
    for (const path of ['', '/differences']) {
      expect((await api.query.get(`/v1/failures/${'ab'.repeat(16)}${path}`)).status).toBe(404)
      expect((await api.query.get(`/v1/failures/CANARY${path}`)).status).toBe(400)
    }
    expect((await api.query.get('/v1/failures?state=CANARY')).status).toBe(400)
  })
})
