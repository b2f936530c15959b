import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@agenttracer/postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = fileURLToPath(new URL('./stub-main.fixture.ts', import.meta.url))
let home = ''
let port = 0
const started: ChildProcess[] = []

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'agenttracer-supervise-'))
  port = await freePort()
})
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  await noneLeftWithin(6000)
  if (existsSync(join(home, 'instance-id'))) rmSync(join('/var/lib/agenttracer', readFileSync(join(home, 'instance-id'), 'utf8').trim()), { recursive: true, force: true })
  rmSync(home, { recursive: true, force: true })
})

interface Supervisor {
  readonly child: ChildProcess
  readonly text: () => string
  readonly ended: Promise<number | null>
}

function launch(mode = 'good', where = home): Supervisor {
  const child = spawn(process.execPath, [script, where, String(port), mode], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return { child, text: () => text, ended: new Promise((resolve) => child.once('close', resolve)) }
}

async function launchReady(mode?: string): Promise<Supervisor> {
  const supervisor = launch(mode)
  const until = Date.now() + 30_000
  while (!supervisor.text().includes('READY')) {
    if (Date.now() > until || supervisor.child.exitCode !== null) throw new Error(`not ready: ${supervisor.text()}`)
    await sleep(20)
  }
  return supervisor
}

/** Processes of this home: servers and demos by their port, Postgres by its data folder, the reaper by neither. */
function left(): string[] {
  const id = existsSync(join(home, 'instance-id')) ? readFileSync(join(home, 'instance-id'), 'utf8').trim() : 'no instance yet'
  return execFileSync('ps', ['-eo', 'pid=,stat=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => (line.includes(home) || line.includes(id) || (line.includes('stub-server.fixture') && /\b\d+ /.test(line) && [port, port + 1].some((p) => line.includes(` ${p} `)))) && !/^\s*\d+\s+Z/.test(line))
}

async function noneLeftWithin(ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (left().length > 0 && Date.now() < until) await sleep(50)
  return left().length === 0
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops everything within 10 s and ends with 0', async (signal) => {
  const supervisor = await launchReady()
  expect(left().length).toBeGreaterThanOrEqual(4) // supervisor, two servers, Postgres
  const began = Date.now()
  supervisor.child.kill(signal)
  expect(await supervisor.ended).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(left()).toEqual([])
  expect(existsSync(join(home, 'lock'))).toBe(false)
})

test.each([
  { name: 'healthy servers', mode: 'good' },
  { name: 'a server that hears no SIGTERM', mode: 'deaf' },
  { name: 'a server whose event loop hangs', mode: 'hangs' },
])('5 s after kill -9 of the supervisor nothing is left: $name', async ({ mode }) => {
  const supervisor = await launchReady(mode)
  await sleep(mode === 'hangs' ? 1200 : 0)
  supervisor.child.kill('SIGKILL')
  expect(await noneLeftWithin(5000)).toBe(true)
})

test('after kill -9 the next start finds a free home', async () => {
  const first = await launchReady()
  first.child.kill('SIGKILL')
  await noneLeftWithin(5000)
  const second = await launchReady()
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})

test('a server that does not stop when asked is ended within 10 s', async () => {
  const supervisor = await launchReady('deaf')
  const began = Date.now()
  supervisor.child.kill('SIGTERM')
  expect(await supervisor.ended).toBe(0)
  expect(Date.now() - began).toBeLessThan(10_000)
  expect(left()).toEqual([])
})

test('the death of one server stops all and says which', async () => {
  const supervisor = launch('dies')
  expect(await supervisor.ended).toBe(1)
  expect(supervisor.text()).toContain('two ended (exit code 3)')
  expect(left()).toEqual([])
})

test('the death of the database stops all and says so', async () => {
  const supervisor = await launchReady()
  const postmaster = Number(left().find((line) => line.includes('bin/postgres'))?.trim().split(' ')[0])
  process.kill(postmaster, 'SIGQUIT')
  expect(await supervisor.ended).toBe(1)
  expect(supervisor.text()).toContain('The database ended')
  expect(left()).toEqual([])
})

test('a signal in the middle of the start leaves nothing', async () => {
  const supervisor = launch()
  while (!supervisor.text().includes('Database')) await sleep(10)
  supervisor.child.kill('SIGTERM')
  expect(await supervisor.ended).toBe(0)
  expect(left()).toEqual([])
})

test('a second start on a live home is refused and names the first, which goes on', async () => {
  const first = await launchReady()
  const second = launch()
  expect(await second.ended).toBe(1)
  expect(second.text()).toContain(`process ${first.child.pid}`)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
})

test('a taken port is named with what to do, and nothing is started', async () => {
  const holder = createServer().listen(port, '127.0.0.1')
  const supervisor = launch()
  expect(await supervisor.ended).toBe(1)
  expect(supervisor.text()).toMatch(new RegExp(`Port ${port} \\(one\\) is taken[^]*AGENTTRACER_INGEST_PORT=\\d+`))
  expect(left()).toEqual([])
  holder.close()
})

test('a home that cannot be written is named with what to do', async () => {
  const supervisor = launch('good', '/proc/agenttracer')
  expect(await supervisor.ended).toBe(1)
  expect(supervisor.text()).toMatch(/\/proc\/agenttracer cannot be written[^]*AGENTTRACER_HOME/)
})

test('secrets are made once, readable by the owner alone', async () => {
  const read = (name: string): string => readFileSync(join(home, 'secrets', name), 'utf8')
  const first = await launchReady()
  const [adminKey, roles] = [read('admin-key'), read('db-roles.json')]
  expect(adminKey).toMatch(/^at_admin_[0-9a-f]{48}\n$/)
  expect(Object.keys(JSON.parse(roles) as object)).toEqual(['ingest', 'query', 'control'])
  for (const name of ['admin-key', 'db-roles.json', 'postgres-owner']) expect(statSync(join(home, 'secrets', name)).mode & 0o077).toBe(0)
  first.child.kill('SIGTERM')
  await first.ended
  const second = await launchReady()
  expect([read('admin-key'), read('db-roles.json')]).toEqual([adminKey, roles])
  second.child.kill('SIGTERM')
  await second.ended
})
