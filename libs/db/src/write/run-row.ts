import type { RunId, RunRecord } from '@agenttracer/schema'
import { instant, runIdTime, unknownName, unknownVersion } from '@agenttracer/schema/names'
import { runStatusCodes } from '../columns/codes.ts'
import type { Words } from '../columns/words.ts'
import { joinDrops, joinMetrics } from './join-rows.ts'
import type { RecordRow } from './record-row.ts'
import { signalCells } from './signal-cells.ts'

export interface Arrival {
  /** Unix milliseconds. */
  readonly now: number
  readonly retentionDays: number
}

const dayMs = 86_400_000

/** `unknown` counts as not set, so that it never wins over a name. */
const known = (name: string, unknown: string): string | null => (name === unknown ? null : name)

export function runRow(record: RunRecord, words: Words, arrival: Arrival): RecordRow {
  return {
    ...emptyRun(record.runId, arrival),
    trace_id: record.traceId ?? null,
    continues_run_id: record.continuesRunId ?? null,
    started_at: record.startedAt,
    agent_id: known(record.agentId, unknownName),
    agent_version: known(record.agentVersion, unknownVersion),
    environment: known(record.environment, unknownName),
    sdk_name: record.sdk.name,
    sdk_version: known(record.sdk.version, unknownVersion),
    revision: record.revision,
    status: runStatusCodes[record.status],
    ended_at: record.endedAt ?? null,
    duration_ms: record.durationMs ?? null,
    ...signalCells(record.signals, words),
    declared_cause_step_id: record.declaredCauseStepId ?? null,
    metrics: record.metrics.length === 0 ? null : joinMetrics([], record.metrics.map(({ name, value }) => ({ name, isBoolean: typeof value === 'boolean', value: Number(value) }))),
    dropped: drops(record, words),
  }
}

/** What a step tells of a run that has not been seen: that it runs. The bottom of the join, so it changes no stored run. */
export function emptyRun(runId: RunId, arrival: Arrival): RecordRow {
  const idTime = runIdTime(runId)
  const skewed = idTime < arrival.now - arrival.retentionDays * dayMs || idTime > arrival.now + dayMs
  const now = instant(arrival.now) ?? null
  return {
    run_id: runId, trace_id: null, continues_run_id: null, started_at: null, agent_id: null, agent_version: null, environment: null, sdk_name: null,
    sdk_version: null, revision: 0, status: runStatusCodes.running, open_facts: 0, conflict: false, ended_at: null, duration_ms: null, signal_order: null,
    signal_chain: null, signal_flags: null, signal_declared: null, declared_cause_step_id: null, metrics: null, dropped: null, received_at: now,
    // A wrong clock must not lose runs: they are listed by their arrival.
    sort_at: skewed ? now : (instant(idTime) ?? now), clock_skew: skewed, names_capped: false,
  }
}

function drops(record: RunRecord, words: Words): RecordRow[string] {
  const entries = record.dropped.flatMap(({ reason, count }) => {
    const code = words.code('drop_reason', reason)
    return code === null ? [] : [{ reason: code, count }]
  })
  return entries.length === 0 ? null : joinDrops([], entries)
}
