import { sql } from 'kysely'
import type { RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { AgentHealth, OverviewHealth } from '@agenttracer/schema/query'
import { runStatusCodes } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { iso } from './run-read.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'
import { partsOf, windowOf } from './window.ts'
import type { Window } from './window.ts'

const parts = 24

interface AgentRow {
  readonly agent_id: number | null
  readonly runs: number
  readonly failed: number
  readonly degraded: number
  readonly rated: number
  readonly retried: number
  readonly p: readonly (number | null)[] | null
}
interface VersionRow {
  readonly agent_id: number | null
  readonly agent_version: number | null
  readonly since: number
  readonly rated: number
  readonly failed: number
}

/** The Overview's table: every agent of the window with its newest version against the one before. */
export async function readHealth(context: ReadContext, filter: RunFilter): Promise<OverviewHealth> {
  const { client, project } = context
  const window = windowOf(filter, context.now)
  const where = await filterSql(client, project, filter, { ...context, window: '24h' })
  const failed = sql`count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8`
  const rated = sql`count(*) FILTER (WHERE r.status IN (${runStatusCodes.success}, ${runStatusCodes.failed}))::int8`
  const agents = await rows<AgentRow>(client, sql`
    SELECT r.agent_id, count(*)::int8 AS runs, ${failed} AS failed, ${rated} AS rated, count(*) FILTER (WHERE r.degraded)::int8 AS degraded,
      count(*) FILTER (WHERE r.retry_count > 0)::int8 AS retried, percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY r.duration_ms) AS p
    FROM agenttracer.run r WHERE ${where} GROUP BY 1`)
  const versions = await rows<VersionRow>(client, sql`
    SELECT r.agent_id, r.agent_version, (extract(epoch FROM min(r.sort_at)) * 1000)::float8 AS since, ${failed} AS failed, ${rated} AS rated
    FROM agenttracer.run r WHERE ${where} GROUP BY 1, 2 ORDER BY 3 DESC`)
  const trend = await readTrend(context, where, window)
  const [newest] = await rows<{ at: number | null }>(client, sql`
    SELECT (extract(epoch FROM max(r.received_at)) * 1000)::float8 AS at FROM (SELECT o.received_at FROM agenttracer.run o WHERE o.project_id = ${project}
      ORDER BY o.sort_at DESC, o.run_id DESC LIMIT 100) r`)
  const names = await readNames(client, project, new Set([...agents.map((a) => a.agent_id), ...versions.map((v) => v.agent_version)].filter((id) => id !== null)))
  const total = (key: 'runs' | 'failed' | 'rated'): number => agents.reduce((sum, row) => sum + row[key], 0)
  return {
    ...window, runs: total('runs'), failed: total('failed'), rated: total('rated'),
    agents: agents
      .map((row) => agentHealth(row, versions.filter((v) => v.agent_id === row.agent_id), trend.get(row.agent_id) ?? [], names))
      .sort((a, b) => b.failed - a.failed || b.runs - a.runs || (a.agentId < b.agentId ? -1 : 1)),
    lastReceivedAt: newest?.at == null ? null : iso(newest.at),
  }
}

/** Versions newest first, by when each was first seen within the window. */
function agentHealth(row: AgentRow, versions: readonly VersionRow[], trend: AgentHealth['trend'], names: ReadonlyMap<number, string>): AgentHealth {
  const [newest, previous] = versions
  const version = (found: VersionRow | undefined): VersionLabel =>
    ((found?.agent_version == null ? undefined : names.get(found.agent_version)) ?? unknownVersion) as VersionLabel
  const [p50, p95, p99] = row.p ?? []
  return {
    agentId: ((row.agent_id === null ? undefined : names.get(row.agent_id)) ?? unknownName) as SafeName,
    newestVersion: version(newest),
    newestVersionSince: iso(newest?.since ?? 0),
    previousVersion: previous === undefined ? null : version(previous),
    runs: row.runs, failed: row.failed, degraded: row.degraded, rated: row.rated, retried: row.retried,
    latencyMs: { p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null },
    previousRated: previous?.rated ?? 0,
    previousFailed: previous?.failed ?? 0,
    trend,
  }
}

async function readTrend({ client }: ReadContext, where: Fragment, window: Window): Promise<Map<number | null, AgentHealth['trend']>> {
  const found = await rows<{ agent_id: number | null; part: number; runs: number; failed: number }>(client, sql`
    SELECT r.agent_id, LEAST(width_bucket(extract(epoch FROM r.sort_at)::float8, extract(epoch FROM ${window.from}::timestamptz)::float8,
      extract(epoch FROM ${window.to}::timestamptz)::float8 + 0.001, ${parts}), ${parts}) - 1 AS part, count(*)::int8 AS runs,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed
    FROM agenttracer.run r WHERE ${where} GROUP BY 1, 2`)
  const starts = partsOf(window, parts)
  const trends = new Map<number | null, AgentHealth['trend']>()
  for (const row of found) {
    const trend = trends.get(row.agent_id) ?? starts.map((at) => ({ at, runs: 0, failed: 0 }))
    trends.set(row.agent_id, trend.map((part, index) => (index === row.part ? { ...part, runs: row.runs, failed: row.failed } : part)))
  }
  return trends
}
