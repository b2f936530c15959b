import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '@agenttracer/postgres'
import { testEnv } from '../test/test-env.ts'

const script = fileURLToPath(new URL('./main.ts', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
/** A first start builds the web UI. */
const readyWithinMs = 240_000

export interface StackPorts { readonly ingest: number; readonly query: number; readonly web: number }

export interface WholeStack {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
}

export const freePorts = async (): Promise<StackPorts> => ({ ingest: await freePort(), query: await freePort(), web: await freePort() })

/** What `npm start` runs, on a home and ports of its own: for the browser tests and the pictures of the docs. */
export async function startWholeStack(home: string, ports: StackPorts, demo: 'on' | 'off'): Promise<WholeStack> {
  const child = spawn(process.execPath, [script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: testEnv({
      AGENTTRACER_HOME: home, AGENTTRACER_INGEST_PORT: String(ports.ingest), AGENTTRACER_QUERY_PORT: String(ports.query), AGENTTRACER_WEB_PORT: String(ports.web),
      AGENTTRACER_DEMO: demo,
    }),
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const until = Date.now() + readyWithinMs
  while (!text.includes('AgentTracer is ready')) {
    if (Date.now() > until || child.exitCode !== null) {
      child.kill('SIGTERM')
      await ended
      throw new Error(`not ready: ${text}`)
    }
    await sleep(100)
  }
  return { child, ended }
}

/** Folder of the embedded cluster when it runs as root; elsewhere it lies in the home. */
export const clusterFolder = (home: string): string => join('/var/lib/agenttracer', readFileSync(join(home, 'instance-id'), 'utf8').trim())

/** Stops the stack and removes all that it left. */
export async function removeWholeStack({ child, ended }: WholeStack, home: string): Promise<void> {
  child.kill('SIGTERM')
  await ended
  for (const folder of [clusterFolder(home), home]) rmSync(folder, { recursive: true, force: true })
}
