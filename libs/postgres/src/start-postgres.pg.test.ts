import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { processFacts } from './process-facts.ts'
import type { RunningPostgres } from './running-postgres.ts'
import type { Tie } from './server-process.ts'
import { startPostgres } from './start-postgres.ts'

const system = mkdtempSync(join(tmpdir(), 'agenttracer-system-'))
chmodSync(system, 0o755)
const homes: string[] = []
let home = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'agenttracer-home-'))
  homes.push(home)
})
afterAll(() => {
  for (const folder of [system, ...homes]) rmSync(folder, { recursive: true, force: true })
})

const start = (more: object = {}): Promise<RunningPostgres> => startPostgres({ home, systemFolder: system, ...more })
const dataFolder = (): string =>
  process.getuid?.() === 0 ? join(system, readFileSync(join(home, 'instance-id'), 'utf8').trim(), 'data') : join(home, 'postgres', 'data')

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Another process that starts the server and then does nothing; answers once the server runs. */
async function startElsewhere(tie: Tie | undefined): Promise<{ starter: ChildProcess; pid: number; ownerUrl: string }> {
  const options = JSON.stringify({ home, systemFolder: system, ...(tie === undefined ? {} : { tie }) })
  const code = `import { startPostgres } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
const { pid, ownerUrl } = await startPostgres(${options})
console.log(JSON.stringify({ pid, ownerUrl })); setInterval(() => {}, 1e6)`
  const starter = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    starter.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')))
    starter.once('exit', () => reject(new Error('the starter ended before the server ran')))
  })
  return { starter, ...(JSON.parse(line) as { pid: number; ownerUrl: string }) }
}

const isAlive = (pid: number): boolean => processFacts(pid)?.zombie === false

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (isAlive(pid) && Date.now() < until) await sleep(20)
  return !isAlive(pid)
}

test('a second start finds the data, on the same port, in under half a second', async () => {
  const first = await start()
  await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer')
  await first.stop()
  const times: number[] = []
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now()
    const again = await start()
    times.push(performance.now() - began)
    expect(again.port).toBe(first.port)
    expect(await query(again.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
    await again.stop()
    expect(await again.exited).toMatchObject({ expected: true })
  }
  expect(Math.min(...times)).toBeLessThan(500)
})

test.each<{ name: string; tie: Tie | undefined }>([
  { name: 'the best tie of the platform', tie: undefined },
  { name: 'the watchdog', tie: 'watchdog' },
])('kill -9 of the starter stops the server within 5 s, and the next start finds what was committed: $name', async ({ tie }) => {
  const { starter, pid, ownerUrl } = await startElsewhere(tie)
  await query(ownerUrl, 'CREATE TABLE kept AS SELECT 1 AS answer')
  starter.kill('SIGKILL')
  expect(await goneWithin(pid, 5000)).toBe(true)
  const again = await start()
  expect(await query(again.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 1 }])
  await again.stop()
})

test('kill -9 of starter and server at once leaves a stale pid file that the next start survives', async () => {
  const { starter, pid, ownerUrl } = await startElsewhere(undefined)
  await query(ownerUrl, 'CREATE TABLE kept AS SELECT 2 AS answer')
  process.kill(pid, 'SIGKILL')
  starter.kill('SIGKILL')
  expect(existsSync(join(dataFolder(), 'postmaster.pid'))).toBe(true)
  const again = await start()
  expect(await query(again.ownerUrl, 'SELECT answer FROM kept')).toEqual([{ answer: 2 }])
  await again.stop()
})

test('a pid file whose number now belongs to a stranger does not stop the start', async () => {
  await (await start()).stop()
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], process.getuid?.() === 0 ? { uid: statSync(dataFolder()).uid, cwd: '/' } : {})
  writeFileSync(join(dataFolder(), 'postmaster.pid'), `${stranger.pid}\n${dataFolder()}\n1\n5432\n\n127.0.0.1\n0 0\nready   \n`)
  const again = await start()
  expect(await query(again.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await again.stop()
  stranger.kill('SIGKILL')
})

test('a server that outlived its starter is stopped and replaced', async () => {
  const { starter, pid } = await startElsewhere('watchdog')
  const list = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n')
  const dog = Number(list.find((line) => line.includes(`watchdog.mjs ${pid}`))?.trim().split(' ')[0])
  process.kill(dog, 'SIGKILL')
  starter.kill('SIGKILL')
  await sleep(500)
  expect(isAlive(pid)).toBe(true)
  const again = await start()
  expect(again.pid).not.toBe(pid)
  expect(isAlive(pid)).toBe(false)
  await again.stop()
})

test('a start on a live data folder is refused and names the first', async () => {
  const first = await start()
  await expect(start()).rejects.toMatchObject({ code: 'already_running', message: expect.stringContaining(String(first.pid)) as string })
  expect(await query(first.ownerUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  await first.stop()
})

test('when the remembered port is taken another one is chosen', async () => {
  const first = await start()
  await first.stop()
  const other = mkdtempSync(join(tmpdir(), 'agenttracer-home-'))
  homes.push(other)
  writeFileSync(join(other, 'postgres-port'), `${first.port}\n`)
  const holder = await startPostgres({ home: other, systemFolder: system })
  expect(holder.port).toBe(first.port)
  const again = await start()
  expect(again.port).not.toBe(first.port)
  await again.stop()
  await holder.stop()
})

test.each([
  { name: 'a folder that cannot be made', given: () => ({ home: '/proc/agenttracer-home' }), code: 'folder_unwritable', says: 'AGENTTRACER_HOME' },
  { name: 'a file where the folder should be', given: () => ({ home: writeFile(join(home, 'taken')) }), code: 'folder_unwritable', says: 'AGENTTRACER_HOME' },
  { name: 'a full disk', given: () => ({ home, minFreeBytes: Number.MAX_SAFE_INTEGER }), code: 'disk_full', says: 'Free some space' },
])('$name is refused with what to do', async ({ given, code, says }) => {
  await expect(start(given())).rejects.toMatchObject({ code, message: expect.stringContaining(says) as string })
})

test('data of another major version is refused, untouched', async () => {
  await (await start()).stop()
  writeFileSync(join(dataFolder(), 'PG_VERSION'), '17\n')
  await expect(start()).rejects.toMatchObject({ code: 'other_version' })
  expect(readFileSync(join(dataFolder(), 'PG_VERSION'), 'utf8')).toBe('17\n')
})

test('no value of a failing statement reaches the log', async () => {
  const server = await start()
  const canary = 'canary-7f3a please summarise'
  await query(server.ownerUrl, 'CREATE TABLE wall (name text PRIMARY KEY CHECK (length(name) < 40))')
  const failing = [
    `INSERT INTO wall VALUES ('${canary}'), ('${canary}')`,
    `INSERT INTO wall VALUES ('${canary} ${'x'.repeat(50)}')`,
    `SELECT '${canary}'::uuid`,
    `SELECT ${canary}`,
    `DO $$ BEGIN RAISE EXCEPTION '${canary}'; END $$`,
    `DO $$ BEGIN RAISE WARNING '${canary}'; END $$; SELECT 1/0 AS "${canary}"`,
  ]
  for (const text of failing) await expect(query(server.ownerUrl, text)).rejects.toThrow()
  await server.stop()
  const log = readFileSync(join(home, 'logs', 'postgres.log'), 'utf8')
  expect(log).toContain('ready to accept connections')
  expect(log).not.toContain('canary')
  expect(log).not.toContain('summarise')
})

test('the password lies in one file that only the owner reads, and is needed', async () => {
  const server = await start()
  const file = join(home, 'secrets', 'postgres-owner')
  expect(statSync(file).mode & 0o077).toBe(0)
  const password = readFileSync(file, 'utf8').trim()
  await expect(query(server.ownerUrl.replace(password, 'guess'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
  await server.stop()
  const holders = [home, join(dataFolder(), '..')].flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(password)),
  )
  expect(holders).toEqual([file])
})

function writeFile(path: string): string {
  writeFileSync(path, '')
  return join(path, 'home')
}
