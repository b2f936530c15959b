import { sql } from 'kysely'
import { splitFailureKey } from '@agenttracer/schema'
import type { RunFilter, RunViewStatus, StepType } from '@agenttracer/schema'
import type { Stats } from '@agenttracer/schema/query'
import { runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'
import { windowOf } from './window.ts'

/** Exact counts and percentiles of the filter's runs. Without a time in the filter: the last 24 hours. */
export async function readStats(context: ReadContext, filter: RunFilter): Promise<Stats> {
  const { client, words } = context
  const window = windowOf(filter, context.now)
  const where = await filterSql(client, context.project, filter, { ...context, window: '24h' })
  const [totals] = await rows<{
    total: number; degraded: number; success: number; failed: number; p: (number | null)[] | null
    steps: number; retries: number; input: number; output: number
  }>(client, sql`SELECT count(*)::int8 AS total, count(*) FILTER (WHERE r.degraded)::int8 AS degraded,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.success})::int8 AS success, count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed,
      percentile_disc(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY r.duration_ms) AS p,
      coalesce(sum(r.step_count), 0)::int8 AS steps, coalesce(sum(r.retry_count), 0)::int8 AS retries,
      coalesce(sum(r.input_tokens), 0)::int8 AS input, coalesce(sum(r.output_tokens), 0)::int8 AS output
    FROM agenttracer.run r WHERE ${where}`)
  const byStatus = await rows<{ status: number; is_lost: boolean; count: number }>(client, sql`
    SELECT r.status, r.status = ${runStatusCodes.running} AND r.last_seen_at < to_timestamp(${context.aliveSince}::float8 / 1000) AS is_lost, count(*)::int8 AS count
    FROM agenttracer.run r WHERE ${where} GROUP BY 1, 2`)
  const byType = await rows<{ type: number; count: number }>(client, sql`
    SELECT t.type, count(*)::int8 AS count FROM agenttracer.run r JOIN agenttracer.step t ON t.project_id = r.project_id AND t.run_id = r.run_id
    WHERE ${where} GROUP BY 1`)
  const byCode = await rows<{ failure_code: number; count: number }>(client, sql`
    SELECT r.failure_code, count(*)::int8 AS count FROM agenttracer.run r WHERE ${where} AND r.failure_code IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`)
  const ended = (totals?.success ?? 0) + (totals?.failed ?? 0)
  const [p50, p95, p99] = totals?.p ?? []
  return {
    ...window,
    runs: {
      total: totals?.total ?? 0, degraded: totals?.degraded ?? 0,
      byStatus: Object.fromEntries(byStatus.map((row): [RunViewStatus, number] => [row.is_lost ? 'incomplete' : wordOf(runStatusCodes, row.status), row.count])),
    },
    failureRate: ended === 0 ? null : (totals?.failed ?? 0) / ended,
    latencyMs: { p50: p50 ?? null, p95: p95 ?? null, p99: p99 ?? null },
    steps: {
      total: totals?.steps ?? 0, retries: totals?.retries ?? 0,
      byType: Object.fromEntries(byType.map((row): [StepType, number] => [wordOf(stepTypeCodes, row.type), row.count])),
    },
    failures: byCode.flatMap((row) => {
      const key = words.failureKey(row.failure_code)
      return key === null ? [] : [{ ...splitFailureKey(key), count: row.count }]
    }),
    tokens: { input: totals?.input ?? 0, output: totals?.output ?? 0 },
  }
}
