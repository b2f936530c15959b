import { doorPlaces, dumpDatabase, folderBytes, isPlanted, recordPlaces, runPagePlaces, send, type HttpPlace, type MarkForm, type Surface } from '@agenttracer/testkit/canary'
import type { Stack } from './stack.ts'

/** Answers to the requests that planted the marks, by what kind they are. */
export interface Answers {
  readonly errors: Uint8Array[]
  readonly good: Uint8Array[]
  readonly pages: Uint8Array[]
  /** Places whose answer was a fault of the server's. */
  readonly faults: string[]
  readonly statuses: Set<number>
}

export const newAnswers = (): Answers => ({ errors: [], good: [], pages: [], faults: [], statuses: new Set() })
export const httpPlaces: readonly HttpPlace[] = [...recordPlaces, ...doorPlaces, ...runPagePlaces]

interface Probing {
  readonly stack: Stack
  readonly form: MarkForm
  readonly plant: (place: HttpPlace) => string
}

/** Sends every request of the tables that has a server to go to. */
export async function probeDoors({ stack, form, plant }: Probing, into: Answers): Promise<void> {
  for (const place of httpPlaces) {
    const origin = stack.origins[place.door]
    if (origin === undefined || !isPlanted(place, form)) continue
    const probe = place.probe(plant(place))
    const path = probe.path.includes('{run}') ? probe.path.replaceAll('{run}', await someRun(stack)) : probe.path
    const { status, bytes } = await send(origin, { ...probe, path })
    into.statuses.add(status)
    if (status >= 500) into.faults.push(`${place.id} was answered ${status}`)
    const list = place.door === 'web' ? into.pages : status >= 400 ? into.errors : into.good
    list.push(bytes)
  }
}

/** The probes before it have recorded runs. */
async function someRun({ origins }: Stack): Promise<string> {
  const page = JSON.parse(await text(`${origins.query}/v1/runs?limit=1`)) as { items: { runId: string }[] }
  return page.items[0]?.runId ?? 'none'
}

const text = async (url: string): Promise<string> => (await fetch(url)).text()

/** Reads everything that the product shows of what it stored, when all is planted. */
export async function readEverything({ origins }: Stack): Promise<readonly Surface[]> {
  const query = origins.query ?? ''
  const runs: string[] = []
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await text(`${query}/v1/runs?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)
    runs.push(page)
    const parsed = JSON.parse(page) as { items: { runId: string }[]; nextCursor: string | null }
    ids.push(...parsed.items.map(({ runId }) => runId))
    cursor = parsed.nextCursor
  }
  for (const id of ids) runs.push(await text(`${query}/v1/runs/${id}`), await text(`${query}/v1/runs/${id}/steps`))
  const reads = ['/v1/stats', '/trpc/overview.health', '/trpc/overview.topFailures', '/trpc/agents.list', '/trpc/onboarding.firstRun', '/trpc/runs.list']
  for (const path of reads) runs.push(await text(`${query}${path}`))
  const surfaces = [
    surface('API answers', runs),
    surface('metrics', [await text(`${query}/metrics`), await text(`${origins.ingest}/metrics`)]),
    surface('export', [await text(`${query}/v1/runs/export?format=csv`), await text(`${query}/v1/runs/export?format=jsonl`)]),
    surface('OpenAPI', [await text(`${query}/openapi.json`), await text(`${query}/docs`)]),
  ]
  const shown = ['/', '/p/default', '/p/default/start', ...ids.slice(0, shownRuns).map((id) => `/p/default/runs/${id}`)]
  return origins.web === undefined ? surfaces : [...surfaces, await pages(origins.web, shown)]
}

/** The pages that list saved views show their names: they are read before anybody has typed one. */
export const readPagesWithViews = async ({ origins }: Stack): Promise<readonly Surface[]> =>
  origins.web === undefined ? [] : [await pages(origins.web, ['/p/default/runs', '/p/default/runs?status=failed'])]

const shownRuns = 40

const pages = async (web: string, paths: readonly string[]): Promise<Surface> => surface('HTML', await Promise.all(paths.map((path) => text(`${web}${path}`))))

export const surface = (name: string, parts: readonly (string | Uint8Array)[]): Surface => ({ name, bytes: Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))) })

/** What lies on disk. */
export async function readStore(stack: Stack): Promise<readonly Surface[]> {
  const dump = await dumpDatabase(stack.databaseUrls.owner)
  return [surface('database dump', [dump]), { name: 'data and WAL', bytes: folderBytes(stack.dataFolder), isBinary: true }]
}

/** One surface for each name: some are read at two times. */
export const merged = (surfaces: readonly Surface[]): readonly Surface[] =>
  [...Map.groupBy(surfaces, ({ name }) => name)].map(([name, parts]) => ({ ...parts[0], name, bytes: Buffer.concat(parts.map(({ bytes }) => bytes)) }))
