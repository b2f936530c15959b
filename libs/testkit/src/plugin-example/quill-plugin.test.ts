import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AgentTracer, InMemoryExporter } from '@agenttracer/sdk-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { quill, type QuillBus, type QuillEvent } from './quill-plugin.ts'

/** The imaginary framework, as small as it can be: it tells of a call, makes it, and tells how it ended. */
class Quill {
  readonly bus = new EventEmitter() as EventEmitter & QuillBus
  #ids = 0

  async flow<R>(name: string, work: (call: <T>(kind: 'model' | 'tool', name: string, request: unknown, fn: () => Promise<T>) => Promise<T>) => Promise<R>): Promise<R> {
    const flow = `q${++this.#ids}`
    return this.#told({ id: flow, kind: 'flow', name }, () => work((kind, callee, request, fn) => this.#told({ id: `q${++this.#ids}`, kind, name: callee, flow, request }, fn)))
  }

  async #told<R>(event: QuillEvent, fn: () => Promise<R>): Promise<R> {
    this.bus.emit('start', event)
    try {
      const value = await fn()
      this.bus.emit('end', { ...event, ...(event.kind === 'model' ? { tokens: { input: 3, output: 2 } } : {}) })
      return value
    } catch (error) {
      this.bus.emit('end', { ...event, error })
      throw error
    }
  }
}

let server: Server
let statuses: number[]
let exporter: InMemoryExporter
let tracer: AgentTracer
let framework: Quill
beforeEach(async () => {
  statuses = []
  server = createServer((_request, response) => response.writeHead(statuses.shift() ?? 200).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  exporter = new InMemoryExporter()
  framework = new Quill()
  tracer = new AgentTracer({ agentId: 'quill-bot', exporter, plugins: [quill(framework.bus)] })
})
afterEach(async () => {
  await tracer.shutdown()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

const ask = async (): Promise<number> => (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/canary-path`)).status
const steps = (): readonly string[] => exporter.steps.map((step) => [step.type, step.name, step.status, step.attempt, 'httpStatus' in step ? step.httpStatus : undefined].filter((fact) => fact !== undefined).join(' '))

test('a flow is a run, its calls are steps with their attempts, facts and statuses, and no content leaves', async () => {
  statuses = [500, 200, 503]
  const look = (): Promise<number> => ask().then((status) => (status === 200 ? status : Promise.reject(new RangeError('canary-error'))))
  await framework.flow('desk', async (call) => {
    await call('model', 'gpt-4.1', 'canary-prompt', async () => ((await ask()) === 500 ? ask() : 200))
    await call('tool', 'look_up', { q: 'canary-argument' }, look).catch(() => call('tool', 'look_up', { q: 'canary-argument' }, look))
  })
  await tracer.flush()
  expect(exporter.runs.map(({ status }) => status)).toEqual(['success'])
  expect(steps()).toEqual(['model gpt-4.1 error 1', 'model gpt-4.1 ok 2', 'tool look_up error 1 503', 'tool look_up ok 2 200'])
  expect(exporter.steps[1]).toMatchObject({ inputTokens: 3, outputTokens: 2 })
  expect(JSON.stringify(exporter.batches)).not.toContain('canary')
})

test('an error of a flow fails the run and leads to the step that it came from', async () => {
  const failure = new RangeError('canary-error')
  await expect(framework.flow('desk', (call) => call('tool', 'look_up', {}, () => Promise.reject(failure)))).rejects.toBe(failure)
  await tracer.flush()
  expect(exporter.runs[0]?.signals?.chain[0]?.errorRef).toBe(exporter.steps[0]?.signals?.chain[0]?.errorRef)
})

test('after shutdown the framework is as it was', async () => {
  await tracer.shutdown()
  expect(framework.bus.listenerCount('start') + framework.bus.listenerCount('end')).toBe(0)
})

test('the page shows this very plugin, in at most 60 lines', () => {
  const code = readFileSync(new URL('./quill-plugin.ts', import.meta.url), 'utf8')
  const page = readFileSync(new URL('../../../../docs/how-to/write-a-plugin.md', import.meta.url), 'utf8')
  expect(page).toContain(`\`\`\`ts\n${code}\`\`\``)
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
})
