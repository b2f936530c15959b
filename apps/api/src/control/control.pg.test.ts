import type { KeyView, ProjectView } from '@agenttracer/schema/query'
import { createAgentTracerClient, createIngestClient } from '@agenttracer/client'
import { expect, test } from 'vitest'
import { hashKey } from '../door/authenticate.ts'
import { useTestApi } from '../testing/use-test-api.fixture.ts'
import { wireRun } from '../testing/wire-records.ts'

const adminKey = `at_admin_${'k'.repeat(32)}`
const api = useTestApi({ isLocal: false, adminKeyHash: hashKey(adminKey) })

const admin = { authorization: `Bearer ${adminKey}` }
const post = <T>(path: string, input: unknown, headers: Record<string, string> = admin) => api.query.post<{ result: { data: T } }>(`/trpc/${path}`, input, headers)
const list = async (scope: string, headers: Record<string, string> = admin): Promise<readonly KeyView[]> =>
  (await api.query.get<{ result: { data: { items: readonly KeyView[] } } }>(`/trpc/keys.list?input=${encodeURIComponent(JSON.stringify({ scope }))}`, headers)).body.result.data.items
const make = async (scope: string, name: string): Promise<{ key: string; summary: KeyView }> => (await post<{ key: string; summary: KeyView }>('keys.create', { scope, name })).body.result.data

test('a key opens its door until it is revoked; it is shown once', async () => {
  const writing = await make('ingest', 'my agents')
  const reading = await make('query', 'Grafana, 2nd floor')
  const ingest = createIngestClient({ url: `http://127.0.0.1:${api.ingestPort}`, apiKey: writing.key })
  const run = wireRun()
  expect((await ingest.ingest.send.mutate({ runs: [run], steps: [], open: [] } as never)).records).toMatchObject([{ result: 'accepted' }])
  const client = createAgentTracerClient({ url: `http://127.0.0.1:${api.queryPort}`, apiKey: reading.key })
  expect((await client.runs.get.query({ runId: String(run['runId']) })).status).toBe('success')
  const keys = await list('project')
  expect(keys.map(({ name, scope, prefix }) => ({ name, scope, prefix }))).toEqual([
    { name: 'Grafana, 2nd floor', scope: 'query', prefix: reading.key.slice(0, 15) },
    { name: 'my agents', scope: 'ingest', prefix: writing.key.slice(0, 16) },
  ])
  expect(keys.every((key) => key.lastUsedAt !== null)).toBe(true)
  expect(JSON.stringify(keys)).not.toContain(reading.key.slice(20))
  expect((await post('keys.revoke', { keyId: reading.summary.keyId })).body.result.data).toEqual({ revoked: true })
  expect((await post('keys.revoke', { keyId: reading.summary.keyId })).body.result.data).toEqual({ revoked: false })
  await expect.poll(() => client.runs.list.query({}).then(() => 'open', () => 'closed'), { timeout: 1_000, interval: 50 }).toBe('closed')
  expect(api.logs()).toContain('"action":"key_revoked"')
})

test('an admin key of the instance administers; its use is of no project', async () => {
  const second = await make('admin', 'second admin')
  expect((await list('instance', { authorization: `Bearer ${second.key}` })).map((key) => key.name)).toEqual(['second admin'])
  expect((await api.query.get('/v1/runs', { authorization: `Bearer ${second.key}` })).status).toBe(200)
})

test('a project of its own sees nothing of another', async () => {
  const made = (await post<ProjectView>('projects.create', { slug: 'second', name: 'Second one' })).body.result.data
  expect((await post('projects.create', { slug: 'second', name: 'Again' })).status).toBe(409)
  const there = { ...admin, 'x-agenttracer-project': made.projectId }
  const key = (await post<{ key: string }>('keys.create', { scope: 'ingest', name: 'other agents' }, there)).body.result.data.key
  const run = wireRun()
  expect((await api.ingest.post('/v1/runs', { runs: [run], steps: [] }, { authorization: `Bearer ${key}` })).status).toBe(200)
  expect((await api.query.get(`/v1/runs/${String(run['runId'])}`, there)).status).toBe(200)
  expect((await api.query.get(`/v1/runs/${String(run['runId'])}`, admin)).status).toBe(404)
  expect((await list('project', there)).map((one) => one.name)).toEqual(['other agents'])
  expect((await api.query.get('/v1/runs', { ...admin, 'x-agenttracer-project': 'CANARY' })).status).toBe(400)
})

test('the demo goes with one call; retention is set', async () => {
  const key = (await make('ingest', 'demo')).key
  const demo = Array.from({ length: 3 }, () => wireRun({ environment: 'demo' }))
  await api.ingest.post('/v1/runs', { runs: [...demo, wireRun()], steps: [] }, { authorization: `Bearer ${key}` })
  expect((await post('projects.deleteEnvironment', { environment: 'demo' })).body.result.data).toEqual({ deleted: 3 })
  expect((await api.query.get<{ items: unknown[] }>('/v1/runs?env=demo', admin)).body.items).toEqual([])
  expect((await post('retention.set', { days: 7 })).body.result.data).toEqual({ retentionDays: 7 })
  expect((await post('retention.set', { days: 0 })).status).toBe(400)
})

test('a group of failures is said to be resolved, by whom, and opens again', async () => {
  const key = (await make('ingest', 'failing agents')).key
  const second = { authorization: `Bearer ${(await make('admin', 'on call')).key}` }
  const run = wireRun({ agentId: 'state-bot', status: 'failed', signals: { chain: [], flags: [], declared: 'orchestration.deadline_exceeded' } })
  await api.ingest.post('/v1/runs', { runs: [run], steps: [] }, { authorization: `Bearer ${key}` })
  const fp = (await api.query.get<{ fingerprint: string }>(`/v1/runs/${String(run['runId'])}`, admin)).body.fingerprint
  const set = (input: object, headers = admin) => post<{ change: { state: string; by: string } }>('failures.setState', { fp, ...input }, headers)
  expect((await set({ state: 'resolved' })).body.result.data.change).toMatchObject({ state: 'resolved', by: null, version: '1.4.0' })
  expect((await api.query.get(`/v1/failures/${fp}?last=1h`, admin)).body).toMatchObject({ standing: 'resolved' })
  expect((await set({ state: 'open' }, second)).body.result.data.change).toMatchObject({ state: 'open', by: expect.stringMatching(/^at_admin_\w{6}$/) })
  expect((await post('failures.setState', { fp: '1'.repeat(32), state: 'open' })).status).toBe(404)
})

test('a view is kept, listed for readers, and goes', async () => {
  const saved = (await post<{ viewId: string; address: string }>('views.save', { name: 'Failing tools', address: 'status=failed&cat=tool' })).body.result.data
  expect(saved.address).toBe('status=failed&cat=tool')
  const reading = (await make('query', 'reads views')).key
  const client = createAgentTracerClient({ url: `http://127.0.0.1:${api.queryPort}`, apiKey: reading })
  expect((await client.views.list.query()).items).toMatchObject([{ name: 'Failing tools', viewId: saved.viewId }])
  await expect(client.views.save.mutate({ name: 'mine', address: '' })).rejects.toMatchObject({ data: { code: 'KEY_SCOPE' } })
  for (const address of ['agent=what did she say', 'prompt=CANARY', 'cursor=abc', 'status=failed&status=failed', 'cat=tool&status=failed']) {
    const answer = await post('views.save', { name: 'bad', address })
    expect(answer.status).toBe(400)
    expect(answer.text).not.toContain('CANARY')
  }
  expect((await post('views.delete', { viewId: saved.viewId })).body.result.data).toEqual({ deleted: true })
  expect((await post('views.delete', { viewId: saved.viewId })).body.result.data).toEqual({ deleted: false })
  expect(api.logs()).not.toContain('Failing tools')
})

test('every change is in the audit log with who made it', async () => {
  const { key } = await make('admin', 'colleague')
  await post('retention.set', { days: 12 }, { authorization: `Bearer ${key}` })
  await post('retention.set', { days: 13 }, { ...admin, 'x-agenttracer-via': 'web' })
  const { body } = await api.query.get<{ items: object[]; nextCursor: string | null }>('/v1/audit?limit=3', admin)
  expect(body.items).toMatchObject([
    { action: 'retention_set', actor: 'web', keyPrefix: null, amount: 13 },
    { action: 'retention_set', actor: 'admin_key', keyPrefix: key.slice(0, 15), amount: 12 },
    { action: 'key_created', actor: 'instance_key', scope: 'admin', isInstance: true },
  ])
  const older = await api.query.get<{ items: object[] }>(`/v1/audit?cursor=${String(body.nextCursor)}`, admin)
  expect(older.status).toBe(200)
  expect(older.body.items.length).toBeGreaterThan(5)
  const text = JSON.stringify([body, older.body])
  for (const typed of ['colleague', 'my agents', 'Grafana', 'Failing tools']) expect(text).not.toContain(typed)
})

test('a name with a control character is refused and not echoed; no key is in an answer but its first, nor in a log', async () => {
  const answer = await post('keys.create', { scope: 'query', name: 'CANARY\u0007name' })
  expect(answer.status).toBe(400)
  expect(answer.text).not.toContain('CANARY')
  expect(api.logs()).not.toMatch(/at_(ingest|query|admin)_/)
})
