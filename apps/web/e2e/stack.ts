import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startTestDatabase } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import { privateBuild } from './built-app.ts'
import { plainEnv } from './e2e-env.ts'

export interface Stack {
  readonly webUrl: string
  readonly ingestUrl: string
  readonly queryUrl: string
  /** What the processes wrote, for the privacy check and for a failed start. */
  readonly output: () => string
  /** The database behind it, for what is seeded past the doors. */
  readonly database: TestDatabase
  stopApi(): Promise<void>
  stop(): Promise<void>
}

const startMs = 60_000
const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export interface StackOptions {
  /** People sign in with it; without one the pages are for one person at this machine. */
  readonly password?: string
  /** Puts something between the web server and the query door; answers its address. */
  readonly between?: (queryUrl: string) => string
  /** Days that runs are kept; 30 without it. */
  readonly retentionDays?: number
}

/** The product as it runs: a fresh Postgres, the real API with both doors, the built web app. All on free ports of loopback. */
export async function startStack({ password, between = (queryUrl) => queryUrl, retentionDays }: StackOptions = {}): Promise<Stack> {
  const build = await privateBuild()
  const [database, ingest, query, web] = [await startTestDatabase(), await freePort(), await freePort(), await freePort()]
  const [ingestUrl, queryUrl, webUrl] = [ingest, query, web].map((port) => `http://127.0.0.1:${port}`) as [string, string, string]
  const secrets = mkdtempSync(join(tmpdir(), 'agenttracer-e2e-'))
  const keyFile = join(secrets, 'admin-key')
  writeFileSync(keyFile, `at_admin_${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  const lines: string[] = []
  const start = (script: string, env: Record<string, string>, args: readonly string[] = []): ChildProcess => {
    const child = spawn(process.execPath, [at(script), ...args], { cwd: at('..'), env: { ...plainEnv(), AGENTTRACER_LOCAL: '1', AGENTTRACER_ADMIN_KEY_FILE: keyFile, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
    return child
  }
  const api = start('../../api/src/main.ts', {
    AGENTTRACER_DATABASE_URL_OWNER: database.ownerUrl, AGENTTRACER_INGEST_PORT: String(ingest), AGENTTRACER_QUERY_PORT: String(query),
    // Receivers of webhooks are on this machine here.
    AGENTTRACER_WEBHOOK_PRIVATE_TARGETS: '1', AGENTTRACER_WEB_URL: webUrl, ...(retentionDays === undefined ? {} : { AGENTTRACER_RETENTION_DAYS: String(retentionDays) }),
  })
  const server = start('../server.ts', { AGENTTRACER_WEB_PORT: String(web), AGENTTRACER_INGEST_URL: ingestUrl, AGENTTRACER_QUERY_URL: between(queryUrl), ...(password === undefined ? {} : { AGENTTRACER_UI_PASSWORD: password, AGENTTRACER_LOCAL: '0' }) }, [build])
  const stop = async (): Promise<void> => {
    await Promise.all([ended(api), ended(server)])
    await database.stop()
    rmSync(build, { recursive: true, force: true })
    rmSync(secrets, { recursive: true, force: true })
  }
  try {
    await Promise.all([ready(`${ingestUrl}/health/ready`, api), ready(`${queryUrl}/health/ready`, api), ready(`${webUrl}/health/live`, server)])
  } catch (error) {
    await stop()
    throw new Error(`The stack did not start: ${lines.join('').slice(-2_000)}`, { cause: error })
  }
  return { webUrl, ingestUrl, queryUrl, database, output: () => lines.join(''), stopApi: () => ended(api), stop }
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + startMs
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (answer?.ok === true) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('not ready in time')
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.once('exit', () => {
      clearTimeout(force)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** A port of loopback that was free a moment ago. */
function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
