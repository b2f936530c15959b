import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePort } from '@agenttracer/postgres'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

let database: TestDatabase
let api: ChildProcess
let [ingest, query] = [0, 0]
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

beforeAll(async () => {
  database = await startTestDatabase()
  ;[ingest, query] = [await freePort(), await freePort()]
  api = spawn(process.execPath, [at('../../apps/api/src/main.ts')], {
    env: { PATH: '/usr/bin', AGENTTRACER_LOCAL: '1', AGENTTRACER_DATABASE_URL_OWNER: database.ownerUrl, AGENTTRACER_INGEST_PORT: String(ingest), AGENTTRACER_QUERY_PORT: String(query) },
    stdio: 'ignore',
  })
  await vi.waitFor(async () => {
    if (!(await fetch(`http://127.0.0.1:${query}/health/ready`)).ok) throw new Error('not ready')
  }, { timeout: 40_000, interval: 200 })
})
afterAll(async () => {
  const gone = once(api, 'exit')
  api.kill('SIGTERM')
  await gone
  await database.stop()
})

async function send(agentVersion: string, failure?: string): Promise<void> {
  const run = { agentId: 'shop-bot', agentVersion, environment: 'staging', steps: [{ type: 'tool', name: 'search_docs', durationMs: 12, ...(failure === undefined ? {} : { failure }) }] }
  const answer = await fetch(`http://127.0.0.1:${ingest}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(run) })
  expect(answer.status).toBe(200)
}

function gate(...words: readonly string[]): { readonly status: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [at('main.ts'), ...words], { env: { PATH: '/usr/bin', AGENTTRACER_QUERY_URL: `http://127.0.0.1:${query}` }, encoding: 'utf8', timeout: 20_000 })
  return { status, said: stdout + stderr }
}

test('a version that fails as the one before may ship, one with a new failure may not', async () => {
  await send('1.0.0', 'tool.timeout')
  await send('1.0.0')
  expect(gate('shop-bot')).toMatchObject({ status: 0, said: expect.stringContaining('first version') })
  await send('1.1.0', 'tool.timeout')
  expect(gate('shop-bot')).toMatchObject({ status: 0, said: expect.stringContaining('1.1.0 (1 runs) against 1.0.0 (2 runs)') })
  await send('1.1.0', 'tool.upstream_error')
  const refused = gate('shop-bot')
  expect(refused.status).toBe(1)
  expect(refused.said).toContain('new: tool.upstream_error in search_docs, 1 of 2 runs')
  expect(gate('shop-bot', '1.0.0').status).toBe(0)
  expect(gate().status).toBe(2)
})
