import { sql } from 'kysely'
import type { RunId, VersionLabel } from '@agenttracer/schema'
import { unknownVersion } from '@agenttracer/schema/names'
import type { VerdictView } from '@agenttracer/schema/query'
import { runStatusCodes } from '../columns/codes.ts'
import type { ReadContext } from './read-context.ts'
import { iso } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { isSame, rows } from './sql-text.ts'

const dayMs = 86_400_000

type Scope = Pick<VerdictView, 'firstSeenAt' | 'firstSeenVersion' | 'similar24h' | 'similar7d' | 'lastGoodRunId'>

/** Is it new, how often, and when did it last work: the scope of a failure. */
export async function readScope(context: ReadContext, row: RunReadRow): Promise<Scope> {
  const lastGoodRunId = await readLastGood(context, row)
  if (row.fingerprint === null) return { firstSeenAt: null, firstSeenVersion: null, similar24h: 0, similar7d: 0, lastGoodRunId }
  const { client, project, now } = context
  const [seen] = await rows<{ first_at: number; version: string | null; day: number; week: number }>(client, sql`
    SELECT (extract(epoch FROM f.sort_at) * 1000)::float8 AS first_at, n.name::text AS version,
      s.day, s.week
    FROM (SELECT count(*) FILTER (WHERE o.sort_at >= to_timestamp(${now - dayMs}::float8 / 1000))::int8 AS day, count(*)::int8 AS week FROM agenttracer.run o
      WHERE o.project_id = ${project} AND o.fingerprint = ${row.fingerprint}::uuid AND o.sort_at >= to_timestamp(${now - 7 * dayMs}::float8 / 1000)) s,
    (SELECT r.sort_at, r.agent_version FROM agenttracer.run r WHERE r.project_id = ${project} AND r.fingerprint = ${row.fingerprint}::uuid
      ORDER BY r.sort_at LIMIT 1) f LEFT JOIN agenttracer.name n ON n.project_id = ${project} AND n.name_id = f.agent_version`)
  return {
    firstSeenAt: seen === undefined ? null : iso(seen.first_at),
    firstSeenVersion: seen === undefined ? null : ((seen.version ?? unknownVersion) as VersionLabel),
    similar24h: seen?.day ?? 0,
    similar7d: seen?.week ?? 0,
    lastGoodRunId,
  }
}

/** Newest good run of the same agent and environment before this one: of the same version if there is one. */
export async function readLastGood({ client, project }: ReadContext, row: RunReadRow): Promise<RunId | null> {
  const good = sql`SELECT g.run_id FROM agenttracer.run g WHERE g.project_id = ${project} AND ${isSame(sql`g.agent_id`, row.agent_id)}
    AND ${isSame(sql`g.environment`, row.environment)} AND g.status = ${runStatusCodes.success} AND NOT g.degraded
    AND g.sort_at < to_timestamp(${row.sort_at}::float8 / 1000)`
  const [found] = await rows<{ run_id: string | null }>(client, sql`SELECT coalesce(
    (${good} AND ${isSame(sql`g.agent_version`, row.agent_version)} ORDER BY g.sort_at DESC, g.run_id DESC LIMIT 1),
    (${good} ORDER BY g.sort_at DESC, g.run_id DESC LIMIT 1)) AS run_id`)
  return (found?.run_id ?? null) as RunId | null
}
