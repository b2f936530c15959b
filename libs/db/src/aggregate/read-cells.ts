import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import type { StepFacet } from '../failures/difference-values.ts'
import { stepValues } from '../failures/difference-values.ts'
import type { NameNumber } from '../failures/version-order.ts'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'
import type { Window } from '../read/window.ts'
import { measures, measureSql } from './measures.ts'
import type { Measures } from './measures.ts'
import { partSql } from './parts.ts'
import type { Parts } from './parts.ts'

export const latencyShares = [0.5, 0.95, 0.99] as const

/** By what runs are grouped. A run has any number of tools and models, and is counted under each. */
export type CellKey = 'agent' | 'version' | 'env' | StepFacet

export interface CellsQuery {
  readonly filter: RunFilter
  readonly window: Window
  readonly by: readonly CellKey[]
  readonly parts?: Parts
  /** Only these values of the one key. */
  readonly only?: readonly NameNumber[]
}

/** The runs of one group. */
export interface Cell extends Measures {
  readonly keys: readonly NameNumber[]
  /** 0 without parts. */
  readonly part: number
  /** When its first run began; Unix milliseconds. */
  readonly firstAt: number
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }
}

type CellRow = Record<`key${number}`, NameNumber> & Measures & { readonly part: number; readonly first_at: number; readonly p: readonly (number | null)[] | null }

const columns: Readonly<Record<'agent' | 'version' | 'env', Fragment>> = { agent: sql`r.agent_id`, version: sql`r.agent_version`, env: sql`r.environment` }

/** Sums and latency of groups of runs, each group and part that has a run once. */
export async function readCells(context: ReadContext, query: CellsQuery): Promise<readonly Cell[]> {
  const { filter, window, by, parts, only } = query
  const where = await filterSql(context.client, context.project, { ...filter, from: window.from, to: window.to }, context)
  const facet = by.find((key) => key === 'tool' || key === 'model')
  const keys = by.map((key) => (key === 'tool' || key === 'model' ? sql`v.name` : columns[key]))
  const part = parts === undefined ? sql`0` : partSql(parts, sql`r.sort_at`)
  const sums = Object.entries(measureSql(context)).map(([name, value]) => sql`sum(${value})::int8 AS ${sql.ref(name)}`)
  const found = await rows<CellRow>(context.client, sql`
    SELECT ${sql.join([...keys.map((key, at) => sql`${key} AS ${sql.ref(`key${at}`)}`), sql`${part} AS part`, ...sums])},
      (extract(epoch FROM min(r.sort_at)) * 1000)::float8 AS first_at, percentile_disc(${[...latencyShares]}::float8[]) WITHIN GROUP (ORDER BY r.duration_ms) AS p
    FROM agenttracer.run r ${facet === undefined ? sql`` : facetJoin(facet)} WHERE ${where} ${onlySql(keys[0], only)}
    GROUP BY ${sql.join([...by.map((_, at) => sql.lit(at + 1)), sql.lit(by.length + 1)])}`)
  return found.map((row) => ({ ...pick(row), keys: by.map((_, at) => row[`key${at}`] ?? null), part: row.part, firstAt: row.first_at, latencyMs: latencyOf(row.p) }))
}

const pick = (row: Measures): Measures => Object.fromEntries(measures.map((name) => [name, row[name]])) as unknown as Measures
const latencyOf = (p: CellRow['p']): Cell['latencyMs'] => ({ p50: p?.[0] ?? null, p95: p?.[1] ?? null, p99: p?.[2] ?? null })

function onlySql(key: Fragment | undefined, only: readonly NameNumber[] | undefined): Fragment {
  if (key === undefined || only === undefined) return sql``
  const numbers = only.filter((value) => value !== null)
  const listed = sql`${key} = ANY (${numbers}::int4[])`
  return numbers.length === only.length ? sql`AND ${listed}` : sql`AND (${listed} OR ${key} IS NULL)`
}

const facetJoin = (facet: StepFacet): Fragment => {
  const name = stepValues.find(({ dimension }) => dimension === facet)?.name ?? sql`NULL`
  return sql`CROSS JOIN LATERAL (SELECT DISTINCT ${name} AS name FROM agenttracer.step t WHERE t.project_id = r.project_id AND t.run_id = r.run_id AND ${name} IS NOT NULL) v`
}
