import { randomBytes } from 'node:crypto'
import type { IngestRequest } from '@agenttracer/db'
import type { Instant, RunRecord, StepRecord } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'

const iso = (ms: number): Instant => new Date(ms).toISOString() as Instant
const sdk = { name: 'agenttracer', version: '0.1.0' }
const stepsPerRun = 10

/** A run of ten steps as an agent makes them: models and tools in turn, some retried, one run in ten failed. */
export function syntheticRun(at: number, n: number): { readonly run: RunRecord; readonly steps: StepRecord[] } {
  const runId = runIdFrom(at, randomBytes(10))
  const failed = n % 10 === 0
  const signals = { chain: [{ errorClass: 'HttpError', httpStatus: 503, errorRef: 1 }], flags: [] }
  const ids = Array.from({ length: stepsPerRun }, () => stepIdFrom(randomBytes(8)))
  const steps = ids.map((stepId, seq) => {
    const startedAt = iso(at + seq * 100)
    const base = { runId, stepId, seq, startedAt, endedAt: iso(at + seq * 100 + 90), durationMs: 90.125, attempt: 1, revision: 0, status: 'ok', ...(seq > 1 ? { parentStepId: ids[0] } : {}) }
    if (seq % 2 === 0) return { ...base, type: 'model', name: `model-${n % 5}`, model: `model-${n % 5}-large`, provider: 'openai', inputTokens: 900 + seq, outputTokens: 40, finishReason: 'stop', ttftMs: 30.5, streamed: true, node: 'agent' }
    if (failed && seq >= 7) return { ...base, type: 'tool', name: 'search_docs', status: 'error', attempt: (seq - 5) / 2, maxAttempts: 2, ...(seq === 9 ? { retryGroup: ids[7], waitMs: 500 } : {}), httpStatus: 503, signals }
    return { ...base, type: 'tool', name: `tool_${(n + seq) % 20}`, httpStatus: 200, repeatCount: 1 }
  })
  const run = {
    runId, agentId: `agent_${n % 8}`, agentVersion: `1.${n % 4}.0`, environment: 'production', status: failed ? 'failed' : 'success', revision: 0, startedAt: iso(at),
    endedAt: iso(at + 1_000), durationMs: 1_000.5 + (n % 997), sdk, metrics: [], dropped: [], ...(failed ? { signals } : {}),
  }
  return { run: run as unknown as RunRecord, steps: steps as unknown as StepRecord[] }
}

/** Requests of `perRequest` runs each, begun within the last minutes. */
export function syntheticRequests(runs: number, perRequest: number): IngestRequest[] {
  const now = Date.now()
  return Array.from({ length: Math.ceil(runs / perRequest) }, (_, at) => {
    const made = Array.from({ length: perRequest }, (__, n) => syntheticRun(now - (at * perRequest + n) * 10, at * perRequest + n))
    return { runs: made.map(({ run }) => run), steps: made.flatMap(({ steps }) => steps), open: [] }
  })
}
