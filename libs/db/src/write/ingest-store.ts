import type { Diagnose, ProjectId } from '@agenttracer/schema'
import { once } from '../connect/once.ts'
import { openPool } from '../connect/open-pool.ts'
import { isReady, readWords } from '../connect/read-words.ts'
import { refusalOf } from '../connect/refusal.ts'
import { storeError } from '../connect/sql-failure.ts'
import type { IngestOutcome, IngestRequest, IngestStore, StoreClock, Stored } from '../store.ts'
import { LiveRuns } from './live-runs.ts'
import { MicroBatcher } from './micro-batcher.ts'
import { NameRegistry } from './name-registry.ts'
import { reclassify } from './reclassify.ts'
import { RunAgents } from './register-batch.ts'
import { readInputTypes } from './write-client.ts'
import { sizeOfRequest, writePatiently } from './write-patiently.ts'
import type { BatchWriter } from './write-batch.ts'

export interface IngestStoreOptions {
  /** Connection address of `agenttracer_ingest`. */
  readonly url: string
  readonly diagnose: Diagnose
  /** Runs whose id lies further back are listed by their arrival and flagged; days. Default 30. */
  readonly retentionDays?: number
  readonly clock?: StoreClock
  /** Connections, which is also how many transactions run at a time. Default 4. */
  readonly connections?: number
  /** How long a request waits for others to share its transaction; milliseconds. Default 2. */
  readonly windowMs?: number
  /** Records in one transaction, and records that may wait before the answer is `busy`. Defaults 2,000 and 50,000. */
  readonly maxBatch?: number
  readonly maxQueued?: number
  /** A live run is diagnosed at most this often; milliseconds. Default 5,000. */
  readonly liveEveryMs?: number
  /** Limit of one statement; milliseconds. Default 15,000. */
  readonly statementTimeoutMs?: number
}

/** The write-only door's store. Connects when first used. Throws `StoreError` for a bug of its own, which carries no value of a record. */
export function createIngestStore(options: IngestStoreOptions): IngestStore {
  const pool = openPool({ url: options.url, max: options.connections ?? 4, statementTimeoutMs: options.statementTimeoutMs ?? 15_000, name: 'ingest' })
  const now = options.clock?.now ?? Date.now
  const liveEveryMs = options.liveEveryMs ?? 5_000
  const parts = { pool, now, liveEveryMs, diagnose: options.diagnose, retentionDays: options.retentionDays ?? 30, registry: new NameRegistry(pool, now), agents: new RunAgents() }
  const words = once(() => readWords(pool))
  const types = once(() => readInputTypes(pool))
  let live: LiveRuns | undefined
  const writer = async (): Promise<BatchWriter> => {
    const reasoning = { ...parts, words: await words() }
    live ??= new LiveRuns(pool, reasoning, liveEveryMs)
    return { ...reasoning, types: await types(), putOff: (project, runIds) => live?.putOff(project, runIds) }
  }
  const batcher = new MicroBatcher<IngestRequest, Stored<IngestOutcome>>({
    windowMs: options.windowMs ?? 2, maxBatch: options.maxBatch ?? 2_000, maxQueued: options.maxQueued ?? 50_000, concurrency: options.connections ?? 4,
    work: async (group, requests) => {
      try {
        return await writePatiently(await writer(), group as ProjectId, requests)
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal === undefined) throw storeError(error)
        return requests.map(() => Promise.resolve(refusal))
      }
    },
  })
  return {
    ingest: (project, request) => batcher.submit(project, request, sizeOfRequest(request)) ?? Promise.resolve({ ok: false, refusal: { kind: 'busy' } }),
    reclassify: (project, catalogue) =>
      writer().then((reasoning) => reclassify(pool, project, catalogue, reasoning)).catch((error: unknown) => {
        throw storeError(error)
      }),
    isReady: () => isReady(pool),
    close: async () => {
      await batcher.drained()
      await live?.close()
      await pool.end()
    },
  }
}
