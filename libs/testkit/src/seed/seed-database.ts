import { createControlStore, createIngestStore } from '@agenttracer/db'
import type { IngestRequest, IngestStore } from '@agenttracer/db'
import type { Diagnose, ProjectId } from '@agenttracer/schema'
import pg from 'pg'
import type { SeedRecords } from './seed-run.ts'
import { seedRuns } from './seed-runs.ts'
import type { SeedPlan, SeedStretch } from './seed-runs.ts'

export interface SeedOptions extends SeedPlan {
  /** Connection addresses of the doors' roles. */
  readonly urls: { readonly ingest: string; readonly control: string }
  /** Of the owner: for the planner's statistics, which bulk-loaded tables lack for a while. */
  readonly ownerUrl?: string
  readonly diagnose: Diagnose
  /** Slug; made when there is none. Default `default`. */
  readonly project?: string
  readonly onProgress?: (done: { readonly runs: number; readonly steps: number }) => void
}

export interface Seeded {
  readonly project: ProjectId
  readonly runs: number
  readonly steps: number
}

/** Runs that arrive at one moment of the store's clock, in one transaction. */
const runsPerRequest = 150
/** Stretches of time that are written side by side; each by a store with a clock of its own. */
const lanes = 4
const dayMs = 86_400_000

/** More days than the project keeps were asked for: the next sweep would delete what was seeded. */
export class SeedPastRetention extends Error {
  readonly retentionDays: number

  constructor(retentionDays: number) {
    super(`The project keeps ${retentionDays} days`)
    this.name = 'SeedPastRetention'
    this.retentionDays = retentionDays
  }
}

/**
 * Writes made-up runs by the way that every run takes: the ingest store with its merge, registry, diagnosis and marks. Only its clock is set to
 * the time of the runs, so that they arrived when they ended. Throws `SeedPastRetention`, and `Error` when the store refuses.
 */
export async function seedDatabase(options: SeedOptions): Promise<Seeded> {
  const { projectId: project, retentionDays } = await projectOf(options)
  if (options.days > retentionDays) throw new SeedPastRetention(retentionDays)
  const done = { runs: 0, steps: 0 }
  const stretches = seedRuns(options)
  await Promise.all(Array.from({ length: lanes }, () => writeLane(options, { project, retentionDays }, stretches, (runs) => {
    done.runs += runs.length
    done.steps += runs.reduce((sum, { steps }) => sum + steps.length, 0)
    options.onProgress?.({ ...done })
  })))
  if (options.ownerUrl !== undefined) await analyze(options.ownerUrl)
  return { project, ...done }
}

interface Target {
  readonly project: ProjectId
  readonly retentionDays: number
}

/** Takes stretches until there are no more. */
async function writeLane(options: SeedOptions, { project, retentionDays }: Target, stretches: Iterable<SeedStretch>, onWritten: (runs: readonly SeedRecords[]) => void): Promise<void> {
  let now = options.until - options.days * dayMs
  const store = createIngestStore({
    url: options.urls.ingest, diagnose: options.diagnose, retentionDays, windowMs: 0, connections: 1, statementTimeoutMs: 60_000, clock: { now: () => now },
  })
  try {
    for (const { runs } of untaken(stretches)) {
      for (let at = 0; at < runs.length; at += runsPerRequest) {
        const part = runs.slice(at, at + runsPerRequest)
        now = Math.max(...part.map(endOf))
        await send(store, project, { runs: part.map(({ run }) => run), steps: part.flatMap(({ steps }) => steps), open: [] })
        onWritten(part)
      }
    }
  } finally {
    await store.close()
  }
}

/** The rest of a list that several take from: a lane that ends early, by an error, must not end it for the others. */
function* untaken<T>(list: Iterable<T>): Generator<T> {
  const iterator = list[Symbol.iterator]()
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value
}

const endOf = ({ run }: SeedRecords): number => Date.parse(run.endedAt ?? run.startedAt)

async function send(store: IngestStore, project: ProjectId, request: IngestRequest): Promise<void> {
  const answer = await store.ingest(project, request)
  if (!answer.ok) throw new Error(`The store did not take the runs: ${answer.refusal.kind}`)
  const bad = [...answer.value.runs, ...answer.value.steps].find((outcome) => outcome !== 'accepted' && outcome !== 'duplicate')
  if (bad !== undefined) throw new Error(`A seeded record was not accepted: ${bad}`)
}

async function projectOf({ urls, project = 'default' }: SeedOptions): Promise<{ readonly projectId: ProjectId; readonly retentionDays: number }> {
  const control = createControlStore({ url: urls.control })
  try {
    await control.ensurePartitions()
    const listed = await control.listProjects()
    if (!listed.ok) throw new Error(`The projects cannot be read: ${listed.refusal.kind}`)
    const known = listed.value.find(({ slug }) => slug === project)
    if (known !== undefined) return known
    const made = await control.createProject({ slug: project, name: project }, { actor: 'instance_key', keyPrefix: null })
    if (!made.ok) throw new Error(`The project cannot be made: ${made.refusal.kind}`)
    return made.value
  } finally {
    await control.close()
  }
}

async function analyze(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('VACUUM (ANALYZE) agenttracer.run, agenttracer.step, agenttracer.name')
  } finally {
    await client.end()
  }
}
