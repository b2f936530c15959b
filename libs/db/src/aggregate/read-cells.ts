import { sql } from 'kysely'
import type { NameNumber } from '../failures/version-order.ts'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import { facetJoin, keyColumns, onlySql } from './cell-sql.ts'
import type { CellRow, CellsQuery } from './cell-sql.ts'
import { coverOf } from './cover.ts'
import type { Cover } from './cover.ts'
import { measuresOf, measureSql } from './measures.ts'
import type { Measures } from './measures.ts'
import { partSql } from './parts.ts'
import { rolledCells } from './rolled-cells.ts'

/** The runs of one group. */
export interface Cell extends Measures {
  readonly keys: readonly NameNumber[]
  /** 0 without parts. */
  readonly part: number
  /** When its first run began; Unix milliseconds. */
  readonly firstAt: number
  /** Exact from rows, within 1 % from stored sums. */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }
}

const latencyShares = [0.5, 0.95, 0.99]

/**
 * Sums and latency of groups of runs, each group and part that has a run once. Many runs are read from the stored sums of their hours and from
 * rows only where those are not up to date; the counts are the same either way. `known`: what `coverOf` has found for the same filter and window,
 * where several calls ask for them.
 */
export async function readCells(context: ReadContext, query: CellsQuery, known?: { readonly cover: Cover | undefined }): Promise<readonly Cell[]> {
  const cover = known === undefined ? await coverOf(context, query.filter, query.window) : known.cover
  const found = cover === undefined ? await directCells(context, query) : await rolledCells(context, query, query.parts === undefined ? cover : cover.along(query.parts))
  return found.map((row) => ({
    ...measuresOf(row), keys: query.by.map((_, at) => row[`key${at}`] ?? null), part: row.part, firstAt: row.first_at,
    latencyMs: { p50: row.p?.[0] ?? null, p95: row.p?.[1] ?? null, p99: row.p?.[2] ?? null },
  }))
}

async function directCells(context: ReadContext, { filter, window, by, parts, only, latency }: CellsQuery): Promise<CellRow[]> {
  const where = await filterSql(context.client, context.project, { ...filter, from: window.from, to: window.to }, context)
  const keys = keyColumns(by)
  const part = parts === undefined ? sql`0` : partSql(parts, sql`r.sort_at`)
  const sums = Object.entries(measureSql(context)).map(([name, value]) => sql`sum(${value})::int8 AS ${sql.ref(name)}`)
  const lengths = latency === false ? sql`NULL::float8[]` : sql`percentile_disc(${latencyShares}::float8[]) WITHIN GROUP (ORDER BY r.duration_ms)`
  return rows<CellRow>(context.client, sql`
    SELECT ${sql.join([...keys.map((key, at) => sql`${key} AS ${sql.ref(`key${at}`)}`), sql`${part} AS part`, ...sums])},
      (extract(epoch FROM min(r.sort_at)) * 1000)::float8 AS first_at, ${lengths} AS p
    FROM agenttracer.run r ${facetJoin(by)} WHERE ${where} ${onlySql(keys[0], only)}
    GROUP BY ${sql.join([...by.map((_, at) => sql.lit(at + 1)), sql.lit(by.length + 1)])}`)
}

