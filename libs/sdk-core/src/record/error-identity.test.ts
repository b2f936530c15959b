import { describe, expect, test } from 'vitest'
import { InMemoryExporter } from '../export/in-memory-exporter.ts'
import { AgentTracer } from '../tracer.ts'

// An error object has one number within its run, wherever it turns up: that is how a verdict is certain.

class BookingError extends Error {}
class HttpError extends Error {
  readonly status = 503
}

/** Numbers of the caller's chain and of each failing step's, in order. */
async function refsOf(program: (tracer: AgentTracer) => Promise<unknown>): Promise<{ readonly run: readonly number[]; readonly steps: readonly (readonly number[])[] }> {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ exporter })
  await tracer.run(() => program(tracer)).catch(() => undefined)
  await tracer.shutdown()
  const refs = (signals: { readonly chain: readonly { readonly errorRef: number }[] } | undefined): number[] => (signals?.chain ?? []).map(({ errorRef }) => errorRef)
  return { run: refs(exporter.runs.at(-1)?.signals), steps: exporter.steps.filter(({ status }) => status === 'error').map(({ signals }) => refs(signals)) }
}

const failing = (tracer: AgentTracer, error: unknown = new HttpError('canary')): Promise<never> => tracer.step('tool', 'pay', () => Promise.reject(error))
const shares = (a: readonly number[], b: readonly number[] = []): boolean => a.some((ref) => b.includes(ref))

describe('the caller sees the error of the step', () => {
  test.each<[string, (tracer: AgentTracer) => Promise<unknown>]>([
    ['as it is', (tracer) => failing(tracer)],
    ['rethrown', (tracer) => failing(tracer).catch((error: unknown) => { throw error })],
    ['kept and thrown later', async (tracer) => {
      const kept: unknown = await failing(tracer).catch((error: unknown) => error)
      await tracer.step('model', 'm', () => undefined)
      throw kept
    }],
    ['as a cause', (tracer) => failing(tracer).catch((cause: unknown) => { throw new BookingError('canary', { cause }) })],
    ['three causes deep', (tracer) => failing(tracer).catch((cause: unknown) => { throw new Error('c', { cause: new BookingError('c', { cause: new TypeError('c', { cause }) }) }) })],
    ['as `.error` of a wrapper', (tracer) => failing(tracer).catch((error: unknown) => { throw Object.assign(new BookingError('c'), { error }) })],
    ['as `.lastError` of a wrapper', (tracer) => failing(tracer).catch((lastError: unknown) => { throw Object.assign(new BookingError('c'), { lastError }) })],
    ['as the last of several', (tracer) => failing(tracer).catch((error: unknown) => { throw new AggregateError([new RangeError('c'), error]) })],
    ['out of a step around it', (tracer) => tracer.step('agent', 'desk', () => failing(tracer))],
    ['wrapped by the step around it', (tracer) => tracer.step('agent', 'desk', () => failing(tracer).catch((cause: unknown) => { throw new BookingError('c', { cause }) }))],
    ['frozen', (tracer) => failing(tracer, Object.freeze(new HttpError('c')))],
    ['an object that is no Error', (tracer) => failing(tracer, { code: 'x' })],
  ])('%s', async (_, program) => {
    const { run, steps } = await refsOf(program)
    expect(steps.length).toBeGreaterThan(0)
    for (const step of steps) expect(shares(run, step)).toBe(true)
  })
})

describe('another error is another', () => {
  test.each<[string, (tracer: AgentTracer) => Promise<unknown>]>([
    ['one like it', (tracer) => failing(tracer).catch(() => { throw new HttpError('canary') })],
    ['a wrapper that forgot its cause', (tracer) => failing(tracer).catch(() => { throw new BookingError('canary') })],
    ['a copy', (tracer) => failing(tracer).catch((error: unknown) => { throw Object.assign(new HttpError('c'), { ...(error as object) }) })],
    ['the same text twice', (tracer) => failing(tracer, 'canary').catch(() => { throw new Error('canary') })],
  ])('%s', async (_, program) => {
    const { run, steps } = await refsOf(program)
    expect(steps).toHaveLength(1)
    expect(shares(run, steps[0])).toBe(false)
  })
})

test('each try has an error of its own, and the last is what the caller sees', async () => {
  const { run, steps } = await refsOf((tracer) => tracer.step('tool', 'pay', () => Promise.reject(new HttpError('canary')), { retry: { attempts: 3, waitMs: 1 } }))
  expect(new Set(steps.flat()).size).toBe(3)
  expect(steps.map((step) => shares(run, step))).toEqual([false, false, true])
})
