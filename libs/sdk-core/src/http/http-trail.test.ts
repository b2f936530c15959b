import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AgentTracer, InMemoryExporter, type PluginContext } from '../index.ts'

const server = createServer((request, response) => {
  if (request.url === '/hang') return
  if (request.url === '/reset') request.socket.destroy()
  else if (request.url === '/long') response.writeHead(200).write('the start of it')
  else if (request.url === '/slow') setTimeout(() => response.writeHead(200).end('{}'), 25)
  else response.writeHead(Number(request.url?.slice(1))).end('{}')
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => { server.closeAllConnections(); server.close() })

const ask = async (path: string, options: RequestInit = {}): Promise<unknown> => (await fetch(url + path, options)).text()
const quietly = async (path: string, options: RequestInit = {}): Promise<unknown> => ask(path, options).catch(() => undefined)
const byNodeHttp = (path: string): Promise<unknown> => new Promise((resolve) => { get(url + path, (response) => { response.resume().on('end', resolve) }).on('error', resolve) })
const wait = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })
/** One good mirror and one that never answers; the loser is told to stop. */
const race = async (): Promise<void> => {
  const stop = new AbortController()
  await Promise.race([ask('/200'), quietly('/hang', { signal: stop.signal })])
  stop.abort()
  await wait(5)
}
const giveUp = async (): Promise<void> => {
  const stop = new AbortController()
  setTimeout(() => stop.abort(), 10)
  await quietly('/hang', { signal: stop.signal })
}
const readTheStart = async (): Promise<void> => {
  const stop = new AbortController()
  await fetch(`${url}/long`, { signal: stop.signal })
  stop.abort()
  await wait(5)
}

interface Told {
  readonly httpStatus?: number
  readonly chain?: readonly object[]
}
const reset = { errorClass: 'SocketError', errno: 'UND_ERR_SOCKET' }

const returning: readonly (readonly [string, () => Promise<unknown>, Told])[] = [
  ['a connection that breaks', () => quietly('/reset'), { chain: [reset] }],
  ['the same, by node:http', () => byNodeHttp('/reset'), { chain: [{ errorClass: 'Error', errno: 'ECONNRESET' }] }],
  ['no answer in time', () => quietly('/hang', { signal: AbortSignal.timeout(15) }), { chain: [{ errorClass: 'TimeoutError' }] }],
  ['a status', () => quietly('/503'), { httpStatus: 503, chain: [{ httpStatus: 503 }] }],
  ['a good answer, and then nothing', async () => { await ask('/200'); await quietly('/reset') }, { chain: [reset] }],
  ['all of several at the same time', () => Promise.allSettled([ask('/503'), ask('/reset')]), { chain: [reset] }],
  ['nothing, and then a good answer', async () => { await quietly('/reset'); await ask('/200') }, { httpStatus: 200 }],
  ['one of two mirrors that works', () => Promise.any([ask('/slow'), ask('/reset')]), { httpStatus: 200 }],
  ['the first of several only', () => Promise.allSettled([ask('/200'), ask('/slow'), ask('/503')]), { httpStatus: 200 }],
  ['the winner of a race', race, { httpStatus: 200 }],
  ['the start of a long answer', readTheStart, { httpStatus: 200 }],
  ['what is not waited for', async () => { await quietly('/503'); void quietly('/hang') }, {}],
]

const told = async (type: 'tool' | 'retrieval', fn: () => Promise<unknown>): Promise<Told & { status: string }> => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ agentId: 'a', exporter })
  await tracer.run((run) => run.step(type, 'x', fn)).catch(() => undefined)
  await tracer.shutdown()
  const [{ status, httpStatus, signals } = { status: 'none' }] = exporter.steps as readonly { status: string; httpStatus?: number; signals?: { chain: readonly { errorRef: number }[] } }[]
  return { status, ...(httpStatus === undefined ? {} : { httpStatus }), ...(signals === undefined ? {} : { chain: signals.chain.map((link) => Object.fromEntries(Object.entries(link).filter(([key]) => key !== 'errorRef'))) }) }
}

test.each(returning)('a tool that returns: %s', async (_what, fn, wanted) => {
  expect(await told('tool', fn)).toMatchObject({ status: 'ok', ...wanted })
  expect(Object.keys(await told('tool', fn)).toSorted()).toEqual(['status', ...Object.keys(wanted)].toSorted())
})

test('a retriever too, which has no status of its own', async () => {
  expect(await told('retrieval', () => quietly('/503'))).toEqual({ status: 'ok', chain: [{ httpStatus: 503 }] })
})

test('a request that was given up leaves the judgement to the server', async () => {
  expect((await told('tool', giveUp)).chain).toEqual([{ errorClass: 'AbortError' }])
})

test('what a tool with steps of its own went without is theirs to tell', async () => {
  const exporter = new InMemoryExporter()
  const tracer = new AgentTracer({ agentId: 'a', exporter })
  await tracer.run((run) => run.step('tool', 'ask', async (step) => { await quietly('/503'); await step.step('tool', 'inner', () => undefined) }))
  await tracer.shutdown()
  expect(exporter.steps.some(({ signals }) => signals !== undefined)).toBe(false)
})

test.each([
  ['of several at the same time it has the status of the one that failed', () => Promise.all([ask('/slow'), fetch(`${url}/503`).then(() => wait(40)).then(() => { throw new Error('bare') })]), 503],
  ['one after the other, that of the last', async () => { await ask('/404'); await ask('/200'); throw new Error('bare') }, undefined],
])('a tool that throws by itself: %s', async (_which, fn, status) => {
  expect((await told('tool', fn)).chain).toEqual([{ errorClass: 'Error', ...(status === undefined ? {} : { httpStatus: status }) }])
})

test('an error that is told late says more than a failed request alone', async () => {
  const exporter = new InMemoryExporter()
  let context: PluginContext | undefined
  const tracer = new AgentTracer({ agentId: 'a', exporter, plugins: [{ name: 'late', setup: (given) => { context = given } }] })
  await tracer.run(async () => {
    const key = {}
    context?.step.start(key, { type: 'tool', name: 'x' })
    await context?.within(key, () => quietly('/403'))
    context?.step.end(key, { status: 'error' })
    context?.step.end(key, { error: new RangeError('canary') })
    context?.step.end(key, { error: new TypeError('canary') })
  })
  await tracer.shutdown()
  expect(exporter.steps).toMatchObject([{ status: 'error', httpStatus: 403, signals: { chain: [{ errorClass: 'RangeError', httpStatus: 403 }] } }])
})
