import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { freePort } from '@agenttracer/postgres'
import { serverFlags } from '../../tools/start/server-flags.ts'
import { answersWithin } from '../../tools/start/wait-ready.ts'
import { testEnv } from '../../tools/test/test-env.ts'
import { serverCpu } from '../store/server-cpu.ts'

export interface ApiProcess extends AsyncDisposable {
  readonly ingestPort: number
  /** CPU seconds so far. */
  cpu(): number
  /** Resident megabytes now. */
  residentMb(): number
}

/** The API as `npm start` starts it, over a database that is migrated. */
export async function startApiProcess(urls: { readonly ingest: string; readonly query: string; readonly control: string }): Promise<ApiProcess> {
  const [ingestPort, queryPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, [...serverFlags, fileURLToPath(new URL('../../apps/api/src/main.ts', import.meta.url))], {
    env: testEnv({
      NODE_ENV: 'production', AGENTTRACER_LOCAL: '1', AGENTTRACER_LOG_LEVEL: 'warn', AGENTTRACER_INGEST_PORT: String(ingestPort), AGENTTRACER_QUERY_PORT: String(queryPort),
      AGENTTRACER_DATABASE_URL_INGEST: urls.ingest, AGENTTRACER_DATABASE_URL_QUERY: urls.query, AGENTTRACER_DATABASE_URL_CONTROL: urls.control,
    }),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
  }
  if (!(await answersWithin(`http://127.0.0.1:${ingestPort}/health/ready`, (status) => status === 200, 40_000))) {
    await stop()
    throw new Error('The API did not start')
  }
  const pid = child.pid ?? 0
  return {
    ingestPort,
    cpu: () => serverCpu(pid),
    residentMb: () => (Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024) / 1e6,
    [Symbol.asyncDispose]: stop,
  }
}
