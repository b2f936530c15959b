import type { ChangedBy, ControlStore, IngestStore, KeyScope, QueryStore } from '@agenttracer/db'
import type { ProjectId } from '@agenttracer/schema'
import type { Log } from './log-events.ts'
import type { Metrics } from './metrics.ts'

/** Who is calling. `local`: a program on this machine, without a key (design.md section 10). */
export interface Caller {
  readonly scope: KeyScope | 'local'
  readonly projectId: ProjectId
  /** To say later who changed something. */
  readonly changedBy: ChangedBy
}

/** What a query or control procedure knows. */
export interface QueryContext extends Caller {
  readonly requestId: string
  readonly store: QueryStore
  readonly control: ControlStore
  readonly log: Log
  /** Webhooks may go to addresses of the inside. */
  readonly allowPrivateTargets: boolean
  /** Fires when the door closes: what streams must end. */
  readonly stopping: AbortSignal
}

/** What the ingest procedure knows. It has no way to read. */
export interface IngestContext extends Caller {
  readonly requestId: string
  readonly store: IngestStore
  readonly metrics: Metrics
}
