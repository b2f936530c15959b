import { randomBytes } from 'node:crypto'
import type { Instant, RunId, RunRecord, StepId, StepRecord } from '@agenttracer/schema'
import { runIdFrom, stepIdFrom } from '@agenttracer/schema/names'
import type { IngestRequest } from '../store.ts'

export const isoAt = (unixMs: number): Instant => new Date(unixMs).toISOString() as Instant
export const aRunId = (unixMs = Date.now()): RunId => runIdFrom(unixMs, randomBytes(10))
export const aStepId = (): StepId => stepIdFrom(randomBytes(8))

/** What a test does not say is a good run that has ended. The casts stand for the parser. */
export function aRun(more: Record<string, unknown> = {}): RunRecord {
  const runId = (more['runId'] ?? aRunId()) as RunId
  const startedAt = isoAt(Number.parseInt(runId.slice(0, 8) + runId.slice(9, 13), 16))
  const end = more['status'] === 'running' ? {} : { endedAt: isoAt(Date.parse(startedAt) + 1_000), durationMs: 1_000 }
  return {
    runId, agentId: 'bot', agentVersion: '1.0.0', environment: 'production', status: 'success', revision: 0, startedAt, ...end,
    sdk: { name: 'agenttracer', version: '0.1.0' }, metrics: [], dropped: [], ...more,
  } as unknown as RunRecord
}

export function aStep(runId: RunId, more: Record<string, unknown> = {}): StepRecord {
  const startedAt = isoAt(Number.parseInt(runId.slice(0, 8) + runId.slice(9, 13), 16) + Number(more['seq'] ?? 0))
  return { runId, stepId: aStepId(), seq: 0, type: 'tool', name: 'search', status: 'ok', attempt: 1, revision: 0, startedAt, durationMs: 5, ...more } as unknown as StepRecord
}

export const aFailingStep = (runId: RunId, more: Record<string, unknown> = {}): StepRecord =>
  aStep(runId, { status: 'error', signals: { chain: [{ errorClass: 'HttpError', httpStatus: 503, errorRef: 1 }], flags: [] }, ...more })

export const aRequest = (more: Partial<IngestRequest> = {}): IngestRequest => ({ runs: [], steps: [], open: [], ...more })
