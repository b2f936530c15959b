import { sql } from 'kysely'
import type { DifferenceDimension } from '@agenttracer/schema/query'
import { stepTypeCodes } from '../columns/codes.ts'
import type { Fragment } from '../read/sql-text.ts'

/** A range of the filter codec for each bucket: retries past two are few, durations go by the second, ten seconds, a minute and ten. */
const retries = sql`CASE WHEN c.retry_count > 2 THEN '3..' ELSE c.retry_count::text END`
const duration = sql`CASE WHEN c.duration_ms < 1000 THEN '..1000' WHEN c.duration_ms < 10000 THEN '1000..10000' WHEN c.duration_ms < 60000 THEN '10000..60000'
  WHEN c.duration_ms < 600000 THEN '60000..600000' WHEN c.duration_ms IS NOT NULL THEN '600000..' END`

/** Facts of a compared run `c` itself. A null value is not recorded and no value to compare by. */
export const runValues: readonly { readonly dimension: DifferenceDimension; readonly value: Fragment }[] = [
  { dimension: 'version', value: sql`coalesce((SELECT n.name::text FROM agenttracer.name n WHERE n.project_id = c.project_id AND n.name_id = c.agent_version), 'unknown')` },
  { dimension: 'env', value: sql`coalesce((SELECT n.name::text FROM agenttracer.name n WHERE n.project_id = c.project_id AND n.name_id = c.environment), 'unknown')` },
  { dimension: 'hour', value: sql`to_char(c.sort_at AT TIME ZONE 'UTC', 'HH24')` },
  { dimension: 'retries', value: retries },
  { dimension: 'duration', value: duration },
]

/** Dimensions of which a run has any number of values. */
export type StepFacet = Extract<DifferenceDimension, 'tool' | 'model'>

/**
 * Facts of its steps `t`: a run has any number of them. The model is the one that was asked for (a failed call has no answer), as for a
 * model step's name; of other steps the one that answered.
 */
export const stepValues: readonly { readonly dimension: StepFacet; readonly name: Fragment }[] = [
  { dimension: 'tool', name: sql`CASE WHEN t.type = ${sql.lit(stepTypeCodes.tool)} THEN t.name END` },
  { dimension: 'model', name: sql`CASE WHEN t.type = ${sql.lit(stepTypeCodes.model)} THEN t.name ELSE t.model END` },
]
