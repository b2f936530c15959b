import { describe, expect, test } from 'vitest'
import { AgentTracer } from '../tracer.ts'
import { startCollector, type Behaviour } from '../testing/collector.ts'
import type { DiagnosticEvent, Diagnostics } from '../diagnostics.ts'

const answer = (status: number, headers: Record<string, string> = {}, body = '{}'): Behaviour => (_request, response) => {
  response.writeHead(status, headers).end(body)
  return true
}
const hang: Behaviour = () => true
const reset: Behaviour = (request) => {
  request.socket.destroy()
  return true
}
const once = (first: Behaviour): Behaviour => (request, response, number) => number === 1 && first(request, response, number)

const balance = ({ produced, accepted, dropped, pending }: Diagnostics): number =>
  produced - accepted - pending - dropped.filter(({ reason }) => !['unsafe_name', 'unsafe_value', 'metric_limit', 'host_hook_error', 'open_work_limit'].includes(reason)).reduce((sum, { count }) => sum + count, 0)

async function workload(tracer: AgentTracer): Promise<string> {
  return tracer.run(async (run) => {
    await run.step('plan', 'think', () => Promise.resolve())
    await run.step('tool', 'lookup', () => Promise.reject(new TypeError('secret-canary'))).catch(() => undefined)
    return 'result'
  })
}

describe('a good collector', () => {
  test('gets the run and its steps once, gzip, with the key, and the run after its steps', async () => {
    await using collector = await startCollector()
    const tracer = new AgentTracer({ agentId: 'a', apiUrl: `${collector.url}/`, apiKey: 'at_ingest_x' })
    await tracer.run(async (run) => {
      for (let i = 0; i < 10; i++) await run.step('tool', 'lookup', () => i)
    })
    expect(await tracer.flush()).toBe(true)
    await tracer.shutdown()
    const runs = collector.batches.flatMap((batch) => batch.runs)
    expect(runs.map(({ status }) => status)).toEqual(['success'])
    expect(collector.batches.flatMap((batch) => batch.steps)).toHaveLength(10)
    expect(collector.headers[0]).toMatchObject({ authorization: 'Bearer at_ingest_x', 'content-encoding': 'gzip', 'content-type': 'application/json' })
    expect(tracer.diagnostics()).toMatchObject({ produced: 11, accepted: 11, dropped: [], pending: 0, bufferedBytes: 0, enabled: false })
  })

  test('gets a timed batch without any flush, held for the hold window', async () => {
    await using collector = await startCollector()
    const tracer = new AgentTracer({ apiUrl: collector.url })
    await workload(tracer)
    await expect.poll(() => collector.batches.flatMap((batch) => batch.runs).at(-1)?.status, { timeout: 5000 }).toBe('success')
    await tracer.shutdown()
  })

  test('is told of a run at its start and of a step that stays open', async () => {
    await using collector = await startCollector()
    const tracer = new AgentTracer({ apiUrl: collector.url })
    const run = tracer.startRun()
    const step = run.startStep('tool', 'slow')
    await expect.poll(() => collector.batches.flatMap((batch) => batch.steps.map(({ status }) => status)), { timeout: 5000 }).toEqual(['running'])
    expect(collector.batches.flatMap((batch) => batch.runs.map(({ status }) => status))).toEqual(['running'])
    step.end()
    run.end()
    await tracer.shutdown()
    expect(collector.batches.flatMap((batch) => batch.steps.map(({ status, stepId }) => [status, stepId]))).toEqual([['running', step.id], ['ok', step.id]])
  })
})

describe('R9-R13: a bad collector never hurts the host and nothing is lost in silence', () => {
  const cases: readonly { readonly name: string; readonly behave: Behaviour; readonly recovers: boolean }[] = [
    { name: '500 once', behave: once(answer(500)), recovers: true },
    { name: '503 with Retry-After once', behave: once(answer(503, { 'retry-after': '0' })), recovers: true },
    { name: '429 with Retry-After once', behave: once(answer(429, { 'retry-after': '0' })), recovers: true },
    { name: 'a proxy page with 200 once', behave: once(answer(200, { 'content-type': 'text/html' }, '<html>login</html>')), recovers: true },
    { name: 'reset once', behave: once(reset), recovers: true },
    { name: '413 until the batch is small', behave: (request, response) => request.headers['content-encoding'] === 'gzip' && answer(413)(request, response, 0), recovers: true },
    { name: 'always 500', behave: answer(500), recovers: false },
    { name: 'always 401', behave: answer(401), recovers: false },
    { name: 'always 422', behave: answer(422), recovers: false },
    { name: 'always garbage', behave: answer(200, {}, 'not json'), recovers: false },
    { name: 'hangs', behave: hang, recovers: false },
    { name: 'endless redirect', behave: answer(302, { location: '/v1/runs' }), recovers: false },
  ]
  test.each(cases)('$name', async ({ behave, recovers }) => {
    await using collector = await startCollector(behave)
    const events: DiagnosticEvent[] = []
    const tracer = new AgentTracer({ apiUrl: collector.url, apiKey: 'k', onDiagnostic: (event) => events.push(event) })
    expect(await workload(tracer)).toBe('result')
    const began = performance.now()
    await tracer.flush({ timeoutMs: recovers ? 5000 : 400 })
    expect(performance.now() - began).toBeLessThan(5200)
    if (recovers) expect(tracer.diagnostics()).toMatchObject({ produced: 3, accepted: 3, pending: 0 })
    else expect(tracer.diagnostics().accepted).toBe(0)
    expect(balance(tracer.diagnostics())).toBe(0)
    await tracer.shutdown({ timeoutMs: 200 })
    expect(tracer.diagnostics().pending).toBe(0)
    expect(balance(tracer.diagnostics())).toBe(0)
    expect(JSON.stringify(events)).not.toContain('secret')
  })

  test.each(['http://127.0.0.1:1', 'http://no-such-host.invalid', 'https://127.0.0.1:1', 'not a url', 'ftp://x'])('address %s', async (apiUrl) => {
    const tracer = new AgentTracer({ apiUrl })
    expect(await workload(tracer)).toBe('result')
    await tracer.shutdown({ timeoutMs: 200 })
    expect(tracer.diagnostics()).toMatchObject({ produced: 3, accepted: 0, pending: 0, dropped: [{ reason: 'shutdown', count: 3 }] })
  })

  test('a dead collector keeps the buffer under 8 MB and the oldest finished work goes first', async () => {
    const tracer = new AgentTracer({ apiUrl: 'http://127.0.0.1:1' })
    for (let i = 0; i < 3000; i++) {
      await tracer.run(async (run) => {
        for (let step = 0; step < 10; step++) run.startStep('tool', 'lookup').set({ httpStatus: 200 }).end()
      })
    }
    const { bufferedBytes, dropped, produced } = tracer.diagnostics()
    expect(bufferedBytes).toBeLessThanOrEqual(8 * 1024 * 1024)
    expect(produced).toBe(33_000)
    expect(dropped.find(({ reason }) => reason === 'buffer_full')?.count).toBeGreaterThan(10_000)
    expect(balance(tracer.diagnostics())).toBe(0)
    await tracer.shutdown({ timeoutMs: 100 })
    expect(balance(tracer.diagnostics())).toBe(0)
  })

  test('losses travel as cumulative counters with the next batch', async () => {
    await using collector = await startCollector(once(answer(422)))
    const tracer = new AgentTracer({ apiUrl: collector.url })
    await workload(tracer)
    await tracer.flush()
    await workload(tracer)
    await tracer.flush()
    expect(collector.batches.at(-1)?.client?.dropped).toEqual([{ reason: 'rejected', count: 3 }])
    await tracer.shutdown()
  })
})
