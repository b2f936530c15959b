import { sql } from 'kysely'
import { splitFailureKey } from '@agenttracer/schema'
import type { Fingerprint, ModelName, RunFilter, RunId, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { FailureGroupRow, TopFailures } from '@agenttracer/schema/query'
import { runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import { summaries } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { iso, runSelect } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'
import { partsOf, windowOf } from './window.ts'

const maxGroups = 10
const maxLatest = 10
const parts = 24

interface GroupRow {
  readonly fingerprint: string
  readonly runs: number
  readonly last_at: number
  readonly newest_run_id: string
  readonly versions: readonly (number | null)[]
  readonly agent_id: number | null
  readonly failure_code: number
  readonly root_cause_type: number | null
  readonly root_cause_name: number | null
  readonly failure_http_status: number | null
  readonly first_at: number
  readonly first_version: number | null
  readonly trend: readonly number[]
}

/** Groups of like failures in the window, most runs first, and the newest failed runs. */
export async function readTopFailures(context: ReadContext, filter: RunFilter): Promise<TopFailures> {
  const { client, project } = context
  const window = windowOf(filter, context.now)
  const where = await filterSql(client, project, filter, { ...context, window: '24h' })
  const bucket = sql`LEAST(width_bucket(extract(epoch FROM r.sort_at)::float8, extract(epoch FROM ${window.from}::timestamptz)::float8,
    extract(epoch FROM ${window.to}::timestamptz)::float8 + 0.001, ${parts}), ${parts}) - 1`
  const found = await rows<GroupRow>(client, sql`
    WITH g AS (
      SELECT r.fingerprint, count(*)::int8 AS runs, max(r.sort_at) AS last_at, (array_agg(r.run_id ORDER BY r.sort_at DESC, r.run_id DESC))[1] AS newest_run_id,
        array_agg(DISTINCT r.agent_version) AS versions, array_agg(${bucket}) AS trend
      FROM agenttracer.run r WHERE ${where} AND r.fingerprint IS NOT NULL AND r.failure_code IS NOT NULL
      GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT ${maxGroups})
    SELECT replace(g.fingerprint::text, '-', '') AS fingerprint, g.runs, (extract(epoch FROM g.last_at) * 1000)::float8 AS last_at, g.newest_run_id, g.versions, g.trend,
      n.agent_id, n.failure_code, n.root_cause_type, n.root_cause_name, n.failure_http_status,
      (extract(epoch FROM f.sort_at) * 1000)::float8 AS first_at, f.agent_version AS first_version
    FROM g JOIN agenttracer.run n ON n.project_id = ${project} AND n.run_id = g.newest_run_id
    CROSS JOIN LATERAL (SELECT o.sort_at, o.agent_version FROM agenttracer.run o WHERE o.project_id = ${project} AND o.fingerprint = g.fingerprint
      ORDER BY o.sort_at LIMIT 1) f
    ORDER BY g.runs DESC, g.last_at DESC`)
  const ids = found.flatMap((row) => [row.agent_id, row.root_cause_name, row.first_version, ...row.versions]).filter((id) => id !== null)
  const names = await readNames(client, project, new Set(ids))
  const starts = partsOf(window, parts)
  const latest = await rows<RunReadRow>(client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${where} AND r.status = ${runStatusCodes.failed}
    ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${maxLatest}`)
  return {
    groups: found.flatMap((row) => groupRow(row, names, context, starts, Date.parse(window.from))),
    latest: await summaries(context, latest),
  }
}

function groupRow(row: GroupRow, names: ReadonlyMap<number, string>, { words }: ReadContext, starts: ReturnType<typeof partsOf>, from: number): FailureGroupRow[] {
  const key = words.failureKey(row.failure_code)
  if (key === null) return []
  const text = (id: number | null): string | undefined => (id === null ? undefined : names.get(id))
  const stepType = row.root_cause_type === null ? null : wordOf(stepTypeCodes, row.root_cause_type)
  return [{
    ...splitFailureKey(key),
    fingerprint: row.fingerprint as Fingerprint,
    agentId: (text(row.agent_id) ?? unknownName) as SafeName,
    stepType,
    stepName: (text(row.root_cause_name) ?? stepType) as ModelName | null,
    httpStatus: row.failure_http_status,
    runs: row.runs,
    firstSeenAt: iso(row.first_at),
    firstSeenVersion: (text(row.first_version) ?? unknownVersion) as VersionLabel,
    lastSeenAt: iso(row.last_at),
    isNew: row.first_at >= from,
    newestRunId: row.newest_run_id as RunId,
    versions: row.versions.map((id) => (text(id) ?? unknownVersion) as VersionLabel).sort(),
    trend: starts.map((at, index) => ({ at, runs: row.trend.filter((part) => part === index).length })),
  }]
}
