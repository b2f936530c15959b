import { sql } from 'kysely'
import { splitFailureKey } from '@agenttracer/schema'
import type { RunFilter, RunViewStatus, StepType } from '@agenttracer/schema'
import type { Stats } from '@agenttracer/schema/query'
import { coverOf, restSql, rolledFailuresSql, rolledSql } from '../aggregate/cover.ts'
import type { Cover } from '../aggregate/cover.ts'
import { noMeasures, ratedOf, runsOf } from '../aggregate/measures.ts'
import { readCells } from '../aggregate/read-cells.ts'
import { stepTypeCodes, wordOf } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'
import { reachOf, windowOf } from './window.ts'

const statuses = ['running', 'interrupted', 'cancelled', 'success', 'failed', 'incomplete'] as const satisfies readonly RunViewStatus[]

/** Exact counts and the percentiles of the filter's runs. Without a time in the filter: the last 24 hours. */
export async function readStats(context: ReadContext, filter: RunFilter): Promise<Stats> {
  const window = windowOf(filter, context.now)
  const reach = reachOf(filter, context.now)
  const cover = await coverOf(context, filter, reach)
  const [found] = await readCells(context, { filter, window: reach, by: [] }, { cover })
  const where = cover === undefined ? await filterSql(context.client, context.project, { ...filter, ...reach }, context) : sql`true`
  const runs = cover === undefined ? sql`agenttracer.run r` : restSql(cover)
  const cell = found ?? { ...noMeasures, latencyMs: { p50: null, p95: null, p99: null } }
  return {
    ...window,
    runs: { total: runsOf(cell), degraded: cell.degraded, byStatus: Object.fromEntries(statuses.filter((status) => cell[status] > 0).map((status): [RunViewStatus, number] => [status, cell[status]])) },
    failureRate: ratedOf(cell) === 0 ? null : cell.failed / ratedOf(cell),
    latencyMs: cell.latencyMs,
    steps: { total: cell.steps, retries: cell.retries, byType: await readTypes(context, runs, where, cover) },
    failures: await readCodes(context, runs, where, cover),
    tokens: { input: cell.input_tokens, output: cell.output_tokens },
  }
}

async function readTypes({ client }: ReadContext, runs: Fragment, where: Fragment, cover: Cover | undefined): Promise<Stats['steps']['byType']> {
  const rolled = cover === undefined ? sql`` : sql`UNION ALL SELECT u.type, u.count FROM ${rolledSql(cover, 0)} CROSS JOIN LATERAL unnest(r.step_types) WITH ORDINALITY u(count, type) WHERE u.count > 0`
  const found = await rows<{ type: number; count: number }>(client, sql`SELECT c.type::int4 AS type, sum(c.count)::int8 AS count FROM (
    SELECT t.type, count(*) AS count FROM ${runs} JOIN agenttracer.step t ON t.project_id = r.project_id AND t.run_id = r.run_id WHERE ${where} GROUP BY 1 ${rolled}) c GROUP BY 1 ORDER BY 1`)
  return Object.fromEntries(found.map((row): [StepType, number] => [wordOf(stepTypeCodes, row.type), row.count]))
}

async function readCodes({ client, words }: ReadContext, runs: Fragment, where: Fragment, cover: Cover | undefined): Promise<Stats['failures']> {
  const rolled = cover === undefined ? sql`` : sql`UNION ALL SELECT r.failure_code, r.runs FROM ${rolledFailuresSql(cover)}`
  const found = await rows<{ failure_code: number; count: number }>(client, sql`SELECT c.failure_code, sum(c.count)::int8 AS count FROM (
    SELECT r.failure_code, count(*) AS count FROM ${runs} WHERE ${where} AND r.failure_code IS NOT NULL GROUP BY 1 ${rolled}) c GROUP BY 1 ORDER BY 2 DESC, 1`)
  return found.flatMap((row) => {
    const key = words.failureKey(row.failure_code)
    return key === null ? [] : [{ ...splitFailureKey(key), count: row.count }]
  })
}
