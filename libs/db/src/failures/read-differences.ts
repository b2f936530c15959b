import { sql } from 'kysely'
import { newcombe, wilson } from '@agenttracer/schema'
import type { Fingerprint, RunFilter } from '@agenttracer/schema'
import type { DifferenceDimension, FailureDifference, FailureDifferences } from '@agenttracer/schema/query'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'
import { windowOf } from '../read/window.ts'
import { runValues, stepValues } from './difference-values.ts'
import { hasEnded } from './group-counts.ts'

/** Newest runs that are compared: more would only narrow intervals that are narrow already, at the cost of reading every step. */
const maxFailing = 1_000
const maxOther = 3_000
const maxItems = 100

interface ValueRow {
  readonly dimension: DifferenceDimension
  readonly value: string
  readonly failing: number
  readonly other: number
}

/** What sets the runs of a group apart from the other ended runs of its agent; null when the project has no such group. */
export async function readDifferences(context: ReadContext, fingerprint: Fingerprint, filter: RunFilter): Promise<FailureDifferences | null> {
  const { client, project } = context
  const [agent] = await rows<{ agent_id: number | null }>(client, sql`SELECT r.agent_id FROM agenttracer.run r
    WHERE r.project_id = ${project} AND r.fingerprint = ${fingerprint}::uuid ORDER BY r.sort_at DESC LIMIT 1`)
  if (agent === undefined) return null
  const where = await filterSql(client, project, filter, { ...context, window: '24h' })
  const compared = comparedSql({ where, fingerprint, ofAgent: agent.agent_id === null ? sql`r.agent_id IS NULL` : sql`r.agent_id = ${agent.agent_id}` })
  const [sizes] = await rows<{ failing: number; other: number }>(client, sql`WITH ${compared}
    SELECT count(*) FILTER (WHERE c.is_failing)::int8 AS failing, count(*) FILTER (WHERE NOT c.is_failing)::int8 AS other FROM c`)
  const { failing = 0, other = 0 } = sizes ?? {}
  const values = failing === 0 ? [] : [...(await byRun(context, compared)), ...(await byStep(context, compared))]
  return {
    ...windowOf(filter, context.now),
    failing: Math.min(failing, maxFailing),
    other: Math.min(other, maxOther),
    isSampled: failing > maxFailing || other > maxOther,
    items: values
      .map((row) => difference(row, Math.min(failing, maxFailing), Math.min(other, maxOther)))
      .sort((a, b) => Math.abs(b.difference.value) - Math.abs(a.difference.value) || b.difference.value - a.difference.value || (`${a.dimension} ${a.value}` < `${b.dimension} ${b.value}` ? -1 : 1))
      .slice(0, maxItems),
  }
}

/** One more of each than is compared, so that a cut is known; `place` counts from the newest. */
function comparedSql({ where, fingerprint, ofAgent }: { readonly where: Fragment; readonly fingerprint: Fingerprint; readonly ofAgent: Fragment }): Fragment {
  const part = (condition: Fragment, most: number): Fragment => sql`(SELECT r.project_id, r.run_id, r.agent_version, r.environment, r.sort_at, r.retry_count, r.duration_ms
    FROM agenttracer.run r WHERE ${where} AND ${ofAgent} AND ${hasEnded} AND ${condition} ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${most + 1})`
  const placed = (of: Fragment): Fragment => sql`SELECT n.*, row_number() OVER (ORDER BY n.sort_at DESC, n.run_id DESC) AS place FROM ${of} n`
  return sql`c AS MATERIALIZED (
    SELECT true AS is_failing, f.* FROM (${placed(part(sql`r.fingerprint = ${fingerprint}::uuid`, maxFailing))}) f
    UNION ALL SELECT false, o.* FROM (${placed(part(sql`r.fingerprint IS DISTINCT FROM ${fingerprint}::uuid`, maxOther))}) o)`
}

const isCompared = sql`c.place <= CASE WHEN c.is_failing THEN ${sql.lit(maxFailing)} ELSE ${sql.lit(maxOther)} END`
const counts = sql`count(*) FILTER (WHERE v.is_failing)::int8 AS failing, count(*) FILTER (WHERE NOT v.is_failing)::int8 AS other`

function byRun({ client }: ReadContext, compared: Fragment): Promise<ValueRow[]> {
  const values = sql.join(runValues.map(({ dimension, value }) => sql`(${sql.lit(dimension)}, ${value})`))
  return rows<ValueRow>(client, sql`WITH ${compared}, v AS (SELECT c.is_failing, d.dimension, d.value FROM c, LATERAL (VALUES ${values}) d(dimension, value) WHERE ${isCompared} AND d.value IS NOT NULL)
    SELECT v.dimension, v.value, ${counts} FROM v GROUP BY 1, 2`)
}

/** A value counts once a run, however many steps have it. */
function byStep({ client, project }: ReadContext, compared: Fragment): Promise<ValueRow[]> {
  const values = sql.join(stepValues.map(({ dimension, name }) => sql`(${sql.lit(dimension)}, ${name})`))
  return rows<ValueRow>(client, sql`WITH ${compared}, v AS (SELECT DISTINCT c.is_failing, c.run_id, d.dimension, d.name FROM c
      JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = c.run_id, LATERAL (VALUES ${values}) d(dimension, name) WHERE ${isCompared} AND d.name IS NOT NULL)
    SELECT v.dimension, n.name::text AS value, ${counts} FROM v JOIN agenttracer.name n ON n.project_id = ${project} AND n.name_id = v.name GROUP BY 1, 2`)
}

function difference({ dimension, value, failing, other }: ValueRow, allFailing: number, allOther: number): FailureDifference {
  return {
    dimension, value, failing, other, failingShare: wilson(failing, allFailing), otherShare: wilson(other, allOther),
    difference: newcombe({ part: failing, total: allFailing }, { part: other, total: allOther }),
  }
}
