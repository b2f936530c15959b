import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { freePort } from '@agenttracer/postgres'
import { ready, start, stopped } from './image-process.ts'
import { imageStart } from './image-start.ts'

export interface BareStart {
  /** What was seen, one line each. */
  readonly seen: readonly string[]
  /** Empty when everything is as it should be. */
  readonly faults: readonly string[]
  /** What it left in the database, for whoever wants to find it again. */
  readonly left: Left | undefined
}

/** A key that reads, and a run. */
export interface Left {
  readonly key: string
  readonly runId: string
}

/**
 * Runs the command of the API image in an empty folder, under nothing but the image's environment, against an outer Postgres: start, health
 * check, a run in and out with fresh keys, SIGTERM, and once more on the same data. The folder is compared afterwards: nothing is written.
 * `before`: what an earlier one left in this database, or in the one whose backup it is; it must still be there.
 */
export async function bareStart(root: string, ownerUrl: string, before?: Left): Promise<BareStart> {
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-bare-'))
  const [seen, faults]: [string[], string[]] = [[], []]
  let left: Left | undefined
  const { command, healthCheck, env: imageEnv } = imageStart(join(root, 'Dockerfile'), 'api')
  try {
    cpSync(join(root, 'apps/api/dist'), folder, { recursive: true })
    const adminKey = `at_admin_${randomBytes(24).toString('hex')}`
    writeFileSync(join(folder, 'admin-key'), `${adminKey}\n`)
    chmodSync(folder, 0o755)
    const files = readdirSync(folder, { recursive: true }).length
    const ports = { ingest: await freePort(), query: await freePort() }
    const env = {
      ...imageEnv, PATH: dirname(process.execPath), AGENTTRACER_ADMIN_KEY_FILE: join(folder, 'admin-key'), AGENTTRACER_DATABASE_URL_OWNER: ownerUrl,
      AGENTTRACER_INGEST_PORT: String(ports.ingest), AGENTTRACER_QUERY_PORT: String(ports.query),
    }
    const { AGENTTRACER_DATABASE_URL_OWNER: _, ...withoutDatabase } = env
    const refused = spawnSync(command[0] ?? '', command.slice(1), { cwd: folder, env: withoutDatabase, encoding: 'utf8', timeout: 20_000 })
    if (refused.status !== 1 || !refused.stderr.includes('AGENTTRACER_DATABASE_URL_OWNER')) faults.push('without a database it does not refuse by naming the setting')
    for (const turn of ['first', 'second']) {
      const api = start(command, folder, env)
      try {
        await ready(`http://127.0.0.1:${ports.query}/health/ready`, api)
        seen.push(`${turn} start: ready`)
        const check = spawnSync(healthCheck[0] ?? '', healthCheck.slice(1), { cwd: folder, env, timeout: 10_000 })
        if (check.status !== 0) faults.push(`${turn} start: the health check fails`)
        const used = await useDoors(ports, adminKey)
        left = used.left
        const lost = before !== undefined && !(await isRead(ports.query, before)) ? ['the run from before is not read with the key from before'] : []
        faults.push(...[...used.faults, ...lost].map((fault) => `${turn} start: ${fault}`))
      } finally {
        const code = await stopped(api.process)
        if (code !== 0) faults.push(`${turn} start: SIGTERM ends it with ${String(code)}: ${api.said().slice(-500)}`)
      }
    }
    if (readdirSync(folder, { recursive: true }).length !== files) faults.push('it writes into its folder')
    seen.push('a run went in and out, keys were made, two graceful stops')
    return { seen, faults, left }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function useDoors({ ingest, query }: { readonly ingest: number; readonly query: number }, adminKey: string): Promise<{ readonly faults: string[]; readonly left: Left }> {
  const call = async (url: string, key: string, body?: object): Promise<{ readonly status: number; readonly body: unknown }> => {
    const answer = await fetch(url, { method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await answer.text()
    return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : undefined }
  }
  const made = async (scope: string): Promise<string> => {
    const { body } = await call(`http://127.0.0.1:${query}/trpc/keys.create`, adminKey, { scope, name: 'bare start' })
    return (body as { result: { data: { key: string } } }).result.data.key
  }
  const [writing, reading] = [await made('ingest'), await made('query')]
  const sent = await call(`http://127.0.0.1:${ingest}/v1/runs`, writing, { agentId: 'bare', agentVersion: '1', environment: 'test', steps: [{ type: 'tool', name: 'probe', failure: 'tool.timeout', durationMs: 5 }] })
  const { runId } = sent.body as { runId?: string }
  const read = await call(`http://127.0.0.1:${query}/v1/runs/${String(runId)}`, reading)
  const docs = await call(`http://127.0.0.1:${query}/docs/`, reading)
  const stranger = await fetch(`http://127.0.0.1:${query}/v1/runs`)
  const faults = [
    ...(sent.status === 200 ? [] : [`sending is answered with ${sent.status}`]),
    ...((read.body as { verdict?: { code?: string } } | undefined)?.verdict?.code === 'timeout' ? [] : [`the run comes back with ${read.status} and without its verdict`]),
    ...(docs.status === 200 ? [] : ['/docs is not there']),
    ...(stranger.status === 401 ? [] : [`without a key it answers ${stranger.status}`]),
  ]
  return { faults, left: { key: reading, runId: String(runId) } }
}

async function isRead(port: number, { key, runId }: Left): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/v1/runs/${runId}`, { headers: { authorization: `Bearer ${key}` } })).ok
}
