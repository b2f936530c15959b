import { connectionUrls } from '@agenttracer/db'
import type { RolePasswords } from '@agenttracer/db'
import { createLog } from '../log-events.ts'
import { createMetrics } from '../metrics.ts'
import { serve } from '../serve.ts'
import type { ServeParts } from '../serve.ts'
import { openStores } from '../stores.ts'
import { callerAt } from './answers.ts'
import type { Caller } from './answers.ts'
import { freePorts } from './free-ports.ts'

export interface TestApi {
  readonly ingest: Caller
  readonly query: Caller
  readonly ingestPort: number
  readonly queryPort: number
  /** All log lines so far, at the finest level. */
  logs(): string
  stop(): Promise<void>
}

export interface TestServer {
  readonly ownerUrl: string
  readonly rolePasswords: RolePasswords
}

/** Both doors in this process over a real, migrated database. */
export async function startTestApi(server: TestServer, more: Partial<ServeParts> = {}): Promise<TestApi> {
  const lines: string[] = []
  const metrics = createMetrics()
  const stores = openStores({
    doorUrls: connectionUrls(server.ownerUrl, server.rolePasswords), incompleteAfterMs: 600_000,
    onDiagnosed: (elapsedMs) => metrics.ingestStage('diagnose', elapsedMs),
  })
  const [ingestPort, queryPort] = await freePorts()
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const serving = await serve({ role: 'all', host: '127.0.0.1', ingestPort, queryPort, isLocal: true, ...stores, log, metrics, ...more })
  return {
    ingest: callerAt(`http://127.0.0.1:${ingestPort}`),
    query: callerAt(`http://127.0.0.1:${queryPort}`),
    ingestPort,
    queryPort,
    logs: () => lines.join(''),
    stop: async () => {
      await serving.stop(5_000)
      await stores.close()
    },
  }
}
