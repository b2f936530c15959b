import { setImmediate as turn } from 'node:timers/promises'
import { fork } from 'node:child_process'
import http from 'node:http'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { context, trace } from '@opentelemetry/api'
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
import { AgentTracer } from '@agenttracer/sdk-core'

/** One thing a host may do to a tracer, and what the host then sees; the same with a good collector, a bad one and none. */
type Program = (tracer: AgentTracer) => Promise<unknown>

const seen = async (fn: () => unknown): Promise<unknown> => {
  try {
    return { value: await fn() }
  } catch (error) {
    return { thrown: error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error) }
  }
}

/** A JavaScript caller hands over what it likes. */
const loose = <T>(value: unknown): T => value as T

const circular: Record<string, unknown> = { httpStatus: 200 }
circular['self'] = circular
const trap = new Proxy({}, { get: () => { throw new Error('get') }, ownKeys: () => { throw new Error('keys') }, has: () => { throw new Error('has') }, getPrototypeOf: () => { throw new Error('proto') } })
const throwing = { get httpStatus(): number { throw new Error('getter') } }
const strange: readonly unknown[] = [throwing, trap, circular, Object.freeze({ httpStatus: 200 }), null, undefined, 7, 'text', Symbol('s'), 10n, () => 1, Object.create(null), new Date(Number.NaN)]

const selfCaused = new Error('self')
selfCaused.cause = selfCaused
const errors: readonly unknown[] = [undefined, null, 0, '', 'text', Symbol('e'), trap, throwing, Object.freeze(new TypeError('frozen')), selfCaused, new AggregateError([selfCaused, trap], 'many'), Object.create(null)]

const values: Program = async (tracer) => {
  const out: unknown[] = []
  for (const value of strange) {
    out.push(await seen(() => tracer.run((run) => run.step('tool', loose(value), (step) => {
      step.set(loose(value)).fail(loose(value)).end(loose(value))
      run.metric(loose(value), loose(value)).fail(loose(value), loose(value)).end(loose(value))
      tracer.startRun(loose({ traceId: value, continuesRunId: value, signal: value })).end()
      tracer.joinRun(loose(value), loose(value)).end()
      return 'kept'
    }))))
  }
  return out
}

const thrown: Program = async (tracer) => {
  const out: boolean[] = []
  for (const error of errors) {
    for (const fail of [() => { throw error }, () => Promise.reject(error)]) {
      let caught: unknown = 'nothing'
      try {
        await tracer.run((run) => run.step('tool', 'bad', fail, { retry: { attempts: 2, waitMs: 0 } }))
      } catch (reason) {
        caught = reason
      }
      out.push(Object.is(caught, error))
    }
  }
  return out
}

/** The very object comes back, synchronous stays synchronous, and a lazy thenable is asked once. */
const results: Program = async (tracer) => {
  const object = { a: 1 }
  let asked = 0
  const lazy = {}
  Reflect.set(lazy, 'then', (resolve: (value: number) => void) => { asked++; resolve(5) })
  const [same, later] = [tracer.step('tool', 'x', () => object), tracer.step('tool', 'x', () => Promise.resolve(object))]
  const viaLazy = await tracer.step('tool', 'lazy', () => loose<Promise<number>>(lazy))
  return [same === object, later instanceof Promise, (await later) === object, viaLazy, asked]
}

/** Two flows by turns: neither waits for the tracer. */
const order: Program = async (tracer) => {
  const log: string[] = []
  const flow = (name: string): Promise<void> =>
    tracer.run(async (run) => {
      for (let i = 0; i < 4; i++) {
        await run.step('tool', 'x', async () => { await turn(); log.push(`${name}${i}`) })
        await turn()
      }
    })
  await Promise.all([flow('a'), flow('b')])
  return log
}

const secondTracer: Program = (tracer) =>
  seen(async () => {
    const other = new AgentTracer({ apiUrl: process.argv[2] ?? '' })
    const value = await tracer.run((run) => other.run((inner) => run.step('tool', 'x', () => inner.step('tool', 'y', () => Promise.resolve(3)))))
    await other.shutdown({ timeoutMs: 50 })
    return value
  })

/** Another tracing system keeps its context inside our runs, and ours goes through its. */
const otherTelemetry: Program = async (tracer) => {
  const provider = new NodeTracerProvider()
  provider.register()
  const out: unknown[] = []
  await provider.getTracer('host').startActiveSpan('outer', async (span) => {
    await tracer.run(async (run) => {
      out.push(trace.getSpan(context.active()) === span)
      await run.step('model', 'gpt-4.1', async () => { await turn(); out.push(trace.getActiveSpan() === span) })
    })
    span.end()
  })
  await provider.shutdown()
  return out
}

/** The host, or another library, has replaced what requests are made with. */
const patchedRequests: Program = async (tracer) => {
  const [realFetch, realRequest] = [globalThis.fetch, http.request]
  let calls = 0
  globalThis.fetch = () => { calls++; return Promise.reject(new TypeError('patched')) }
  http.request = loose(() => { calls++; throw new Error('patched') })
  try {
    const out = await seen(() => tracer.run((run) => run.step('tool', 'x', () => fetch('http://127.0.0.1:1/'))))
    await tracer.flush({ timeoutMs: 100 })
    return [out, calls]
  } finally {
    globalThis.fetch = realFetch
    http.request = realRequest
  }
}

const guest = fileURLToPath(new URL('./guest.fixture.ts', import.meta.url))
const inWorker: Program = () => new Promise((resolve) => {
  const worker = new Worker(guest, { argv: process.argv.slice(2) })
  const said: unknown[] = []
  worker.on('message', (message) => said.push(message)).on('error', (error) => said.push(String(error))).on('exit', (code) => resolve([...said, code]))
})
const inFork: Program = (tracer) => tracer.run((run) => run.step('tool', 'fork', () => new Promise((resolve) => {
  const child = fork(guest, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const said: unknown[] = []
  child.on('message', (message) => { said.push(message); child.disconnect() }).on('exit', (code) => resolve([...said, code]))
})))

export const programs: Readonly<Record<string, Program>> = { values, thrown, results, order, secondTracer, otherTelemetry, patchedRequests, inWorker, inFork }
