import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import type { CellKey } from '../aggregate/cell-sql.ts'
import { coverOf, restSql, rolledFailuresSql } from '../aggregate/cover.ts'
import type { Cover } from '../aggregate/cover.ts'
import { runsOf } from '../aggregate/measures.ts'
import type { Measures } from '../aggregate/measures.ts'
import { readCells } from '../aggregate/read-cells.ts'
import type { Cell } from '../aggregate/read-cells.ts'
import { runStatusCodes } from '../columns/codes.ts'
import { lost } from './facet-counts.ts'
import type { CountRow, FacetField } from './facet-counts.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'
import { listReach } from './window.ts'

/**
 * Counts of each field's values over all runs of a window, from stored sums: where there are many runs, and the filter asks for no more than the
 * sums know. Undefined elsewhere: then the rows answer.
 */
export async function rolledCounts(context: ReadContext, filter: RunFilter, wanted: readonly FacetField[]): Promise<CountRow[] | undefined> {
  const window = listReach(filter, context.now)
  const cover = await coverOf(context, filter, window)
  if (cover === undefined) return undefined
  const cells = (by: readonly CellKey[]): Promise<readonly Cell[]> => readCells(context, { filter, window, by, latency: false }, { cover })
  const runs = await cells(ofRuns)
  const found: CountRow[] = [{ field: 'all', id: null, runs: runs.reduce((total, cell) => total + runsOf(cell), 0) }]
  for (const field of wanted) {
    if (field === 'status') found.push(...statusCounts(runs))
    else if (field === 'code') found.push(...(await codeCounts(context, cover)))
    else if (field === 'tool' || field === 'model') found.push(...valueCounts(field, await cells([field]), 0))
    else found.push(...valueCounts(field, runs, ofRuns.indexOf(field)))
  }
  return found
}

/** What every run has, named or not. */
const ofRuns = ['agent', 'version', 'env'] as const satisfies readonly CellKey[]

function valueCounts(field: FacetField, cells: readonly Cell[], key: number): CountRow[] {
  const counts = new Map<number | null, number>()
  for (const cell of cells) {
    const id = cell.keys[key] ?? null
    counts.set(id, (counts.get(id) ?? 0) + runsOf(cell))
  }
  return [...counts].map(([id, runs]) => ({ field, id, runs }))
}

const statuses = { ...runStatusCodes, incomplete: lost } as const satisfies Partial<Record<keyof Measures, number>>

function statusCounts(cells: readonly Cell[]): CountRow[] {
  return Object.entries(statuses)
    .map(([status, id]) => ({ field: 'status' as const, id, runs: cells.reduce((total, cell) => total + cell[status as keyof typeof statuses], 0) }))
    .filter(({ runs }) => runs > 0)
}

const codeCounts = (context: ReadContext, cover: Cover): Promise<CountRow[]> => rows<CountRow>(context.client, sql`
  SELECT 'code' AS field, c.failure_code::int4 AS id, sum(c.runs)::int8 AS runs FROM (
    SELECT r.failure_code, r.runs FROM ${rolledFailuresSql(cover)} UNION ALL SELECT r.failure_code, 1 FROM ${restSql(cover)} WHERE r.failure_code IS NOT NULL) c GROUP BY 2`)
