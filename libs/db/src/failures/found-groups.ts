import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { readOnce } from '../read/read-once.ts'
import { rows } from '../read/sql-text.ts'
import type { NameNumber } from './version-order.ts'

/** Groups that one answer counts; what is beyond has the fewest runs. */
export const mostGroups = 500

export interface FoundGroup {
  readonly fingerprint: string
  readonly runs: number
  readonly last_at: number
  readonly first_at: number
  readonly first_version: NameNumber
  readonly newest_run_id: string
  readonly versions: readonly NameNumber[]
  readonly agent_id: NameNumber
  readonly failure_code: number
  readonly root_cause_type: number | null
  readonly root_cause_name: number | null
  readonly http_status: number | null
}

const ms = (place: string): string => `(extract(epoch FROM ${place}) * 1000)::float8`
/** What a fingerprint is made of: alike in every run of a group, but for a name that the registry did not take at the time. */
const alike = ['agent_id', 'failure_code', 'root_cause_type', 'root_cause_name']
const firstSight = sql.raw(`${ms('f.sort_at')} AS first_at, f.agent_version AS first_version`)

/** Groups with runs in the filter, most runs first; with `only` that one. */
export const findGroups = readOnce(async (context: ReadContext, filter: RunFilter, only?: string): Promise<readonly FoundGroup[]> => {
  const { client, project } = context
  const where = await filterSql(client, project, filter, { ...context, window: '24h' })
  const one = only === undefined ? sql`` : sql`AND r.fingerprint = ${only}::uuid`
  return rows<FoundGroup>(client, sql`
    WITH g AS (
      SELECT r.fingerprint, count(*)::int8 AS runs, max(r.sort_at) AS last_at, (array_agg(r.run_id ORDER BY r.sort_at DESC, r.run_id DESC))[1] AS newest_run_id,
        array_agg(DISTINCT r.agent_version) AS versions, ${sql.raw(alike.map((column) => `max(r.${column}) AS ${column}`).join(', '))},
        CASE WHEN min(r.failure_http_status) = max(r.failure_http_status) THEN min(r.failure_http_status) END AS http_status
      FROM agenttracer.run r WHERE ${where} AND r.fingerprint IS NOT NULL AND r.failure_code IS NOT NULL ${one}
      GROUP BY 1 ORDER BY 2 DESC, 3 DESC LIMIT ${mostGroups + 1})
    SELECT replace(g.fingerprint::text, '-', '') AS fingerprint, g.runs, ${sql.raw(ms('g.last_at'))} AS last_at, g.newest_run_id, g.versions, g.http_status, ${sql.raw(alike.join(', '))}, ${firstSight}
    FROM g CROSS JOIN LATERAL (SELECT o.sort_at, o.agent_version FROM agenttracer.run o WHERE o.project_id = ${project} AND o.fingerprint = g.fingerprint
      ORDER BY o.sort_at LIMIT 1) f
    ORDER BY g.runs DESC, g.last_at DESC`)
})

/** Groups without a run in the window, by their newest run in retention: those given, where it passes the rest of the filter. */
export async function findIdleGroups(context: ReadContext, { from: _from, to: _to, last: _last, ...filter }: RunFilter, fingerprints: readonly string[]): Promise<FoundGroup[]> {
  if (fingerprints.length === 0) return []
  const { client, project } = context
  const where = await filterSql(client, project, filter, context)
  return rows<FoundGroup>(client, sql`
    SELECT replace(s.fingerprint::text, '-', '') AS fingerprint, 0 AS runs, ${sql.raw(ms('n.sort_at'))} AS last_at, n.run_id AS newest_run_id,
      ARRAY[]::int4[] AS versions, n.failure_http_status AS http_status, ${sql.raw(alike.map((column) => `n.${column}`).join(', '))}, ${firstSight}
    FROM unnest(${fingerprints.slice(0, mostGroups)}::uuid[]) s(fingerprint)
    CROSS JOIN LATERAL (SELECT r.* FROM agenttracer.run r WHERE ${where} AND r.fingerprint = s.fingerprint AND r.failure_code IS NOT NULL ORDER BY r.sort_at DESC LIMIT 1) n
    CROSS JOIN LATERAL (SELECT o.sort_at, o.agent_version FROM agenttracer.run o WHERE o.project_id = ${project} AND o.fingerprint = s.fingerprint
      ORDER BY o.sort_at LIMIT 1) f`)
}
