import { sql } from 'kysely'
import type { RunId } from '@agenttracer/schema'
import type { RunsShares } from '@agenttracer/schema/query'
import { facetFields } from './facet-counts.ts'
import type { ReadContext } from './read-context.ts'
import { countsWhere, valuesOf } from './read-facets.ts'
import { readNames } from './read-names.ts'
import { rows } from './sql-text.ts'

interface Totals {
  readonly runs: number
  readonly p50: number | null
  readonly p95: number | null
  readonly steps: number | null
  readonly retried: number
}

/** Counts over the named runs of the project; ids that it does not have are not counted. */
export async function readShares(context: ReadContext, runIds: readonly RunId[]): Promise<RunsShares> {
  const { client, project } = context
  const where = sql`r.project_id = ${project} AND r.run_id = ANY (${[...new Set(runIds)]}::uuid[])`
  const found = (await countsWhere(context, where, facetFields)).filter((row) => row.field !== 'all')
  const names = await readNames(client, project, new Set(found.flatMap(({ field, id }) => (field === 'status' || field === 'code' || id === null ? [] : [id]))))
  const [totals] = await rows<Totals>(client, sql`
    SELECT count(*)::int8 AS runs, percentile_cont(0.5) WITHIN GROUP (ORDER BY r.duration_ms) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY r.duration_ms) AS p95,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY r.step_count) AS steps, count(*) FILTER (WHERE r.retry_count > 0)::int8 AS retried
    FROM agenttracer.run r WHERE ${where}`)
  const { runs, p50, p95, steps, retried } = totals ?? { runs: 0, p50: null, p95: null, steps: null, retried: 0 }
  return { runs, latencyMs: { p50, p95 }, stepsP50: steps, retried, ...valuesOf(found, names, context) }
}
