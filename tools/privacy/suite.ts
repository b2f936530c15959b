import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  databasePlaces, environmentPlaces, forgotten, createPlanter, missing, Searcher, sdkPlaces, sdkPresence, startCapture, writeDirectly, type Leak, type Mark, type MarkForm, type Place, type Surface,
} from '@agenttracer/testkit/canary'
import type { Played } from '@agenttracer/testkit/canary-sdk'
import { testEnv } from '../test/test-env.ts'
import { startChild } from './child.ts'
import { httpPlaces, newAnswers, probeDoors, readEverything, readStore, surface } from './collect.ts'
import { serverPresence } from './presence.ts'
import { startStack, type Stack } from './stack.ts'
import { startWrongly } from './start-wrongly.ts'

export interface SuiteOptions {
  readonly root: string
  readonly seed: string
  readonly forms: readonly MarkForm[]
  readonly parts: ReadonlySet<'sdk' | 'server' | 'web'>
  readonly say: (line: string) => void
}

export interface SuiteResult {
  readonly places: readonly Place[]
  readonly marks: readonly Mark[]
  readonly surfaces: readonly { readonly name: string; readonly bytes: number }[]
  readonly leaks: readonly Leak[]
  /** Places that were not reached, and names, codes and statuses that are not there: an empty record proves nothing. */
  readonly unproven: readonly string[]
}

/** Plants, collects and searches. */
export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const { parts, say } = options
  const found = parts.has('server') ? await withServer(options) : await sdkAlone(options)
  say(`searching ${found.surfaces.length} surfaces (${Math.round(found.surfaces.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6)} MB) for ${found.marks.length} marks`)
  const searcher = new Searcher(found.marks)
  return {
    ...found,
    leaks: found.surfaces.flatMap((each) => searcher.search(each)),
    surfaces: found.surfaces.map(({ name, bytes }) => ({ name, bytes: bytes.length })),
  }
}

interface Found extends Omit<SuiteResult, 'leaks' | 'surfaces'> {
  readonly surfaces: readonly Surface[]
}

async function sdkAlone(options: SuiteOptions): Promise<Found> {
  const capture = await startCapture()
  try {
    const { played, output } = await playInChild(options, capture.url)
    return {
      places: sdkPlaces, marks: played.marks, surfaces: sdkSurfaces(played, output, capture),
      unproven: [...played.unproven, ...missing(sdkPresence, capture.bodies().join('\n')).map((each) => `not on the wire: ${each}`)],
    }
  } finally {
    await capture.close()
  }
}

const sdkSurfaces = ({ diagnostics }: Played, output: string, capture: Stack['capture']): readonly Surface[] => [
  surface('wire', [capture.wire(), capture.bodies().join('\n')]), surface('SDK diagnostics', [diagnostics, ownLines(output)]),
]

/** Frameworks print what they like; our own lines would name us. */
const ownLines = (output: string): string => output.split('\n').filter((line) => /agenttracer/i.test(line)).join('\n')

async function playInChild({ root, seed, forms, say }: SuiteOptions, apiUrl: string): Promise<{ played: Played; output: string }> {
  say(`playing ${sdkPlaces.length} places of the SDK path`)
  const folder = mkdtempSync(join(tmpdir(), 'agenttracer-sdk-'))
  const file = join(folder, 'played.json')
  try {
    const child = startChild({ script: join(root, 'tools/privacy/sdk-host.ts'), args: [seed, apiUrl, file, ...forms], cwd: root, env: testEnv({ AGENTTRACER_DISABLED: '' }) })
    const code = await child.exited
    if (code !== 0) throw new Error(`The scenarios ended with ${code}: ${child.output().slice(-2_000)}`)
    return { played: JSON.parse(readFileSync(file, 'utf8')) as Played, output: child.output() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withServer(options: SuiteOptions): Promise<Found> {
  const { root, seed, forms, parts, say } = options
  say('starting Postgres, API and web')
  const stack = await startStack(root, parts.has('web'))
  try {
    const sdk = parts.has('sdk') ? await playInChild(options, stack.capture.url) : undefined
    const hasWeb = parts.has('web')
    const table = [...httpPlaces.filter(({ door }) => hasWeb || door !== 'web'), ...databasePlaces, ...environmentPlaces.filter(({ app }) => hasWeb || app !== 'web')]
    const answers = newAnswers()
    const starts: string[] = []
    const marks: Mark[] = []
    const unproven: string[] = []
    for (const form of forms) {
      const planter = createPlanter<readonly Place[]>(table, form, seed)
      say(`planting ${form} in ${table.length} places of the server path`)
      await probeDoors({ stack, form, plant: (place) => planter.plant(place.id) }, answers)
      starts.push(...(await startWrongly({ root, stack, plant: (id) => planter.plant(id) })))
      await writeDirectly({ urls: stack.databaseUrls, plant: (id) => planter.plant(id) })
      marks.push(...planter.planted)
      unproven.push(...forgotten(table, planter).map((id) => `${id} (${form})`))
    }
    const logs = Object.entries(stack.logs()).filter(([name]) => hasWeb || name !== 'web log').map(([name, log]) => surface(name, [log]))
    const surfaces = [
      ...(sdk === undefined ? [] : sdkSurfaces(sdk.played, sdk.output, stack.capture)), surface('error bodies', answers.errors), surface('answers to marks', answers.good),
      ...(hasWeb ? [surface('pages for marks', answers.pages)] : []), surface('failed starts', starts), ...(await readEverything(stack)), ...(await readStore(stack)), ...logs,
    ]
    return {
      places: [...(sdk === undefined ? [] : sdkPlaces), ...table],
      marks: [...(sdk?.played.marks ?? []), ...marks],
      surfaces,
      unproven: [...(sdk?.played.unproven ?? []), ...unproven, ...answers.faults, ...serverPresence({ surfaces, isWithSdk: sdk !== undefined, statuses: answers.statuses })],
    }
  } finally {
    await stack.stop()
  }
}
