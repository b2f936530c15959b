import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { environmentPlaces, type EnvironmentPlace } from '@agenttracer/testkit/canary'
import { startChild } from './child.ts'
import type { Stack } from './stack.ts'

const withinMs = 30_000
/** Long enough to have tried and printed. */
const patientMs = 6_000

interface WrongStarts {
  readonly root: string
  readonly stack: Stack
  readonly plant: (id: string) => string
}

/** Starts API and web with wrong settings, and answers what they printed. */
export async function startWrongly({ root, stack, plant }: WrongStarts): Promise<readonly string[]> {
  const starts = Map.groupBy(environmentPlaces.filter(({ app }) => app === 'api' || stack.origins.web !== undefined), ({ app, start }) => `${app} ${start}`)
  return Promise.all([...starts.values()].map((places) => startOnce(places, { root, stack, plant })))
}

async function startOnce(places: readonly EnvironmentPlace[], { root, stack, plant }: WrongStarts): Promise<string> {
  const isApi = places.some(({ app }) => app === 'api')
  const wrong = Object.fromEntries(places.map(({ id, variable, value }) => [variable, value(plant(id), stack.databaseUrls.owner)]))
  const child = startChild({
    script: join(root, isApi ? 'apps/api/src/main.ts' : 'apps/web/server.ts'), cwd: isApi ? root : join(root, 'apps/web'), env: { ...(isApi ? stack.apiEnv : stack.webEnv), ...wrong },
  })
  await Promise.race([child.exited, sleep(places.some(({ isPatient }) => isPatient) ? patientMs : withinMs, undefined, { ref: false })])
  await child.stop()
  return child.output()
}
