import type { Fingerprint, Instant, ModelName, RunId, SafeName, StepId, TraceId, VersionLabel } from '@agenttracer/schema'
import { splitFailureKey } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { RunSummary, ShortVerdict } from '@agenttracer/schema/query'
import { confidenceCodes, runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import type { FailureCells, NameTexts } from '../columns/step-read.ts'
import type { Words } from '../columns/words.ts'

const hex = (name: string): string => `lpad(to_hex(r.${name}), 16, '0') AS ${name}`
const unixMs = (name: string): string => `(extract(epoch FROM r.${name}) * 1000)::float8 AS ${name}`

/** Select list of a run `r` as `RunReadRow`. */
export const runSelect: string = [
  'r.run_id', "replace(r.trace_id::text, '-', '') AS trace_id", "replace(r.fingerprint::text, '-', '') AS fingerprint",
  ...['sort_at', 'received_at', 'last_seen_at', 'started_at', 'ended_at'].map(unixMs), hex('root_cause_step_id'),
  ...[
    'duration_ms', 'agent_id', 'agent_version', 'environment', 'step_count', 'retry_count', 'input_tokens', 'output_tokens', 'status', 'degraded',
    'conflict', 'clock_skew', 'names_capped', 'steps_capped', 'failure_code', 'confidence', 'root_cause_type', 'root_cause_name', 'attempts_used',
    'attempts_max', 'failure_error_class', 'failure_error_code', 'failure_http_status', 'failure_retryable',
  ].map((name) => `r.${name}`),
].join(', ')

export interface RunReadRow extends FailureCells {
  readonly run_id: string
  readonly trace_id: string | null
  readonly fingerprint: string | null
  readonly sort_at: number
  readonly received_at: number
  readonly last_seen_at: number
  readonly started_at: number | null
  readonly ended_at: number | null
  readonly root_cause_step_id: string | null
  readonly duration_ms: number | null
  readonly agent_id: number | null
  readonly agent_version: number | null
  readonly environment: number | null
  readonly step_count: number
  readonly retry_count: number
  readonly input_tokens: number | null
  readonly output_tokens: number | null
  readonly status: number
  readonly degraded: boolean
  readonly conflict: boolean
  readonly clock_skew: boolean
  readonly names_capped: boolean
  readonly steps_capped: boolean
  readonly confidence: number | null
  readonly root_cause_type: number | null
  readonly root_cause_name: number | null
  readonly attempts_used: number | null
  readonly attempts_max: number | null
}

export const namesOfRuns = (rows: readonly RunReadRow[]): Set<number> =>
  new Set(rows.flatMap((row) => [row.agent_id, row.agent_version, row.environment, row.root_cause_name, row.failure_error_class]).filter((id) => id !== null))

export const iso = (ms: number): Instant => new Date(ms).toISOString() as Instant

export interface Reading {
  readonly names: NameTexts
  readonly words: Words
  /** A running run without a sign of life since this instant (Unix milliseconds) is shown as incomplete. */
  readonly aliveSince: number
}

/** The brands hold: only checked values were stored. */
export function toRunSummary(row: RunReadRow, reading: Reading): RunSummary {
  const text = (id: number | null): string | null => (id === null ? null : (reading.names.get(id) ?? null))
  const status = wordOf(runStatusCodes, row.status)
  return {
    runId: row.run_id as RunId,
    traceId: row.trace_id as TraceId | null,
    agentId: (text(row.agent_id) ?? unknownName) as SafeName,
    agentVersion: (text(row.agent_version) ?? unknownVersion) as VersionLabel,
    environment: (text(row.environment) ?? unknownName) as SafeName,
    status: status === 'running' && row.last_seen_at < reading.aliveSince ? 'incomplete' : status,
    degraded: row.degraded,
    startedAt: iso(row.started_at ?? row.sort_at),
    endedAt: row.ended_at === null ? null : iso(row.ended_at),
    durationMs: row.duration_ms,
    stepCount: row.step_count,
    retryCount: row.retry_count,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    verdict: toShortVerdict(row, reading),
    fingerprint: row.fingerprint as Fingerprint | null,
    flags: ([['clock_skew', row.clock_skew], ['conflict', row.conflict], ['names_capped', row.names_capped], ['steps_capped', row.steps_capped]] as const)
      .filter(([, isSet]) => isSet).map(([flag]) => flag),
    receivedAt: iso(row.received_at),
  }
}

function toShortVerdict(row: RunReadRow, { names, words }: Reading): ShortVerdict | null {
  const key = row.failure_code === null ? null : words.failureKey(row.failure_code)
  if (key === null || row.confidence === null) return null
  const stepType = row.root_cause_type === null ? null : wordOf(stepTypeCodes, row.root_cause_type)
  return {
    ...splitFailureKey(key),
    confidence: wordOf(confidenceCodes, row.confidence),
    rootCauseStepId: row.root_cause_step_id as StepId | null,
    stepType,
    // Past its cap a name reads as its type.
    stepName: (row.root_cause_name === null ? stepType : (names.get(row.root_cause_name) ?? stepType)) as ModelName | null,
    httpStatus: row.failure_http_status,
    attempts: { used: row.attempts_used ?? 1, max: row.attempts_max },
  }
}
