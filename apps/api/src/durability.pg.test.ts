import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Receipt } from '@agenttracer/schema'
import type { RunDetail, RunsPage } from '@agenttracer/schema/query'
import { startPostgres } from '@agenttracer/postgres'
import type { RunningPostgres } from '@agenttracer/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerAt } from './testing/answers.ts'
import { freePorts } from './testing/free-ports.ts'
import { wireRun, wireTree } from './testing/wire-records.ts'

/** The real process on a lasting cluster with its durability on. */
const home = mkdtempSync(join(tmpdir(), 'agenttracer-api-'))
let postgres: RunningPostgres
let ports: [number, number]
let child: ChildProcess | undefined
let output = ''

beforeAll(async () => {
  postgres = await startPostgres({ home, systemFolder: join('/var/lib/agenttracer', 'tests') })
  ports = await freePorts()
  mkdirSync(join(home, 'secrets'), { recursive: true })
  writeFileSync(join(home, 'secrets', 'db-roles.json'), JSON.stringify({ ingest: 'i'.repeat(24), query: 'q'.repeat(24), control: 'c'.repeat(24) }))
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await postgres.stop()
  rmSync(home, { recursive: true, force: true })
})

const ingest = () => callerAt(`http://127.0.0.1:${ports[0]}`)
const query = () => callerAt(`http://127.0.0.1:${ports[1]}`)
const send = (body: unknown) => ingest().post<Receipt & { error?: { code: string } }>('/v1/runs', body)

async function startProcess(): Promise<ChildProcess> {
  const started = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      AGENTTRACER_LOCAL: '1', AGENTTRACER_INGEST_PORT: String(ports[0]), AGENTTRACER_QUERY_PORT: String(ports[1]),
      AGENTTRACER_DATABASE_URL_OWNER: postgres.ownerUrl, AGENTTRACER_DB_ROLE_PASSWORDS_FILE: join(home, 'secrets', 'db-roles.json'),
      AGENTTRACER_LOG_LEVEL: 'debug',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [started.stdout, started.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  await expect.poll(async () => (await query().get('/health/ready').catch(() => undefined))?.status, { timeout: 20_000, interval: 50 }).toBe(200)
  return started
}

test('R1: kill -9 of the process during ingest: every acknowledged run is there after the next start', async () => {
  const acknowledged = new Set<unknown>()
  for (let round = 0; round < 3; round += 1) {
    child = await startProcess()
    let isKilled = false
    const sender = async (): Promise<void> => {
      while (!isKilled) {
        const { run, steps } = wireTree(3)
        const answer = await send({ runs: [run], steps }).catch(() => undefined)
        if (answer?.status === 200 && answer.body.records.every((record) => record.result === 'accepted')) acknowledged.add(run['runId'])
      }
    }
    const senders = Array.from({ length: 8 }, sender)
    const before = acknowledged.size
    await expect.poll(() => acknowledged.size - before, { timeout: 20_000, interval: 5 }).toBeGreaterThan(30)
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    isKilled = true
    await Promise.all([gone, ...senders])
  }
  child = await startProcess()
  for (const runId of acknowledged) {
    const answer = await query().get<RunDetail>(`/v1/runs/${String(runId)}`)
    expect({ runId, status: answer.status, steps: answer.body.stepCount }).toEqual({ runId, status: 200, steps: 3 })
  }
}, 90_000)

test('R2: a database that is killed: 503 with Retry-After, not ready, alive; after its return the same batch is taken and nothing acknowledged is missing', async () => {
  const acknowledged = new Set<unknown>()
  let isKilled = false
  const sender = async (): Promise<void> => {
    while (!isKilled) {
      const sent = wireRun()
      if ((await send({ runs: [sent], steps: [] })).status === 200) acknowledged.add(sent['runId'])
    }
  }
  const senders = Array.from({ length: 8 }, sender)
  await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 5 }).toBeGreaterThan(50)
  process.kill(postgres.pid, 'SIGKILL')
  await postgres.exited
  isKilled = true
  await Promise.all(senders)
  const { run, steps } = wireTree(3)
  await expect.poll(async () => (await send({ runs: [run], steps })).status, { timeout: 10_000 }).toBe(503)
  const refused = await send({ runs: [run], steps })
  expect(refused.body.error?.code).toBe('STORE_UNAVAILABLE')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await query().get('/v1/runs')).status).toBe(503)
  expect((await query().get('/v1/runs')).headers.get('retry-after')).not.toBeNull()
  for (const door of [ingest(), query()]) {
    expect((await door.get('/health/ready')).status).toBe(503)
    expect((await door.get('/health/live')).status).toBe(200)
  }
  postgres = await startPostgres({ home, systemFolder: join('/var/lib/agenttracer', 'tests') })
  await expect.poll(async () => (await send({ runs: [run], steps })).status, { timeout: 20_000, interval: 200 }).toBe(200)
  for (const runId of [...acknowledged, run['runId']]) expect((await query().get(`/v1/runs/${String(runId)}`)).status).toBe(200)
}, 60_000)

test('R19: SIGTERM under load: what was acknowledged is there, it ends well within ten seconds', async () => {
  const acknowledged = new Set<unknown>()
  let isOver = false
  const sender = async (): Promise<void> => {
    while (!isOver) {
      const run = wireRun({ agentId: 'sigterm-bot' })
      const answer = await send({ runs: [run], steps: [] }).catch(() => undefined)
      if (answer?.status === 200) acknowledged.add(run['runId'])
    }
  }
  const senders = Array.from({ length: 8 }, sender)
  await expect.poll(() => acknowledged.size, { timeout: 20_000, interval: 10 }).toBeGreaterThan(50)
  const stopping = child
  if (stopping === undefined) throw new Error('not started')
  const started = performance.now()
  const exited = once(stopping, 'exit')
  stopping.kill('SIGTERM')
  const [code] = await exited
  isOver = true
  await Promise.all(senders)
  expect(code).toBe(0)
  expect(performance.now() - started).toBeLessThan(10_000)
  child = await startProcess()
  const found = new Set<unknown>()
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: RunsPage = (await query().get<RunsPage>(`/v1/runs?agent=sigterm-bot&limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)).body
    page.items.forEach((item) => found.add(item.runId))
    cursor = page.nextCursor
  }
  expect([...acknowledged].filter((runId) => !found.has(runId))).toEqual([])
}, 60_000)

test('the process wrote log lines of its closed list only, and no address or password of the database', () => {
  const lines = output.split('\n').filter((line) => line.startsWith('{'))
  expect(lines.length).toBeGreaterThan(5)
  expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([])
  expect(output).not.toContain('postgres://')
  expect(output).not.toContain('iiiiiiiiiiii')
})
