import { sql } from 'kysely'
import { failureCategories, failureKeys, splitFailureKey } from '@agenttracer/schema'
import type { FailureCategory } from '@agenttracer/schema'
import { runStatusCodes } from '../columns/codes.ts'
import type { Words } from '../columns/words.ts'
import type { Fragment } from '../read/sql-text.ts'

/** What is counted or summed over runs. `running` and `incomplete` together are the open ones. */
export const measures = [
  'running', 'incomplete', 'interrupted', 'cancelled', 'success', 'failed', 'degraded', 'retried', 'steps', 'retries', 'input_tokens', 'output_tokens',
  'tool_failures', 'model_failures', 'retrieval_failures', 'orchestration_failures',
] as const
export type Measure = (typeof measures)[number]
export type Measures = Readonly<Record<Measure, number>>

export interface MeasureReading {
  readonly words: Words
  /** An open run without a sign of life since then (Unix milliseconds) is incomplete. */
  readonly aliveSince: number
}

/** Each measure of one run `r`. */
export function measureSql({ words, aliveSince }: MeasureReading): Readonly<Record<Measure, Fragment>> {
  const since = sql`to_timestamp(${aliveSince}::float8 / 1000)`
  const is = (condition: Fragment): Fragment => sql`(${condition})::int4`
  const has = (status: number): Fragment => is(sql`r.status = ${sql.lit(status)}`)
  const codesOf = (category: FailureCategory): number[] =>
    failureKeys.filter((key) => splitFailureKey(key).category === category).map((key) => words.failureCode(key)).filter((code) => code !== null)
  const failures = (category: FailureCategory): Fragment => is(sql`coalesce(r.failure_code = ANY (${codesOf(category)}::int2[]), false)`)
  return {
    running: is(sql`r.status = ${sql.lit(runStatusCodes.running)} AND r.last_seen_at >= ${since}`),
    incomplete: is(sql`r.status = ${sql.lit(runStatusCodes.running)} AND r.last_seen_at < ${since}`),
    interrupted: has(runStatusCodes.interrupted), cancelled: has(runStatusCodes.cancelled), success: has(runStatusCodes.success), failed: has(runStatusCodes.failed),
    degraded: is(sql`r.degraded`), retried: is(sql`r.retry_count > 0`), steps: sql`r.step_count`, retries: sql`r.retry_count`,
    input_tokens: sql`coalesce(r.input_tokens, 0)`, output_tokens: sql`coalesce(r.output_tokens, 0)`,
    tool_failures: failures('tool'), model_failures: failures('model'), retrieval_failures: failures('retrieval'), orchestration_failures: failures('orchestration'),
  }
}

/** One figure for each measure. */
function eachMeasure(figure: (measure: Measure) => number): Measures {
  const figures: Partial<Record<Measure, number>> = {}
  for (const measure of measures) figures[measure] = figure(measure)
  // Every member has been set: the loop is over the list that the type is made of.
  return figures as Measures
}

/** The measures of a row and nothing else of it. */
export const measuresOf = (row: Measures): Measures => eachMeasure((measure) => row[measure])

export const noMeasures: Measures = eachMeasure(() => 0)

export const runsOf = (cell: Measures): number => cell.running + cell.incomplete + cell.interrupted + cell.cancelled + cell.success + cell.failed
/** Ended by themselves: what a failure rate is a share of. */
export const ratedOf = (cell: Measures): number => cell.success + cell.failed

export const failuresOf = (cell: Measures): Record<FailureCategory, number> =>
  Object.fromEntries(failureCategories.map((category) => [category, cell[`${category}_failures`]])) as Record<FailureCategory, number>
