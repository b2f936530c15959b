import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi } from '../testing/api-fixture.ts'
import type { TestApi } from '../testing/api-fixture.ts'
import { wireRun } from '../testing/wire-records.ts'

let database: TestDatabase
let api: TestApi
beforeAll(async () => {
  database = await startTestDatabase()
  api = await startTestApi(database)
})
afterAll(() => database.stop())

/** Reads server-sent events as bytes, as a browser would. */
async function listen(filter: object): Promise<{ readonly text: () => string; readonly ended: Promise<void> }> {
  const response = await fetch(`http://127.0.0.1:${api.queryPort}/trpc/runs.tail?input=${encodeURIComponent(JSON.stringify(filter))}`)
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  let text = ''
  const read = async (): Promise<void> => {
    const [reader, decoder] = [response.body?.getReader(), new TextDecoder()]
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) text += decoder.decode(part.value, { stream: true })
  }
  return { text: () => text, ended: read().catch(() => undefined) }
}

test('an open run that a hundred newer ones have pushed down is told when it ends, also to those who look for failures only', async () => {
  const old = wireRun({ agentId: 'long-bot', status: 'running', endedAt: undefined, durationMs: undefined })
  await api.ingest.post('/v1/runs', { runs: [old], steps: [] })
  await api.ingest.post('/v1/runs', { runs: Array.from({ length: 120 }, () => wireRun({ agentId: 'long-bot' })), steps: [] })
  const [all, failed] = [await listen({ agent: 'long-bot' }), await listen({ agent: 'long-bot', status: 'failed' })]
  await expect.poll(() => [all.text(), failed.text()].every((text) => text.includes('[]')), { timeout: 5_000 }).toBe(true)
  await api.ingest.post('/v1/runs', { runs: [{ ...old, status: 'failed', durationMs: 10 }], steps: [] })
  for (const { text } of [all, failed]) await expect.poll(text, { timeout: 5_000, interval: 20 }).toContain('"status":"failed"')
  expect(all.text()).toContain(String(old['runId']))
  expect(all.text()).not.toContain('"status":"success"')
}, 20_000)

test('new and changed runs of the filter arrive within two seconds, others do not; the stream ends with the server', async () => {
  await api.ingest.post('/v1/runs', { runs: [wireRun({ agentId: 'tail-bot' })], steps: [] })
  const { text, ended } = await listen({ agent: 'tail-bot' })
  await expect.poll(text, { timeout: 3_000 }).toContain('[]')
  const sent = performance.now()
  const run = wireRun({ agentId: 'tail-bot', status: 'running', endedAt: undefined, durationMs: undefined })
  await api.ingest.post('/v1/runs', { runs: [run, wireRun({ agentId: 'other-bot' })], steps: [] })
  await expect.poll(text, { timeout: 3_000, interval: 20 }).toContain(String(run['runId']))
  expect(performance.now() - sent).toBeLessThan(2_000)
  expect(text()).toContain('"status":"running"')
  await api.ingest.post('/v1/runs', { runs: [{ ...run, status: 'failed', durationMs: 10 }], steps: [] })
  await expect.poll(text, { timeout: 3_000, interval: 20 }).toContain('"status":"failed"')
  expect(text()).not.toContain('other-bot')
  expect(text().split(String(run['runId'])).length - 1).toBe(2)
  const stopping = performance.now()
  await api.stop()
  await ended
  expect(performance.now() - stopping).toBeLessThan(3_000)
}, 20_000)
