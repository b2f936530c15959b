import { sql } from 'kysely'
import { runStatusCodes, stepTypeCodes } from '../columns/codes.ts'
import { hasEnded } from '../failures/group-counts.ts'
import type { NameNumber } from '../failures/version-order.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'

/** Runs of a side whose durations and tokens a bootstrap draws from, and whose steps are read. */
export const mostSampled = 5_000
const mostWithSteps = 2_000

export interface SideCounts {
  readonly version: NameNumber
  readonly runs: number
  readonly ended: number
  readonly rated: number
  readonly failed: number
  readonly success: number
  readonly degraded: number
  readonly retried: number
  readonly timed: number
  readonly durations: readonly (number | null)[] | null
  readonly counted: number
  readonly tokens: number | null
}

const tokens = sql`(r.input_tokens::float8 + coalesce(r.output_tokens, 0))`

/** Exact counts and percentiles by version, of the runs that `where` means. */
export const countSides = ({ client }: ReadContext, where: Fragment): Promise<SideCounts[]> =>
  rows<SideCounts>(client, sql`SELECT r.agent_version AS version, count(*)::int8 AS runs, count(*) FILTER (WHERE ${hasEnded})::int8 AS ended,
      count(*) FILTER (WHERE r.status IN (${runStatusCodes.success}, ${runStatusCodes.failed}))::int8 AS rated,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed, count(*) FILTER (WHERE r.status = ${runStatusCodes.success})::int8 AS success,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.success} AND r.degraded)::int8 AS degraded,
      count(*) FILTER (WHERE ${hasEnded} AND r.retry_count > 0)::int8 AS retried,
      count(r.duration_ms) FILTER (WHERE ${hasEnded})::int8 AS timed,
      percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY r.duration_ms) FILTER (WHERE ${hasEnded}) AS durations,
      count(r.input_tokens) FILTER (WHERE ${hasEnded})::int8 AS counted,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY ${tokens}) FILTER (WHERE ${hasEnded}) AS tokens
    FROM agenttracer.run r WHERE ${where} GROUP BY 1`)

export interface SideSample {
  readonly version: NameNumber
  readonly durations: readonly number[]
  readonly tokens: readonly number[]
}

/** Measures of the newest ended runs by version. */
export const sampleSides = ({ client }: ReadContext, where: Fragment): Promise<SideSample[]> =>
  rows<SideSample>(client, sql`SELECT s.version, coalesce(array_agg(s.duration_ms) FILTER (WHERE s.duration_ms IS NOT NULL), '{}') AS durations,
      coalesce(array_agg(s.tokens) FILTER (WHERE s.tokens IS NOT NULL), '{}') AS tokens
    FROM (SELECT r.agent_version AS version, r.duration_ms::float8 AS duration_ms, ${tokens} AS tokens, row_number() OVER (PARTITION BY r.agent_version ORDER BY r.sort_at DESC, r.run_id DESC) AS place
      FROM agenttracer.run r WHERE ${where} AND ${hasEnded}) s
    WHERE s.place <= ${mostSampled} GROUP BY 1`)

export interface GroupCount {
  readonly fingerprint: string
  readonly version: NameNumber
  readonly runs: number
  readonly failure_code: number
  readonly root_cause_type: number | null
  readonly root_cause_name: number | null
  readonly http_status: number | null
}

/** Ended runs of each group of failures by version. */
export const countGroups = ({ client }: ReadContext, where: Fragment): Promise<GroupCount[]> =>
  rows<GroupCount>(client, sql`SELECT replace(r.fingerprint::text, '-', '') AS fingerprint, r.agent_version AS version, count(*)::int8 AS runs, max(r.failure_code) AS failure_code,
      max(r.root_cause_type) AS root_cause_type, max(r.root_cause_name) AS root_cause_name,
      CASE WHEN min(r.failure_http_status) = max(r.failure_http_status) THEN min(r.failure_http_status) END AS http_status
    FROM agenttracer.run r WHERE ${where} AND ${hasEnded} AND r.fingerprint IS NOT NULL AND r.failure_code IS NOT NULL GROUP BY 1, 2`)

export interface ToolCount {
  readonly version: NameNumber
  readonly name: NameNumber
  readonly calls: number
  readonly runs: number
}

/** Calls of tools over the newest ended runs of each version; a retry belongs to its call. */
export const countTools = ({ client, project }: ReadContext, where: Fragment): Promise<ToolCount[]> =>
  rows<ToolCount>(client, sql`WITH s AS MATERIALIZED (
      SELECT p.run_id, p.version FROM (SELECT r.run_id, r.agent_version AS version, row_number() OVER (PARTITION BY r.agent_version ORDER BY r.sort_at DESC, r.run_id DESC) AS place
        FROM agenttracer.run r WHERE ${where} AND ${hasEnded}) p WHERE p.place <= ${mostWithSteps}),
    n AS (SELECT s.version, count(*)::int8 AS runs FROM s GROUP BY 1)
    SELECT c.version, c.name, c.calls, n.runs FROM (
      SELECT s.version, t.name, count(*)::int8 AS calls FROM s JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = s.run_id
      WHERE t.type = ${stepTypeCodes.tool} AND t.attempt = 1 GROUP BY 1, 2) c
    JOIN n ON n.version IS NOT DISTINCT FROM c.version`)

/** Where the runs took place, most first. */
export const countEnvironments = ({ client }: ReadContext, where: Fragment): Promise<{ readonly environment: NameNumber; readonly runs: number }[]> =>
  rows(client, sql`SELECT r.environment, count(*)::int8 AS runs FROM agenttracer.run r WHERE ${where} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`)
