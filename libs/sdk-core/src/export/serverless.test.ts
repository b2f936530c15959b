import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Batch } from '@agenttracer/schema'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startCollector } from '../testing/collector.ts'
import { AgentTracer } from '../tracer.ts'
import type { Delivery, Exporter } from './exporter.ts'

const tracerFile = fileURLToPath(new URL('../index.ts', import.meta.url))

const frozenMs = 1500

describe('serverless', () => {
  test('waitUntil is given a promise for every run that ends, resolved when the run is delivered', async () => {
    await using collector = await startCollector()
    const waits: Promise<unknown>[] = []
    await using tracer = new AgentTracer({ apiUrl: collector.url, waitUntil: (delivery) => waits.push(delivery) })
    for (let i = 0; i < 2; i++) tracer.run((run) => run.step('tool', 'x', () => i))
    expect(waits).toHaveLength(2)
    await Promise.all(waits)
    expect(collector.batches.flatMap(({ runs }) => runs.map(({ status }) => status))).toEqual(['success', 'success'])
    expect(tracer.diagnostics()).toMatchObject({ accepted: 4, pending: 0 })
  })

  test('what waitUntil is given never rejects, whatever becomes of the records', async () => {
    const waits: Promise<unknown>[] = []
    const tracer = new AgentTracer({ exporter: { send: () => Promise.reject(new Error('down')) }, waitUntil: (delivery) => waits.push(delivery) })
    tracer.run(() => 1)
    expect(await Promise.allSettled(waits)).toMatchObject([{ status: 'fulfilled' }])
    await tracer.shutdown({ timeoutMs: 50 })
  })

  test('a process that is frozen between two calls delivers after it is thawed, and its clock does not move steps', { timeout: 30_000 }, async () => {
    await using collector = await startCollector()
    const script = `
      import { AgentTracer } from ${JSON.stringify(tracerFile)}
      const tracer = new AgentTracer({ apiUrl: ${JSON.stringify(collector.url)} })
      tracer.run((run) => run.step('tool', 'before', () => 1))
      process.on('message', () => { tracer.run((run) => run.step('tool', 'after', () => 1)); process.disconnect() })
      process.send('recorded')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    await new Promise((resolve) => child.once('message', resolve))
    child.kill('SIGSTOP')
    // Longer than the beat: every timer is late when it wakes.
    await sleep(frozenMs)
    child.kill('SIGCONT')
    child.send('go on')
    expect(await ended).toBe(0)
    expect(collector.batches.flatMap(({ runs }) => runs.map(({ status }) => status))).toEqual(['success', 'success'])
    const steps = collector.batches.flatMap((batch) => batch.steps)
    expect(steps.map(({ name }) => name)).toEqual(['before', 'after'])
    for (const { durationMs } of steps) expect(durationMs).toBeLessThan(frozenMs)
  })
})

describe('a long run', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  const keeping = (): { batches: Batch[]; exporter: Exporter } => {
    const batches: Batch[] = []
    return { batches, exporter: { send: (batch): Promise<Delivery> => { batches.push(batch); return Promise.resolve({ kind: 'accepted', refused: 0 }) } } }
  }

  test('a tool call of 20 minutes gives a sign of life every minute, and is told once as running', async () => {
    const { batches, exporter } = keeping()
    const tracer = new AgentTracer({ exporter })
    const run = tracer.startRun()
    const step = run.startStep('tool', 'render_report')
    await vi.advanceTimersByTimeAsync(20 * 60_000)
    const signs = batches.filter(({ open }) => open.includes(run.id))
    expect(signs.length).toBeGreaterThanOrEqual(19)
    expect(signs.length).toBeLessThanOrEqual(21)
    expect(batches.flatMap(({ steps }) => steps.map(({ stepId, status }) => [stepId, status]))).toEqual([[step.id, 'running']])
    step.end()
    run.end()
    await vi.advanceTimersByTimeAsync(2000)
    expect(batches.flatMap(({ runs }) => runs.map(({ status }) => status))).toEqual(['running', 'success'])
    expect(batches.at(-1)?.steps[0]?.durationMs).toBeCloseTo(20 * 60_000, -2)
    await tracer.shutdown({ timeoutMs: 10 })
  })

  test('a run that another process owns is kept alive from here too', async () => {
    const { batches, exporter } = keeping()
    const tracer = new AgentTracer({ exporter })
    const joined = tracer.joinRun('0198c000-0000-7000-8000-000000000001', '00f067aa0ba902b7')
    const step = joined.startStep('tool', 'elsewhere')
    await vi.advanceTimersByTimeAsync(3 * 60_000)
    expect(batches.filter(({ open }) => open.includes(joined.id)).length).toBeGreaterThanOrEqual(2)
    step.end()
    joined.end()
    await vi.advanceTimersByTimeAsync(2000)
    expect(batches.flatMap(({ runs }) => runs)).toEqual([])
    expect(batches.at(-1)?.steps).toMatchObject([{ runId: joined.id, parentStepId: '00f067aa0ba902b7', name: 'elsewhere', status: 'ok' }])
    await tracer.shutdown({ timeoutMs: 10 })
  })

  test('a wall clock that jumps moves no step', async () => {
    const { batches, exporter } = keeping()
    const tracer = new AgentTracer({ exporter })
    const run = tracer.startRun()
    const [first] = [run.startStep('tool', 'before')]
    vi.setSystemTime(Date.now() - 3_600_000)
    await vi.advanceTimersByTimeAsync(100)
    first.end()
    run.startStep('tool', 'after').end()
    run.end()
    await vi.advanceTimersByTimeAsync(2000)
    const [before, after] = batches.flatMap(({ steps }) => steps)
    expect(Date.parse(after?.startedAt ?? '') - Date.parse(before?.startedAt ?? '')).toBe(100)
    expect(before?.durationMs).toBe(100)
    await tracer.shutdown({ timeoutMs: 10 })
  })
})
