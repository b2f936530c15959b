import { randomBytes } from 'node:crypto'
import type { RunStatus, StepStatus, StepType } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

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
  readonly error?: { readonly ref: number; readonly httpStatus?: number; readonly errorClass?: string; readonly errorCode?: string; readonly errno?: string }
  readonly flags?: readonly string[]
}

export interface SeedRun {
  readonly agent: string
  readonly version: string
  readonly environment?: string
  readonly status: RunStatus
  readonly startedMsAgo: number
  /** Null: still open. */
  readonly durationMs: number | null
  readonly steps: readonly SeedStep[]
  readonly error?: NonNullable<SeedStep['error']>
  readonly flags?: readonly string[]
}

export interface SeededRun {
  readonly runId: string
  /** Step id of each seed key. */
  readonly ids: ReadonlyMap<string, string>
  /** Unix milliseconds. */
  readonly startedAt: number
}

/** Posts a run through the ingest door as an SDK would; throws unless every record was accepted. */
export async function postRun(ingestUrl: string, seed: SeedRun): Promise<SeededRun> {
  const start = Date.now() - seed.startedMsAgo
  const runId = runIdFrom(start, randomBytes(10))
  const ids = new Map(seed.steps.map((step) => [step.key, stepIdFrom(randomBytes(8))]))
  const at = (ms: number): string => new Date(start + ms).toISOString()
  const end = (from: number, to: number | null): Record<string, unknown> => (to === null ? {} : { endedAt: at(to), durationMs: to - from })
  const run = {
    runId, agentId: seed.agent, agentVersion: seed.version, environment: seed.environment ?? 'production', status: seed.status, revision: 0, startedAt: at(0),
    ...end(0, seed.durationMs), sdk: { name: 'agenttracer-js', version: '0.1.0' }, metrics: [], dropped: [], ...signals(seed),
  }
  const steps = seed.steps.map((step, seq) => ({
    runId, stepId: ids.get(step.key), ...(step.parent === undefined ? {} : { parentStepId: ids.get(step.parent) ?? '00000000deadbeef' }), seq, type: step.type, name: step.name,
    status: step.status ?? (step.to === null ? 'running' : step.error === undefined ? 'ok' : 'error'), attempt: step.retry?.[1] ?? 1, revision: 0, startedAt: at(step.from),
    ...(step.retry === undefined || step.retry[1] === 1 ? {} : { retryGroup: ids.get(step.retry[0]) }), ...end(step.from, step.to), ...step.facts, ...signals(step),
  }))
  for (let from = 0; from === 0 || from < steps.length; from += 2_000) await postBatch(ingestUrl, { runs: from === 0 ? [run] : [], steps: steps.slice(from, from + 2_000), open: [] })
  return { runId, ids, startedAt: start }
}

function signals({ error, flags = [] }: { readonly error?: SeedStep['error'] | undefined; readonly flags?: readonly string[] | undefined }): Record<string, unknown> {
  if (error === undefined && flags.length === 0) return {}
  const { ref, ...link } = error ?? { ref: 0 }
  return { signals: { chain: error === undefined ? [] : [{ ...link, errorRef: ref }], flags } }
}

async function postBatch(ingestUrl: string, batch: object): Promise<void> {
  const answer = await fetch(`${ingestUrl}/v1/runs`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) })
  const receipt = (await answer.json()) as { records?: readonly { result: string; issue?: { path: string; rule: string } }[] }
  const bad = receipt.records?.find(({ result }) => result !== 'accepted')
  if (answer.status !== 200 || bad !== undefined) throw new Error(`Seeding was refused: ${answer.status} ${JSON.stringify(bad ?? receipt).slice(0, 300)}`)
}
