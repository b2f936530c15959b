import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AgentTracer, InMemoryExporter } from './index.ts'

const newTracer = (): { tracer: AgentTracer; exporter: InMemoryExporter } => {
  const exporter = new InMemoryExporter()
  return { exporter, tracer: new AgentTracer({ agentId: 'support-bot', agentVersion: '1.4.0', environment: 'test', exporter }) }
}
const outline = (exporter: InMemoryExporter): string[] => exporter.steps.map((step) => `${step.type} ${step.name} ${step.status} ${step.attempt}`)

describe('runs and steps', () => {
  test('nest by flow, in order, with facts', async () => {
    const { tracer, exporter } = newTracer()
    const answer = await tracer.run(async (run) => {
      await run.step('plan', 'think', () => Promise.resolve())
      return run.step('tool', 'billing', async (step) => {
        step.set({ httpStatus: 200 })
        await tracer.step('retrieval', 'search_kb', (inner) => inner.set({ documentCount: 3 }))
        return 42
      })
    })
    await tracer.flush()
    expect(answer).toBe(42)
    expect(outline(exporter)).toEqual(['plan think ok 1', 'tool billing ok 1', 'retrieval search_kb ok 1'])
    const [, tool, inner] = exporter.steps
    expect(inner).toMatchObject({ parentStepId: tool?.stepId, documentCount: 3 })
    expect(tool).toMatchObject({ httpStatus: 200 })
    expect(exporter.runs).toMatchObject([{ agentId: 'support-bot', agentVersion: '1.4.0', environment: 'test', status: 'success' }])
  })

  test('every attempt is a step of one group, with the wait before it', async () => {
    const { tracer, exporter } = newTracer()
    let calls = 0
    const value = await tracer.run((run) =>
      run.step('tool', 'flaky', async () => {
        if (++calls < 3) throw new TypeError('no')
        return 'ok'
      }, { retry: { attempts: 3, waitMs: 10 } }),
    )
    await tracer.flush()
    expect(value).toBe('ok')
    expect(outline(exporter)).toEqual(['tool flaky error 1', 'tool flaky error 2', 'tool flaky ok 3'])
    const [first, second, third] = exporter.steps
    expect([first?.retryGroup, second?.retryGroup, third?.retryGroup]).toEqual([undefined, first?.stepId, first?.stepId])
    expect(second?.waitMs).toBeGreaterThanOrEqual(9)
    expect(third?.maxAttempts).toBe(3)
  })

  test('a declared failure wins and names its step', async () => {
    const { tracer, exporter } = newTracer()
    await tracer.run(async (run) => {
      const step = run.startStep('tool', 'slow').fail('tool.timeout')
      step.end()
      run.fail('orchestration.deadline_exceeded', { step })
    })
    await tracer.flush()
    expect(exporter.steps[0]).toMatchObject({ status: 'error', signals: { declared: 'tool.timeout' } })
    expect(exporter.runs[0]).toMatchObject({ status: 'failed', declaredCauseStepId: exporter.steps[0]?.stepId, signals: { declared: 'orchestration.deadline_exceeded' } })
  })

  test('the error that reaches the caller keeps its number from the step that threw it', async () => {
    const { tracer, exporter } = newTracer()
    const thrown = new RangeError('canary')
    await expect(tracer.run((run) => run.step('tool', 'bad', () => Promise.reject(thrown)))).rejects.toBe(thrown)
    await tracer.flush()
    expect(exporter.runs[0]?.signals?.chain).toEqual(exporter.steps[0]?.signals?.chain)
    expect(JSON.stringify(exporter.batches)).not.toContain('canary')
  })

  test("the caller's own signal makes it cancelled, a deadline does not", async () => {
    const { tracer, exporter } = newTracer()
    const stop = new AbortController()
    const fail = (signal: AbortSignal) => tracer.run({ signal }, async () => { throw signal.reason }).catch(() => undefined)
    stop.abort()
    await fail(stop.signal)
    const deadline = AbortSignal.timeout(1)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await fail(deadline)
    await tracer.flush()
    expect(exporter.runs.map(({ status }) => status)).toEqual(['cancelled', 'failed'])
  })

  test('using, synchronous results, steps outside of a run, joined runs', async () => {
    const { tracer, exporter } = newTracer()
    {
      using run = tracer.startRun()
      using step = run.startStep('retrieval', 'kb')
      step.set({ documentCount: 0 })
    }
    expect(tracer.run((run) => run.step('plan', 'sync', () => 7))).toBe(7)
    expect(tracer.step('tool', 'alone', () => 8)).toBe(8)
    const owner = tracer.startRun()
    const joined = tracer.joinRun(owner.id)
    joined.step('tool', 'elsewhere', () => undefined)
    joined.end()
    owner.end()
    await tracer.flush()
    expect(exporter.runs.map(({ status }) => status)).toEqual(['success', 'success', 'success', 'success'])
    expect(exporter.stepsOf(owner.id).map(({ name }) => name)).toEqual(['elsewhere'])
  })

  test('unsafe names become the type, unsafe values are left out, both are counted', async () => {
    const { tracer, exporter } = newTracer()
    tracer.run((run) => {
      run.step('tool', 'please look up the account of jane@example.com now', (step) => step.set({ httpStatus: 99_999 }))
      run.metric('score', 0.123456).metric('a b c d e f g', 1)
    })
    await tracer.flush()
    expect(exporter.steps[0]).toMatchObject({ name: 'tool' })
    expect(exporter.steps[0]).not.toHaveProperty('httpStatus')
    expect(exporter.runs[0]?.metrics).toEqual([{ name: 'score', value: 0.1235 }])
    expect(exporter.runs[0]?.dropped.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([{ reason: 'unsafe_name', count: 1 }, { reason: 'unsafe_value', count: 2 }])
    expect(tracer.diagnostics().dropped.map(({ reason }) => reason).toSorted()).toEqual(['unsafe_name', 'unsafe_value'])
  })

  test('without key, URL and exporter it only runs the functions', async () => {
    const tracer = new AgentTracer({ agentId: 'a' })
    expect(await tracer.run(async (run) => run.step('tool', 'x', () => Promise.resolve(run.id.length)))).toBe(36)
    expect(await tracer.flush()).toBe(true)
    expect(tracer.diagnostics()).toMatchObject({ enabled: false, produced: 0, pending: 0, bufferedBytes: 0 })
  })
})

describe('HTTP of a step', () => {
  let url = ''
  let statuses: number[] = []
  const server = createServer((request, response) => {
    request.resume()
    const status = statuses.shift() ?? 200
    if (status === 0) request.socket.destroy()
    else response.writeHead(status).end('{}')
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary?secret=1`
  })
  afterAll(() => { server.closeAllConnections(); server.close() })
  const post = (): Promise<unknown> => fetch(url, { method: 'POST', body: '{}' }).then((response) => response.text()).catch(() => undefined)
  const byNodeHttp = (): Promise<unknown> => new Promise((resolve) => {
    httpRequest(url, { method: 'POST' }, (response) => { response.resume().on('end', resolve) }).on('error', resolve).end('{}')
  })

  test.each([
    { name: 'fetch', send: post },
    { name: 'node:http', send: byNodeHttp },
  ])('$name: a request after a failed one is a further attempt of a model step', async ({ send }) => {
    const { tracer, exporter } = newTracer()
    statuses = [429, 0, 200, 200]
    await tracer.run((run) => run.step('model', 'gpt-4.1', async () => { for (let i = 0; i < 4; i++) await send() }))
    await tracer.flush()
    expect(outline(exporter)).toEqual(['model gpt-4.1 error 1', 'model gpt-4.1 error 2', 'model gpt-4.1 ok 3'])
    expect(exporter.steps[0]?.signals?.chain[0]?.httpStatus).toBe(429)
    expect(exporter.steps[1]?.signals?.chain.some((link) => link.errno !== undefined)).toBe(true)
    expect(JSON.stringify(exporter.batches)).not.toContain('canary')
  })

  test("a tool's status is known also when it swallows it; requests outside belong to nobody", async () => {
    const { tracer, exporter } = newTracer()
    statuses = [503, 500, 500]
    await tracer.run(async (run) => {
      await run.step('tool', 'lookup', async () => { await post() })
      await post()
      await run.step('tool', 'none', () => Promise.resolve())
    })
    await tracer.flush()
    expect(exporter.steps).toMatchObject([{ name: 'lookup', status: 'ok', httpStatus: 503, signals: { chain: [{ httpStatus: 503 }] } }, { name: 'none', status: 'ok' }])
    expect(exporter.steps[1]).not.toHaveProperty('httpStatus')
    expect(exporter.steps[1]).not.toHaveProperty('signals')
  })
})

describe('a hostile host', () => {
  test('plugins, listeners and values that throw reach nobody', async () => {
    const exporter = new InMemoryExporter()
    const tracer = new AgentTracer({
      exporter,
      onDiagnostic: () => { throw new Error('no') },
      plugins: [{ name: 'bad', setup: () => { throw new Error('no') } }, { name: 'worse', setup: (context) => { context.step.end('never started'); context.step.set('x', 'tool', Object.freeze({ httpStatus: 200 })); return () => { throw new Error('no') } } }],
    })
    const trap = { get httpStatus(): number { throw new Error('no') } }
    expect(tracer.run((run) => run.step('tool', 'x', (step) => { step.set(trap); return 'fine' }))).toBe('fine')
    await tracer.shutdown()
    await tracer.shutdown()
    expect(tracer.run(() => 'still fine')).toBe('still fine')
    expect(tracer.diagnostics().dropped).toContainEqual({ reason: 'host_hook_error', count: 1 })
  })
})
