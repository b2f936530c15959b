import { createAuthenticator, createControlStore, createIngestStore, createQueryStore } from '@agenttracer/db'
import type { Authenticator, ControlStore, IngestStore, Door, QueryStore } from '@agenttracer/db'
import { diagnoseRun } from '@agenttracer/diagnosis'
import type { Diagnose } from '@agenttracer/schema'

export interface StoresOptions {
  readonly doorUrls: Readonly<Record<Door, string>>
  /** Of the default project. Undefined: as it is stored. */
  readonly retentionDays?: number | undefined
  readonly incompleteAfterMs: number
  /** Hears how long each diagnosis took, in milliseconds. */
  readonly onDiagnosed: (elapsedMs: number) => void
}

export interface Stores {
  readonly ingestStore: IngestStore
  readonly queryStore: QueryStore
  readonly controlStore: ControlStore
  readonly authenticator: Authenticator
  /** Waits for what was taken, then closes every connection. */
  close(): Promise<void>
}

/** One store a door, each with its own database role. They connect when first used. */
export function openStores({ doorUrls: urls, retentionDays, incompleteAfterMs, onDiagnosed }: StoresOptions): Stores {
  const diagnose: Diagnose = (run, steps) => {
    const started = performance.now()
    const diagnosis = diagnoseRun(run, steps)
    onDiagnosed(performance.now() - started)
    return diagnosis
  }
  const ingestStore = createIngestStore({ url: urls.ingest, diagnose, ...(retentionDays === undefined ? {} : { retentionDays }) })
  const queryStore = createQueryStore({ url: urls.query, incompleteAfterMs })
  const controlStore = createControlStore({ url: urls.control })
  const authenticator = createAuthenticator({ url: urls.query })
  return {
    ingestStore,
    queryStore,
    controlStore,
    authenticator,
    close: async () => void (await Promise.allSettled([ingestStore.close(), queryStore.close(), controlStore.close(), authenticator.close()])),
  }
}
