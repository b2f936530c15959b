import { expect, test } from 'vitest'
import { useTestApi } from './testing/use-test-api.fixture.ts'
import { wireRun, wireTree } from './testing/wire-records.ts'

const api = useTestApi({ gateLimits: { requests: 10, bodyBytes: 2_000_000 } })

const stored = async (runId: unknown): Promise<boolean> => (await api.query.get(`/v1/runs/${String(runId)}`)).status === 200

test('R8: more at once than the door takes on: 429 with Retry-After at once, what was acknowledged is stored, what was refused is not', async () => {
  const trees = Array.from({ length: 150 }, () => wireTree(3))
  const answers = await Promise.all(trees.map(({ run, steps }) => api.ingest.post('/v1/runs', { runs: [run], steps })))
  const counts = { taken: answers.filter(({ status }) => status === 200).length, later: answers.filter(({ status }) => status === 429).length }
  expect(counts.taken + counts.later).toBe(150)
  expect(counts.taken).toBeGreaterThanOrEqual(10)
  expect(counts.later).toBeGreaterThan(0)
  for (const [index, { status, headers, body }] of answers.entries()) {
    expect(await stored(trees[index]?.run['runId'])).toBe(status === 200)
    if (status === 429) expect({ after: headers.get('retry-after'), body }).toMatchObject({ after: '1', body: { error: { code: 'OVERLOADED' } } })
  }
})

test('R7: bodies larger together than the memory for them: some are put off, the door is free again afterwards', async () => {
  const large = (): unknown => ({ runs: [wireRun()], steps: [], note: 'x'.repeat(700_000) })
  const answers = await Promise.all(Array.from({ length: 9 }, () => api.ingest.post('/v1/runs', large())))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]))
  expect((await api.ingest.post('/v1/runs', large())).status).toBe(200)
  const metrics = (await api.ingest.get('/metrics')).text
  expect(metrics).toMatch(/agenttracer_in_flight_body_bytes\{door="ingest"\} 0\n/)
  expect(metrics).toMatch(/agenttracer_in_flight_requests\{door="ingest"\} 0\n/)
})
