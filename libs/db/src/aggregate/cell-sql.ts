import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import { stepValues } from '../failures/difference-values.ts'
import type { StepFacet } from '../failures/difference-values.ts'
import type { NameNumber } from '../failures/version-order.ts'
import type { Fragment } from '../read/sql-text.ts'
import type { Window } from '../read/window.ts'
import type { Measures } from './measures.ts'
import type { Parts } from './parts.ts'

/** By what runs are grouped. A run has any number of tools and models, and is counted under each. */
export type CellKey = 'agent' | 'version' | 'env' | StepFacet

export interface CellsQuery {
  readonly filter: RunFilter
  readonly window: Window
  readonly by: readonly CellKey[]
  readonly parts?: Parts
  /** Only these values of the first key. */
  readonly only?: readonly NameNumber[]
  /** False: percentiles are not asked for. */
  readonly latency?: false
}

export type CellRow = Record<`key${number}`, NameNumber> & Measures & { readonly part: number; readonly first_at: number; readonly p: readonly (number | null)[] | null }

const columns: Readonly<Record<Exclude<CellKey, StepFacet>, Fragment>> = { agent: sql`r.agent_id`, version: sql`r.agent_version`, env: sql`r.environment` }

/** Each key of a run `r`; a tool or a model of the join below. */
export const keyColumns = (by: readonly CellKey[]): Fragment[] => by.map((key) => (key === 'tool' || key === 'model' ? sql`v.name` : columns[key]))

export function onlySql(key: Fragment | undefined, only: readonly NameNumber[] | undefined): Fragment {
  if (key === undefined || only === undefined) return sql``
  const numbers = only.filter((value) => value !== null)
  const listed = sql`${key} = ANY (${numbers}::int4[])`
  return numbers.length === only.length ? sql`AND ${listed}` : sql`AND (${listed} OR ${key} IS NULL)`
}

/** The tools or models of a run `r`, each once. */
export function facetJoin(by: readonly CellKey[]): Fragment {
  const name = stepValues.find(({ dimension }) => by.includes(dimension))?.name
  if (name === undefined) return sql``
  return sql`CROSS JOIN LATERAL (SELECT DISTINCT ${name} AS name FROM agenttracer.step t WHERE t.project_id = r.project_id AND t.run_id = r.run_id AND ${name} IS NOT NULL) v`
}
