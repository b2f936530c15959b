import type { FailureKey, Instant, RunId, RunRecord, RunStatus, StepRecord, StepStatus, StepType } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

/** One error object; `ref` is its identity within the run. */
export interface SeedError {
  readonly ref: number
  readonly httpStatus?: number
  readonly errorClass?: string
  readonly errorCode?: string
  readonly errno?: string
}

/** One step of a seeded run; times are milliseconds from the run's start. */
export interface SeedStep {
  readonly key: string
  readonly parent?: string
  readonly type: StepType
  readonly name: string
  readonly from: number
  /** Null: still open. */
  readonly to: number | null
  readonly status?: StepStatus
  /** `[group key, number of this try]`. */
  readonly retry?: readonly [string, number]
  readonly facts?: Record<string, unknown>
  readonly error?: SeedError
  readonly flags?: readonly string[]
  readonly declared?: FailureKey
}

/** A run as a table of its steps: shorter to write than its records, and independent of when it is told. */
export interface SeedRun {
  readonly agent: string
  readonly version: string
  readonly environment?: string
  readonly status: RunStatus
  readonly startedMsAgo: number
  /** Null: still open. */
  readonly durationMs: number | null
  readonly steps: readonly SeedStep[]
  readonly error?: SeedError
  readonly flags?: readonly string[]
  readonly declared?: FailureKey
}

export interface SeedRecords {
  readonly runId: RunId
  readonly run: RunRecord
  readonly steps: readonly StepRecord[]
  /** Step id of each seed key. */
  readonly ids: ReadonlyMap<string, string>
}

const sdk = { name: 'agenttracer-js', version: '0.1.0' }
const lostParent = '00000000deadbeef'

/** The records that an SDK would send of a run that began at `start` (Unix milliseconds). `bytes` brings the randomness of the ids. */
export function seedRecords(seed: Omit<SeedRun, 'startedMsAgo'>, start: number, bytes: (count: number) => Uint8Array): SeedRecords {
  const runId = runIdFrom(start, bytes(10))
  const ids = new Map<string, string>(seed.steps.map((step) => [step.key, stepIdFrom(bytes(8))]))
  const at = (ms: number): Instant => new Date(start + ms).toISOString() as Instant
  const end = (from: number, to: number | null): object => (to === null ? {} : { endedAt: at(to), durationMs: to - from })
  const run = {
    runId, agentId: seed.agent, agentVersion: seed.version, environment: seed.environment ?? 'production', status: seed.status, revision: 0, startedAt: at(0),
    ...end(0, seed.durationMs), sdk, metrics: [], dropped: [], ...signals(seed),
  }
  const steps = seed.steps.map((step, seq) => ({
    runId, stepId: ids.get(step.key), ...(step.parent === undefined ? {} : { parentStepId: ids.get(step.parent) ?? lostParent }), seq, type: step.type, name: step.name,
    status: step.status ?? (step.to === null ? 'running' : step.error === undefined ? 'ok' : 'error'), attempt: step.retry?.[1] ?? 1, revision: 0, startedAt: at(step.from),
    ...(step.retry === undefined || step.retry[1] === 1 ? {} : { retryGroup: ids.get(step.retry[0]) }), ...end(step.from, step.to), ...step.facts, ...signals(step),
  }))
  // The brands and the unions hold for what the shapes say; the door or the database refuses the rest.
  return { runId, ids, run: run as unknown as RunRecord, steps: steps as unknown as StepRecord[] }
}

function signals({ error, flags = [], declared }: Pick<SeedRun, 'error' | 'flags' | 'declared'>): object {
  if (error === undefined && flags.length === 0 && declared === undefined) return {}
  const { ref, ...link } = error ?? { ref: 0 }
  return { signals: { chain: error === undefined ? [] : [{ ...link, errorRef: ref }], flags, ...(declared === undefined ? {} : { declared }) } }
}
