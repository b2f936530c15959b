import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'

// A project with one command of its own, booted by a copy of the real script.
const PROBE = `// says what it is told
import { writeFileSync } from 'node:fs'
const [mode] = process.argv.slice(2)
if (mode === 'exit') process.exit(7)
process.on('SIGTERM', () => { writeFileSync('stopped', 'SIGTERM'); process.exit(0) })
process.on('SIGINT', () => { writeFileSync('stopped', 'SIGINT'); process.exit(0) })
writeFileSync('pid', String(process.pid))
setInterval(() => {}, 1000)
`
let root = ''
let running: ChildProcess | undefined

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'agenttracer-boot-'))
  mkdirSync(join(root, 'tools/probe'), { recursive: true })
  for (const name of ['boot.mjs', 'tether.mjs']) copyFileSync(new URL(name, import.meta.url), join(root, 'tools', name))
  writeFileSync(join(root, 'tools/probe/main.ts'), PROBE)
  const manifest = { name: 'probe', version: '1.0.0', type: 'module', scripts: { probe: 'node tools/boot.mjs probe' } }
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest))
  const lock = { name: 'probe', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'probe', version: '1.0.0' } } }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock))
  markInstalled()
})
afterEach(() => {
  running?.kill('SIGKILL')
  rmSync(root, { recursive: true, force: true })
})

function markInstalled(): void {
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: {} }))
}

/** Runs a command in the project to its end. */
function finish(command: string, args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  running = child
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, text })))
}

/** Starts the long-running probe and answers its process once it runs. */
async function startProbe(command: string, args: string[]): Promise<{ starter: ChildProcess; probe: number }> {
  const starter = spawn(command, args, { cwd: root, stdio: 'ignore', detached: true })
  running = starter
  while (!existsSync(join(root, 'pid'))) await sleep(20)
  await sleep(50)
  return { starter, probe: Number(readFileSync(join(root, 'pid'), 'utf8')) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (isAlive(pid) && Date.now() < until) await sleep(20)
  return !isAlive(pid)
}

const boot = (...args: string[]): [string, string[]] => [process.execPath, ['tools/boot.mjs', ...args]]

test('--help lists the commands with what they do', async () => {
  const { code, text } = await finish(...boot('--help'))
  expect(code).toBe(0)
  expect(text).toContain('probe      says what it is told')
})

test('an unknown command is refused with the list', async () => {
  const { code, text } = await finish(...boot('prboe'))
  expect(code).toBe(2)
  expect(text).toMatch(/no command "prboe"[\s\S]*probe/)
})

test('the exit code of the command is passed on', async () => {
  expect((await finish(...boot('probe', 'exit'))).code).toBe(7)
})

test('a missing install is made and said, then the command runs', async () => {
  rmSync(join(root, 'node_modules'), { recursive: true })
  const { code, text } = await finish(...boot('probe', 'exit'))
  expect(text).toContain('Installing packages')
  expect(text).toContain('Installed in')
  expect(code).toBe(7)
})

test('an install that is older than the lock file is renewed, and a failing one says so and ends', async () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, object> }
  lock.packages['node_modules/left'] = { version: '2.0.0', integrity: 'sha512-x' }
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(lock))
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object
  writeFileSync(join(root, 'package.json'), JSON.stringify({ ...manifest, dependencies: { right: 'file:./nowhere' } }))
  const { code, text } = await finish(...boot('probe', 'exit'))
  expect(text).toContain('Installing packages')
  expect(text).toContain('Installing failed')
  expect(code).not.toBe(7)
})

test.each(['SIGTERM', 'SIGINT'] as const)('%s to the boot script reaches the command', async (signal) => {
  const { starter, probe } = await startProbe(...boot('probe'))
  starter.kill(signal)
  expect(await goneWithin(probe, 3000)).toBe(true)
  expect(readFileSync(join(root, 'stopped'), 'utf8')).toBe(signal)
})

test('kill -9 of the boot script stops the command', async () => {
  const { starter, probe } = await startProbe(...boot('probe'))
  starter.kill('SIGKILL')
  expect(await goneWithin(probe, 3000)).toBe(true)
  expect(existsSync(join(root, 'stopped'))).toBe(true)
})

test.each(['SIGTERM', 'SIGKILL'] as const)('%s to npm, which tells nobody, stops the command too', async (signal) => {
  const { starter, probe } = await startProbe('npm', ['run', 'probe'])
  starter.kill(signal)
  expect(await goneWithin(probe, 4000)).toBe(true)
  expect(existsSync(join(root, 'stopped'))).toBe(true)
})
