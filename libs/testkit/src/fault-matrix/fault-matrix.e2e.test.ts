import { execFile } from 'node:child_process'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { manners, startBadCollector } from './collectors.ts'

const host = fileURLToPath(new URL('./host.fixture.ts', import.meta.url))

interface Told {
  readonly code: number
  readonly outcomes: Readonly<Record<string, unknown>>
  readonly books: Readonly<Record<'unaccounted' | 'pending' | 'openRuns', number>>
  readonly counts: Readonly<Record<'produced' | 'accepted', number>>
  readonly unhandled: number
}

function play(url: string, env: Readonly<Record<string, string>> = {}): Promise<Told> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [host, url], { timeout: 60_000, env }, (error, stdout, stderr) => {
      const [report = '', unhandled = ''] = stdout.split('\n')
      if (report === '' || unhandled === '') reject(new Error(`the host did not end by itself: ${error?.message ?? ''} ${stderr}`))
      else resolve({ code: error === null ? 0 : Number(error.code), ...(JSON.parse(report) as Omit<Told, 'code' | 'unhandled'>), unhandled: Number(unhandled) })
    })
  })
}

describe('R9-R13: what a host sees is the same whatever becomes of its records', { timeout: 90_000, concurrent: true }, () => {
  let untraced: Told
  beforeAll(async () => {
    untraced = await play('http://127.0.0.1:1', { AGENTTRACER_DISABLED: '1' })
  }, 90_000)

  const unchanged = (): object => ({ code: 0, unhandled: 0, outcomes: untraced.outcomes, books: { unaccounted: 0, pending: 0, openRuns: 0 } })

  test('switched off it records nothing, and the programs do what they should', () => {
    expect(untraced).toMatchObject({ code: 0, unhandled: 0, counts: { produced: 0, accepted: 0 } })
    const { values, thrown, results, order, secondTracer, otherTelemetry, patchedRequests, inWorker, inFork } = untraced.outcomes
    expect(new Set((values as { value: unknown }[]).map(({ value }) => value))).toEqual(new Set(['kept']))
    expect(new Set(thrown as boolean[])).toEqual(new Set([true]))
    expect({ results, secondTracer, otherTelemetry, inWorker, inFork }).toEqual({
      results: [true, true, true, 5, 1], secondTracer: { value: 3 }, otherTelemetry: [true, true], inWorker: [4, 0], inFork: [4, 0],
    })
    expect(order).toHaveLength(8)
    expect(patchedRequests).toEqual([{ thrown: 'TypeError: patched' }, 1])
  })

  test.each(Object.keys(manners))('a collector that %s', async (name) => {
    const manner = manners[name]
    if (manner === undefined) throw new Error(name)
    await using collector = await startBadCollector(manner)
    const told = await play(collector.url)
    expect(told).toMatchObject(unchanged())
    expect(told.counts.produced).toBeGreaterThan(100)
    if (name === 'good') expect(told.counts.accepted).toBe(told.counts.produced)
  })

  test.each([
    { name: 'nobody listens', url: 'http://127.0.0.1:1' },
    { name: 'no such name', url: 'http://no-such-host.invalid' },
    { name: 'no URL', url: 'not a url' },
  ])('$name', async ({ url }) => {
    expect(await play(url)).toMatchObject(unchanged())
  })

  test('TLS that cannot be agreed on', async () => {
    await using server = createTlsServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    server.on('tlsClientError', () => undefined)
    expect(await play(`https://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject(unchanged())
  })
})
