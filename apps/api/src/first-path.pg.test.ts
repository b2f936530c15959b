import { gzipSync } from 'node:zlib'
import { createAgentTracerClient, createIngestClient } from '@agenttracer/client'
import type { Receipt } from '@agenttracer/schema'
import { fromStepColumns } from '@agenttracer/schema/query'
import type { FailuresPage, RunDetail, RunFacets, RunHistogram, RunsPage, Stats, StepsPage } from '@agenttracer/schema/query'
import { expect, test } from 'vitest'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { wireRun, wireStep, wireTree } from './testing/wire-records.ts'

const api = useTestApi()

type Sent = Receipt & { runId?: string }

test('what curl sends as one run is read back with its cause', async () => {
  const failing = { type: 'tool', name: 'billing_api', httpStatus: 503, status: 'error', durationMs: 120 }
  const sent = await api.ingest.post<Sent>('/v1/runs', {
    agentId: 'curl-bot', agentVersion: '1.4.0', environment: 'staging',
    steps: [{ type: 'plan', name: 'analyse', durationMs: 40 }, { ...failing, attempt: 1 }, { ...failing, attempt: 2, waitMs: 100 }, { ...failing, attempt: 3, waitMs: 200 }],
  })
  expect(sent.status).toBe(200)
  const run = (await api.query.get<RunDetail>(`/v1/runs/${sent.body.runId}`)).body
  expect(run).toMatchObject({
    agentId: 'curl-bot', agentVersion: '1.4.0', environment: 'staging', status: 'failed', stepCount: 4, retryCount: 2, durationMs: 400,
    verdict: { category: 'tool', code: 'upstream_error', httpStatus: 503, attempts: { used: 3 }, stepName: 'billing_api' },
  })
  const steps = (await api.query.get<StepsPage>(`/v1/runs/${sent.body.runId}/steps`)).body.items
  expect(steps.map(({ name, attempt, status }) => [name, attempt, status])).toEqual([['analyse', 1, 'ok'], ['billing_api', 1, 'error'], ['billing_api', 2, 'error'], ['billing_api', 3, 'error']])
  expect(steps[3]?.failure).toMatchObject({ category: 'tool', code: 'upstream_error', httpStatus: 503, retryable: true })
  expect(steps.map((step) => step.stepId)).toContain(run.verdict?.rootCauseStepId)
  expect(new Set(steps.slice(1).map((step) => step.retryGroup))).toEqual(new Set([steps[1]?.stepId]))
  expect(steps[3]?.waitMs).toBe(200)
})

test('curl -d (a form to HTTP) is JSON to us; gzip is too', async () => {
  const form = await api.ingest.post<Sent>('/v1/runs', JSON.stringify({ agentId: 'form-bot' }), { 'content-type': 'application/x-www-form-urlencoded' })
  expect(form.status).toBe(200)
  const packed = await api.ingest.post<Sent>('/v1/runs', gzipSync(JSON.stringify({ agentId: 'gzip-bot' })), { 'content-encoding': 'gzip' })
  expect(packed.status).toBe(200)
  const list = await api.query.get<RunsPage>('/v1/runs?agent=form-bot&agent=gzip-bot')
  expect(list.body.items.map((item) => item.agentId).toSorted()).toEqual(['form-bot', 'gzip-bot'])
})

test('the typed clients write and read the same over tRPC', async () => {
  const { run, steps } = wireTree(9)
  const ingest = createIngestClient({ url: `http://127.0.0.1:${api.ingestPort}` })
  const receipt = await ingest.ingest.send.mutate({ runs: [run], steps, open: [] } as never)
  expect(receipt.records).toHaveLength(10)
  expect(new Set(receipt.records.map((record) => record.result))).toEqual(new Set(['accepted']))
  const client = createAgentTracerClient({ url: `http://127.0.0.1:${api.queryPort}/` })
  const runId = String(run['runId'])
  const [detail, columns, list, agents, health, first, stats] = await Promise.all([
    client.runs.get.query({ runId }), client.runs.steps.query({ runId }), client.runs.list.query({ agent: 'support-bot', limit: 1 }),
    client.agents.list.query(), client.overview.health.query({ last: '24h' }), client.onboarding.firstRun.query(), client.stats.summary.query({ agent: ['support-bot'] }),
  ])
  expect(detail).toMatchObject({ runId, status: 'success', stepCount: 9, verdict: null })
  const rows = (await api.query.get<StepsPage>(`/v1/runs/${runId}/steps`)).body.items
  expect(fromStepColumns(columns)).toEqual(rows)
  expect(list.items[0]?.runId).toBe(runId)
  expect(agents.items.map((item) => item.agentId)).toContain('support-bot')
  expect(health.agents.map((agent) => agent.agentId)).toContain('support-bot')
  expect(first.run?.status).toBeDefined()
  expect(stats.runs.total).toBeGreaterThanOrEqual(1)
  await expect(client.runs.get.query({ runId: 'no' })).rejects.toMatchObject({ data: { code: 'BAD_PARAMETER', httpStatus: 400, issues: [{ path: 'runId' }] } })
})

test('stats and failures count what was sent', async () => {
  const runs = Array.from({ length: 5 }, (_, n) => wireRun({ agentId: 'count-bot', status: n < 2 ? 'failed' : 'success' }))
  const steps = runs.slice(0, 2).map((run) => wireStep(run['runId'], { status: 'error', signals: { chain: [], flags: [], declared: 'tool.timeout' } }))
  await api.ingest.post('/v1/runs', { runs, steps })
  const stats = (await api.query.get<Stats>('/v1/stats?agent=count-bot&last=1h')).body
  expect(stats).toMatchObject({ runs: { total: 5, byStatus: { failed: 2, success: 3 } }, failureRate: 0.4, failures: [{ category: 'tool', code: 'timeout', count: 2 }] })
  const failures = (await api.query.get<FailuresPage>('/v1/failures?agent=count-bot&last=1h')).body
  expect(failures.items).toMatchObject([{ category: 'tool', code: 'timeout', agentId: 'count-bot', runs: 2, standing: 'new' }])
  const fp = failures.items[0]?.fingerprint
  expect((await api.query.get(`/v1/failures/${fp}?last=1h`)).body).toMatchObject({ fingerprint: fp, runs: 2, log: [] })
  expect((await api.query.get(`/v1/failures/${fp}/differences?last=1h`)).body).toMatchObject({ failing: 2, other: 3 })
  expect(await api.query.get(`/v1/failures/${'0'.repeat(31)}1`)).toMatchObject({ status: 404, body: { error: { code: 'FAILURE_NOT_FOUND' } } })
})

test('pages of a list join without gap or repetition; the export has the same rows', async () => {
  const runs = Array.from({ length: 23 }, (_, n) => wireRun({ agentId: 'page-bot' }, Date.now() - 1_000 - n))
  await api.ingest.post('/v1/runs', { runs, steps: [] })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: RunsPage = (await api.query.get<RunsPage>(`/v1/runs?agent=page-bot&limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`)).body
    seen.push(...page.items.map((item) => item.runId))
    cursor = page.nextCursor
  }
  expect(seen.toSorted()).toEqual(runs.map((run) => String(run['runId'])).toSorted())
  const csv = await api.query.get('/v1/runs/export?agent=page-bot')
  expect(csv.headers.get('content-type')).toContain('text/csv')
  expect(csv.text.trim().split('\r\n').slice(1).map((line) => line.split(',')[0])).toEqual(seen)
  const lines = await api.query.get('/v1/runs/export?agent=page-bot&format=jsonl')
  expect(lines.text.trim().split('\n').map((line) => (JSON.parse(line) as { runId: string }).runId)).toEqual(seen)
})

test('facets and histogram count what the list shows; a field does not narrow its own values', async () => {
  const make = (agentId: string, more: object = {}): Record<string, unknown> => wireRun({ agentId, agentVersion: '7.0.0', environment: 'facet-env', ...more })
  const runs = [make('facet-a'), make('facet-a', { status: 'failed' }), make('facet-b'), make('facet-b', { status: 'running', endedAt: undefined, durationMs: undefined })]
  const steps = [wireStep(runs[0]?.['runId'], { name: 'geo_lookup' }), wireStep(runs[1]?.['runId'], { type: 'model', name: 'gpt-4o', status: 'error', signals: { chain: [{ httpStatus: 429, errorRef: 1 }], flags: [] } })]
  await api.ingest.post('/v1/runs', { runs, steps })
  const facets = (await api.query.get<RunFacets>('/v1/runs/facets?env=facet-env&agent=facet-a&last=1h')).body
  expect(facets).toMatchObject({
    runs: 2, isCapped: false, agent: [{ value: 'facet-a', runs: 2 }, { value: 'facet-b', runs: 2 }], env: [{ value: 'facet-env', runs: 2 }],
    status: [{ value: 'failed', runs: 1 }, { value: 'success', runs: 1 }], code: [{ value: 'model.rate_limited', runs: 1 }], tool: [{ value: 'geo_lookup', runs: 1 }],
    model: [{ value: 'gpt-4o', runs: 1 }], version: [{ value: '7.0.0', runs: 2 }],
  })
  const histogram = (await api.query.get<RunHistogram>('/v1/runs/histogram?env=facet-env&last=1h')).body
  const sum = (key: 'ok' | 'failed' | 'other'): number => histogram.parts.reduce((total, part) => total + part[key], 0)
  expect({ parts: histogram.parts.length, ok: sum('ok'), failed: sum('failed'), other: sum('other') }).toEqual({ parts: 60, ok: 2, failed: 1, other: 1 })
})

test('R17: a run is seen by a query as soon as it is acknowledged', async () => {
  for (let n = 0; n < 20; n += 1) {
    const run = wireRun()
    await api.ingest.post('/v1/runs', { runs: [run], steps: [] })
    expect((await api.query.get(`/v1/runs/${String(run['runId'])}`)).status).toBe(200)
  }
})

test('metrics count every stage', async () => {
  const text = (await api.ingest.get('/metrics')).text
  for (const stage of ['read', 'parse', 'diagnose', 'store']) expect(text).toMatch(new RegExp(`agenttracer_ingest_stage_seconds_count\\{stage="${stage}"\\} [1-9]`))
  expect(text).toMatch(/agenttracer_ingest_records_total\{kind="run",result="accepted"\} [1-9]/)
})
