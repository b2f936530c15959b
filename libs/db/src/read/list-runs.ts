import { sql } from 'kysely'
import type { RunSort, RunsPage, RunSummary } from '@agenttracer/schema/query'
import type { RunsListQuery } from '../store.ts'
import { readCursor, writeCursor } from './cursor.ts'
import type { Cursor } from './cursor.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { namesOfRuns, runSelect, toRunSummary } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'

const sortColumns = { started: 'r.sort_at', duration: 'coalesce(r.duration_ms, -1)' } as const

/** One page by keyset: the same cost at any depth. Undefined: the cursor is none of ours. */
export async function listRuns(context: ReadContext, query: RunsListQuery): Promise<RunsPage | undefined> {
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor, query.sort)
  if (query.cursor !== undefined && cursor === undefined) return undefined
  const found = await runsByKey(context, await filterSql(context.client, context.project, query.filter, context), query, cursor)
  const page = found.slice(0, query.limit)
  if (cursor?.side === 'before') page.reverse()
  const hasFurther = found.length > query.limit
  const [first, last] = [page[0], page.at(-1)]
  const edge = (row: RunReadRow | undefined, side: Cursor['side']): string | null =>
    row === undefined ? null : writeCursor({ sort: query.sort, side, key: keyOf(row, query.sort), runId: row.run_id })
  const nextCursor = cursor?.side === 'before' || hasFurther ? edge(last, 'after') : null
  const prevCursor = cursor === undefined || (cursor.side === 'before' && !hasFurther) ? null : edge(first, 'before')
  return { items: await summaries(context, page), nextCursor, prevCursor, hasMore: nextCursor !== null }
}

export async function summaries(context: ReadContext, found: readonly RunReadRow[]): Promise<RunSummary[]> {
  const names = await readNames(context.client, context.project, namesOfRuns(found))
  return found.map((row) => toRunSummary(row, { ...context, names }))
}

const keyOf = (row: RunReadRow, sort: RunSort): number => (sort.endsWith('started') ? row.sort_at : (row.duration_ms ?? -1))

function runsByKey({ client }: ReadContext, filter: Fragment, { sort, limit }: RunsListQuery, cursor: Cursor | undefined): Promise<RunReadRow[]> {
  const isStarted = sort.endsWith('started')
  const column = sql.raw(isStarted ? sortColumns.started : sortColumns.duration)
  const descends = sort.startsWith('-') !== (cursor?.side === 'before')
  const order = sql.raw(descends ? 'DESC' : 'ASC')
  const key = cursor === undefined ? undefined : isStarted ? sql`to_timestamp(${cursor.key}::float8 / 1000)` : sql`${cursor.key}::float8`
  const beyond = key === undefined ? sql`` : sql`AND (${column}, r.run_id) ${sql.raw(descends ? '<' : '>')} (${key}, ${cursor?.runId}::uuid)`
  return rows<RunReadRow>(client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${filter} ${beyond} ORDER BY ${column} ${order}, r.run_id ${order} LIMIT ${limit + 1}`)
}
