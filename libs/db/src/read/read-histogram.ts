import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import type { RunHistogram } from '@agenttracer/schema/query'
import { runStatusCodes } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'
import { partsOf, windowOf } from './window.ts'

const parts = 60

/** The filter's runs over time. Without a time in the filter: the last 24 hours. */
export async function readHistogram(context: ReadContext, filter: RunFilter): Promise<RunHistogram> {
  const window = windowOf(filter, context.now)
  const where = await filterSql(context.client, context.project, filter, { ...context, window: '24h' })
  const found = await rows<{ part: number; ok: number; failed: number; runs: number }>(context.client, sql`
    SELECT LEAST(width_bucket(extract(epoch FROM r.sort_at)::float8, extract(epoch FROM ${window.from}::timestamptz)::float8,
        extract(epoch FROM ${window.to}::timestamptz)::float8 + 0.001, ${parts}), ${parts}) - 1 AS part,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.success})::int8 AS ok, count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed,
      count(*)::int8 AS runs
    FROM agenttracer.run r WHERE ${where} GROUP BY 1`)
  const byPart = new Map(found.map((row) => [row.part, row]))
  return {
    ...window,
    parts: partsOf(window, parts).map((at, part) => {
      const { ok, failed, runs } = byPart.get(part) ?? { ok: 0, failed: 0, runs: 0 }
      return { at, ok, failed, other: runs - ok - failed }
    }),
  }
}
