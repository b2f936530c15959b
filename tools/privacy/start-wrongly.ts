import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EnvironmentPlace } from '@agenttracer/testkit/canary'
import { testEnv } from '../test/test-env.ts'
import { startChild } from './child.ts'
import type { Stack } from './stack.ts'

const withinMs = 30_000
/** Long enough to have tried and printed. */
const patientMs = 6_000

const scripts = { api: 'apps/api/src/main.ts', web: 'apps/web/server.ts', doctor: 'tools/doctor/main.ts', seed: 'tools/seed/main.ts', start: 'tools/start/main.ts' } as const

/** So many at once: each loads a whole program. */
const atOnce = 4

interface WrongStarts {
  readonly root: string
  readonly stack: Stack
  readonly places: readonly EnvironmentPlace[]
  readonly plant: (id: string) => string
}

/** Starts API, web and commands with wrong settings, and answers what they printed. */
export async function startWrongly({ places, ...rest }: WrongStarts): Promise<readonly string[]> {
  const waiting = [...Map.groupBy(places, ({ app, start }) => `${app} ${start}`).values()]
  const printed: string[] = []
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) printed.push(await startOnce(next, rest))
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return printed
}

async function startOnce(places: readonly EnvironmentPlace[], { root, stack, plant }: Omit<WrongStarts, 'places'>): Promise<string> {
  const app = places[0]?.app ?? 'api'
  const home = mkdtempSync(join(tmpdir(), 'agenttracer-wrong-'))
  const wrong = Object.fromEntries(places.map(({ id, variable, value }) => [variable, value(plant(id), stack.databaseUrls.owner)]))
  const child = startChild({ script: join(root, scripts[app]), args: app === 'seed' ? ['--runs', '1'] : [], cwd: app === 'web' ? join(root, 'apps/web') : root, env: { ...envOf(app, stack, home), ...wrong } })
  await Promise.race([child.exited, sleep(places.some(({ isPatient }) => isPatient) ? patientMs : withinMs, undefined, { ref: false })])
  await child.stop()
  rmSync(home, { recursive: true, force: true })
  return child.output()
}

function envOf(app: EnvironmentPlace['app'], stack: Stack, home: string): Readonly<Record<string, string>> {
  if (app === 'api') return stack.apiEnv
  return app === 'web' ? stack.webEnv : testEnv({ AGENTTRACER_HOME: home, AGENTTRACER_DEMO: 'off' })
}
