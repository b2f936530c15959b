import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { missing, Searcher, sdkPlaces, sdkPresence, startCapture, typedSurfaces, type Leak, type Mark, type MarkForm, type Place, type Surface } from '@agenttracer/testkit/canary'
import type { Played } from '@agenttracer/testkit/canary-sdk'
import { testEnv } from '../test/test-env.ts'
import { startChild } from './child.ts'
import { bundleLeaks } from './bundles.ts'
import { merged, readEverything, readStore, surface } from './collect.ts'
import { plantServer } from './plant-server.ts'
import { serverPresence } from './presence.ts'
import { startStack, type Stack } from './stack.ts'

export interface SuiteOptions {
  readonly root: string
  readonly seed: string
  readonly forms: readonly MarkForm[]
  /** `server`: the doors. `crash`: instances that are killed, fail to migrate or ask for keys, and commands with wrong settings. `browser`: Chromium; it needs `web`. */
  readonly parts: ReadonlySet<'sdk' | 'server' | 'web' | 'crash' | 'browser'>
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
  const found = parts.size === 1 && parts.has('sdk') ? await sdkAlone(options) : await withServer(options)
  say(`searching ${found.surfaces.length} surfaces (${Math.round(found.surfaces.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6)} MB) for ${found.marks.length} marks`)
  const searcher = new Searcher(found.marks)
  const hits = found.surfaces.flatMap((each) => searcher.search(each))
  const typed = new Set(found.places.filter(({ kind }) => kind === 'typed').map(({ id }) => id))
  const isInPlace = ({ placeId, surface: where }: Leak): boolean => typed.has(placeId) && typedSurfaces.includes(where)
  // What a person typed must be in its column: a call that did nothing proves nothing.
  const kept = new Set(hits.filter(({ surface: where }) => where === 'database dump').map(({ placeId, form }) => `${placeId} (${form})`))
  const unkept = found.marks.filter(({ placeId, form }) => typed.has(placeId) && !kept.has(`${placeId} (${form})`)).map(({ placeId, form }) => `not in its column: ${placeId} (${form})`)
  return {
    ...found,
    leaks: hits.filter((hit) => !isInPlace(hit)),
    unproven: [...found.unproven, ...unkept],
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
  const { root, parts, say } = options
  say('starting Postgres, API and web')
  const stack = await startStack(root, parts.has('web'))
  try {
    const sdk = parts.has('sdk') ? await playInChild(options, stack.capture.url) : undefined
    const hasWeb = parts.has('web')
    const planted = await plantServer(options, stack)
    const logs = Object.entries(stack.logs()).filter(([name]) => hasWeb || name !== 'web log').map(([name, log]) => surface(name, [log]))
    const surfaces = merged([...(sdk === undefined ? [] : sdkSurfaces(sdk.played, sdk.output, stack.capture)), ...planted.surfaces, ...(await readEverything(stack)), ...(await readStore(stack)), ...logs])
    const bundles = hasWeb ? bundleLeaks(root) : []
    return {
      places: [...(sdk === undefined ? [] : sdkPlaces), ...planted.places],
      marks: [...(sdk?.played.marks ?? []), ...planted.marks],
      surfaces,
      unproven: [...(sdk?.played.unproven ?? []), ...planted.unproven, ...bundles, ...serverPresence({ surfaces, parts, statuses: planted.statuses })],
    }
  } finally {
    await stack.stop()
  }
}
