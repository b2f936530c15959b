import type {
  Batch, ClientInfo, Diagnose, FailureKey, Fingerprint, ProjectId, RunFilter, RunId, RunRecord, SafeName, StepRecord,
} from '@agenttracer/schema'
import type {
  AgentsList, AuditPage, FailureDifferences, FailureGroup, FailuresPage, FailureStateChange, LastGood, OverviewHealth, NamesList, PrivacyFacts, RunDetail, RunFacets, RunHistogram, RunsPage, RunsShares, RunSort, RunSummary, SavedView,
  SimilarRuns, Stats, StatsSeries, StepView, TopFailures, VersionsDiff, VersionsList,
} from '@agenttracer/schema/query'
import type { SeriesQuery } from './aggregate/read-series.ts'
import type { AuditQuery, ChangedBy } from './control/audit.ts'
import type { NewView } from './control/views.ts'
import type { NewFailureState } from './control/failure-states.ts'
import type { FailuresListQuery } from './failures/list-groups.ts'
import type { VersionsDiffQuery } from './versions/read-versions-diff.ts'
import type { WebhookStore } from './webhooks/webhook-store.ts'
import type { StoredChanges } from './read/read-changes.ts'
import type { Reclassified } from './write/reclassify.ts'

/** Why the store could not do it. `unavailable`: no connection, or starting up. `timeout`: the statement's time limit. `busy`: the queue is full. */
export type StoreRefusal = { readonly kind: 'unavailable' | 'timeout' | 'busy' | 'bad_cursor' }
export type Stored<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: StoreRefusal }

/** `refused`: a wall of the database would not take the record, although the parser had. */
export type RecordOutcome = 'accepted' | 'duplicate' | 'conflict' | 'steps_capped' | 'refused'

/** Parsed records of one request. */
export interface IngestRequest {
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
  readonly open: Batch['open']
  readonly client?: ClientInfo
}

/** One outcome a record, in the request's order; answered after the commit. */
export interface IngestOutcome {
  readonly runs: readonly RecordOutcome[]
  readonly steps: readonly RecordOutcome[]
}

/** The write-only door. */
export interface IngestStore {
  ingest(project: ProjectId, request: IngestRequest): Promise<Stored<IngestOutcome>>
  /**
   * One bounded turn over stored runs that an older catalogue has judged: reasons about them again. `catalogue`: UUID of the present one.
   * Repeatable; a turn that is cut off is done again. Throws `StoreError`.
   */
  reclassify(project: ProjectId, catalogue: string): Promise<Reclassified>
  isReady(): Promise<boolean>
  /** Waits for what was taken, then closes its connections. */
  close(): Promise<void>
}

export interface RunsListQuery {
  readonly filter: RunFilter
  readonly sort: RunSort
  readonly limit: number
  readonly cursor?: string
}

export interface TailQuery {
  readonly filter: RunFilter
  /** Open runs of the answer before. */
  readonly watched: readonly RunId[]
}

export interface TailRuns {
  readonly runs: readonly RunSummary[]
  /** The newest 500. */
  readonly open: readonly RunId[]
}

/** The read-only door: every call runs in a read-only transaction with the project set. */
export interface QueryStore {
  listRuns(project: ProjectId, query: RunsListQuery): Promise<Stored<RunsPage>>
  /** What the live tail looks at: the newest hundred runs of the filter, the watched ones that match it, and the open ones. */
  readTail(project: ProjectId, query: TailQuery): Promise<Stored<TailRuns>>
  /** Null when the project has no such run: the same answer whether or not it exists elsewhere. */
  readRun(project: ProjectId, runId: RunId): Promise<Stored<RunDetail | null>>
  /** In reading order: startedAt, seq, stepId. Null when there is no such run. */
  readSteps(project: ProjectId, runId: RunId): Promise<Stored<readonly StepView[] | null>>
  /** The good run to compare with; null when there is no such run. */
  readLastGood(project: ProjectId, runId: RunId): Promise<Stored<LastGood | null>>
  readSimilar(project: ProjectId, runId: RunId): Promise<Stored<SimilarRuns | null>>
  readStats(project: ProjectId, filter: RunFilter): Promise<Stored<Stats>>
  readSeries(project: ProjectId, query: SeriesQuery): Promise<Stored<StatsSeries>>
  readHealth(project: ProjectId, filter: RunFilter): Promise<Stored<OverviewHealth>>
  readTopFailures(project: ProjectId, filter: RunFilter): Promise<Stored<TopFailures>>
  listFailures(project: ProjectId, query: FailuresListQuery): Promise<Stored<FailuresPage>>
  /** Null when the project has no run of that fingerprint in retention. */
  readFailure(project: ProjectId, fingerprint: Fingerprint, filter: RunFilter): Promise<Stored<FailureGroup | null>>
  readFailureDifferences(project: ProjectId, fingerprint: Fingerprint, filter: RunFilter): Promise<Stored<FailureDifferences | null>>
  /** Counts of the values that a further choice could have. */
  readFacets(project: ProjectId, filter: RunFilter): Promise<Stored<RunFacets>>
  /** Counts over the named runs; ids that the project does not have are not counted. */
  readShares(project: ProjectId, runIds: readonly RunId[]): Promise<Stored<RunsShares>>
  readHistogram(project: ProjectId, filter: RunFilter): Promise<Stored<RunHistogram>>
  readChanges(project: ProjectId, filter: RunFilter): Promise<Stored<StoredChanges>>
  listVersions(project: ProjectId, filter: RunFilter): Promise<Stored<VersionsList>>
  /** Null: no such agent, or no such version of it. */
  readVersionsDiff(project: ProjectId, query: VersionsDiffQuery): Promise<Stored<VersionsDiff | null>>
  listAgents(project: ProjectId): Promise<Stored<AgentsList>>
  /** What SDKs dropped, and how full the name registry is. */
  readPrivacy(project: ProjectId): Promise<Stored<PrivacyFacts>>
  /** The names that an agent has in the registry; agent null: names that belong to none. Null: no such agent. */
  readNames(project: ProjectId, agent: SafeName | null): Promise<Stored<NamesList | null>>
  readFirstRun(project: ProjectId): Promise<Stored<RunSummary | null>>
  /** The same store for the reads of one request: what several of them need alike is read once. */
  forRequest(): QueryStore
  isReady(): Promise<boolean>
  close(): Promise<void>
}

export type KeyScope = 'ingest' | 'query' | 'admin'
export interface KeyOwner {
  readonly scope: KeyScope
  /** Null for an admin key, which belongs to the instance. */
  readonly projectId: ProjectId | null
}

/** Runs before a project is set: the one thing that both doors may ask without one. */
export interface Authenticator {
  /** Null: unknown, revoked or expired. `keyHash` is the SHA-256 of the presented key (32 bytes). */
  authenticate(keyHash: Uint8Array): Promise<Stored<KeyOwner | null>>
  /** The project that the first migration made. */
  defaultProject(): Promise<Stored<ProjectId>>
}

/** A key as Settings shows it; the key itself is shown once, when it is made, and never stored. Times are ISO 8601 UTC. */
export interface KeySummary {
  readonly keyId: string
  readonly projectId: ProjectId | null
  readonly scope: KeyScope
  /** First characters, such as `at_ingest_3fK9`. */
  readonly prefix: string
  readonly name: string
  readonly createdAt: string
  /** To the minute; null: never. */
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

export interface NewKey {
  /** Null exactly for scope `admin`. */
  readonly projectId: ProjectId | null
  readonly scope: KeyScope
  /** `at_<scope>_` and 4 to 8 letters or digits. */
  readonly prefix: string
  /** SHA-256 of the key, 32 bytes. */
  readonly keyHash: Uint8Array
  /** Typed by a person, 1 to 40 characters. */
  readonly name: string
  readonly expiresAt?: string
}

export interface ProjectSummary {
  readonly projectId: ProjectId
  readonly slug: string
  readonly name: string
  readonly retentionDays: number
}

/** Control tables and upkeep; never a run's content, for there is none. `refused`: a wall or a key of the database would not take it. */
export type ControlAnswer<T> = Stored<T> | { readonly ok: false; readonly refusal: { readonly kind: 'refused' } }
export interface ControlStore {
  readonly webhooks: WebhookStore
  createKey(key: NewKey, by: ChangedBy): Promise<ControlAnswer<KeySummary>>
  /** Null: the instance's admin keys. Newest first. */
  listKeys(project: ProjectId | null): Promise<Stored<readonly KeySummary[]>>
  /** False when there is no such live key. */
  revokeKey(project: ProjectId | null, keyId: string, by: ChangedBy): Promise<Stored<boolean>>
  listProjects(): Promise<Stored<readonly ProjectSummary[]>>
  createProject(project: { readonly slug: string; readonly name: string }, by: ChangedBy): Promise<ControlAnswer<ProjectSummary>>
  /** 1 to 3,650 days. */
  setRetention(project: ProjectId, days: number, by: ChangedBy): Promise<ControlAnswer<boolean>>
  /** Null: the project has no such group of failures, or its agent no such version. */
  setFailureState(project: ProjectId, change: NewFailureState): Promise<Stored<FailureStateChange | null>>
  /** Deletes the runs and steps of an environment, such as `demo`; how many runs that were. */
  deleteEnvironment(project: ProjectId, environment: SafeName, by: ChangedBy): Promise<Stored<number>>
  /** How many names no longer count for the agent; null: no such agent. Agent null: names whose agent was not known. */
  resetNames(project: ProjectId, agent: SafeName | null, by: ChangedBy): Promise<Stored<number | null>>
  listViews(project: ProjectId): Promise<Stored<readonly SavedView[]>>
  /** `refused` also where the project has 100 views. */
  saveView(project: ProjectId, view: NewView, by: ChangedBy): Promise<ControlAnswer<SavedView>>
  deleteView(project: ProjectId, viewId: string, by: ChangedBy): Promise<Stored<boolean>>
  /** Changes of the project and of the instance, newest first. Every other verb here that changes something notes it in its own transaction. */
  listAudit(project: ProjectId, query: AuditQuery): Promise<Stored<AuditPage>>
  /** Makes the partitions around now and of the weeks ahead. Throws `StoreError`. */
  ensurePartitions(): Promise<void>
  /**
   * Brings sums of past hours up to date, a bounded number of hours a turn; how many. 0: none is left for now. Reads that cover much time take
   * them, and rows where they are not up to date. Throws `StoreError`.
   */
  rollUp(project: ProjectId): Promise<number>
  /** Deletes what is past its project's retention, drops partitions past the longest. False when more is left than one turn may take. Throws `StoreError`. */
  sweepRetention(): Promise<boolean>
  isReady(): Promise<boolean>
  close(): Promise<void>
}

/** The catalogue that the migration syncs into the lookup table. */
export type CatalogueKeys = readonly FailureKey[]

export interface StoreClock {
  readonly now: () => number
}

export interface IngestOptions {
  readonly diagnose: Diagnose
  /** Runs older than this go to the default partition and are flagged; days. */
  readonly retentionDays: number
}

