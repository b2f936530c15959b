import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startThrowawayPostgres } from '@agenttracer/postgres'
import { brokenDatabases, crashBatch, isPlanted, keyedPlaces, send, type crashPlaces, type HttpPlace, type MarkForm } from '@agenttracer/testkit/canary'
import { answersWithin } from '../start/wait-ready.ts'
import { startChild, type Child } from './child.ts'
import type { Answers } from './collect.ts'
import type { Stack } from './stack.ts'

type Plant = (id: (typeof crashPlaces)[number]['id']) => string

interface Crashing {
  readonly root: string
  readonly stack: Stack
  readonly form: MarkForm
  readonly plant: Plant
  readonly plantKeyed: (place: HttpPlace) => string
}

const readyWithinMs = 120_000
const batches = 24

/**
 * Another instance on the same database, one that asks for keys and a sign-in: it gets what strangers send, is killed in the middle of batches
 * and of a half-sent body, and is started again. Answers what its processes printed.
 */
export async function crashKeyed({ root, stack, form, plant, plantKeyed }: Crashing, answers: Answers): Promise<readonly string[]> {
  const [ingest, query, web] = await Promise.all([freePort(), freePort(), freePort()])
  const origin = (port: number): string => `http://127.0.0.1:${port}`
  const env = { ...stack.apiEnv, AGENTTRACER_LOCAL: '0', AGENTTRACER_INGEST_PORT: String(ingest), AGENTTRACER_QUERY_PORT: String(query) }
  const start = (): Child => startChild({ script: join(root, 'apps/api/src/main.ts'), cwd: root, env })
  const children = [start()]
  try {
    await up(`${origin(query)}/health/ready`)
    if (stack.origins.web !== undefined) {
      const webEnv = { ...stack.webEnv, AGENTTRACER_LOCAL: '0', AGENTTRACER_UI_PASSWORD: 'a password of the suite', AGENTTRACER_WEB_PORT: String(web), AGENTTRACER_QUERY_URL: origin(query), AGENTTRACER_INGEST_URL: origin(ingest) }
      children.push(startChild({ script: join(root, 'apps/web/server.ts'), cwd: join(root, 'apps/web'), env: webEnv }))
      await up(`${origin(web)}/health/live`)
    }
    const origins = { ingest: origin(ingest), query: origin(query), web: stack.origins.web === undefined ? undefined : origin(web) }
    for (const place of keyedPlaces) {
      const at = origins[place.door]
      if (at === undefined || !isPlanted(place, form)) continue
      const { status, bytes } = await send(at, place.probe(plantKeyed(place)))
      if (status >= 500) answers.faults.push(`${place.id} was answered ${status}`)
      ;(place.door === 'web' ? answers.pages : answers.errors).push(bytes)
    }
    const authorization = `Bearer ${stack.adminKey}`
    const flying = Array.from({ length: batches }, () => send(origins.ingest, { method: 'POST', path: '/v1/runs', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(crashBatch(plant)) }))
    halfSent(origins.ingest, authorization, plant('crash.body'))
    await Promise.race([flying[0], sleep(2_000)])
    if (children[0] !== undefined) process.kill(children[0].pid, 'SIGKILL')
    answers.errors.push(...(await Promise.all(flying)).map(({ bytes }) => bytes))
    await children[0]?.exited
    children.push(start())
    await up(`${origin(query)}/health/ready`)
  } finally {
    await Promise.all(children.map((child) => child.stop()))
  }
  return children.map((child) => child.output())
}

async function up(url: string): Promise<void> {
  if (!(await answersWithin(url, (status) => status === 200, readyWithinMs))) throw new Error(`Nobody answers at ${url}`)
}

/** A request whose body stops in the middle; it dies with the server. */
function halfSent(origin: string, authorization: string, text: string): void {
  const half = request(`${origin}/v1/runs`, { method: 'POST', headers: { authorization, 'content-type': 'application/json', 'content-length': '100000' } })
  half.on('error', () => undefined)
  half.write(`{"runs":[{"agentId":${JSON.stringify(text)}`)
}

/** Databases in which a migration fails, each with a mark where the failure's own words would have it. Answers what was printed and logged. */
export async function failMigrations(root: string, stack: Stack, plant: Plant): Promise<readonly string[]> {
  const server = await startThrowawayPostgres()
  try {
    const printed: string[] = []
    for (const url of await brokenDatabases(server.ownerUrl, plant)) printed.push(await failOne(root, stack, url))
    return [...printed, readFileSync(server.logFile, 'utf8')]
  } finally {
    await server.stop()
  }
}

async function failOne(root: string, stack: Stack, ownerUrl: string): Promise<string> {
  const [ingest, query] = await Promise.all([freePort(), freePort()])
  const env = { ...stack.apiEnv, AGENTTRACER_DATABASE_URL_OWNER: ownerUrl, AGENTTRACER_INGEST_PORT: String(ingest), AGENTTRACER_QUERY_PORT: String(query) }
  const child = startChild({ script: join(root, 'apps/api/src/main.ts'), cwd: root, env })
  const code = await Promise.race([child.exited, sleep(20_000, 'late' as const, { ref: false })])
  await child.stop()
  return `${code === 0 || code === 'late' ? 'THE MIGRATION DID NOT FAIL' : 'migration failed as it should'}\n${child.output()}`
}
