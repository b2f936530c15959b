import { sql } from 'kysely'
import type { ModelName, RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { RunFacets } from '@agenttracer/schema/query'
import { runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'

export const facetFields = ['agent', 'version', 'env', 'status', 'code', 'tool', 'model'] as const
type Field = (typeof facetFields)[number]
const most = 10_000
const valuesShown = 50
/** Stands for a running run without a sign of life. */
const lost = 0

interface CountRow {
  readonly field: Field | 'all'
  /** A name of the registry, or a code of the field's list. */
  readonly id: number | null
  readonly runs: number
}

/** Counts of each field's values; a field that the filter chooses from is counted without that choice. */
export async function readFacets(context: ReadContext, filter: RunFilter): Promise<RunFacets> {
  const free = facetFields.filter((field) => filter[field] === undefined)
  const counted = [await countsOf(context, filter, free)]
  for (const field of facetFields) {
    if (filter[field] === undefined) continue
    const { [field]: _, ...others } = filter
    counted.push(await countsOf(context, others, [field]))
  }
  const [own] = counted
  const total = own?.find((row) => row.field === 'all')?.runs ?? 0
  const found = counted.flat().filter((row) => row.field !== 'all')
  const named = found.filter((row) => row.field !== 'status' && row.field !== 'code' && row.id !== null)
  const names = await readNames(context.client, context.project, new Set(named.map((row) => row.id ?? 0)))
  return { runs: Math.min(total, most), isCapped: total > most, ...valuesOf(found, names, context) }
}

export function valuesOf(found: readonly CountRow[], names: ReadonlyMap<number, string>, { words }: ReadContext): Omit<RunFacets, 'runs' | 'isCapped'> {
  const values = <T>(field: Field, read: (id: number | null) => T | null): { value: T; runs: number }[] =>
    found
      .filter((row) => row.field === field)
      .flatMap(({ id, runs }) => {
        const value = read(id)
        return value === null ? [] : [{ value, runs }]
      })
      .sort((a, b) => b.runs - a.runs || (String(a.value) < String(b.value) ? -1 : 1))
      .slice(0, valuesShown)
  const text = (id: number | null): string | null => (id === null ? null : (names.get(id) ?? null))
  return {
    agent: values('agent', (id) => (text(id) ?? unknownName) as SafeName),
    version: values('version', (id) => (text(id) ?? unknownVersion) as VersionLabel),
    env: values('env', (id) => (text(id) ?? unknownName) as SafeName),
    status: values('status', (id) => (id === lost || id === null ? 'incomplete' : wordOf(runStatusCodes, id))),
    code: values('code', (id) => (id === null ? null : words.failureKey(id))),
    tool: values('tool', (id) => text(id) as SafeName | null),
    model: values('model', (id) => text(id) as ModelName | null),
  }
}

const countsOf = async (context: ReadContext, filter: RunFilter, wanted: readonly Field[]): Promise<CountRow[]> =>
  countsWhere(context, await filterSql(context.client, context.project, filter, { ...context, window: '24h' }), wanted)

/** Counts over the newest runs `r` for which a condition holds, at most 10,001 of them. */
export async function countsWhere(context: ReadContext, where: Fragment, wanted: readonly Field[]): Promise<CountRow[]> {
  const alive = sql`to_timestamp(${context.aliveSince}::float8 / 1000)`
  const parts = [sql`SELECT 'all' AS field, NULL::int4 AS id, count(*)::int8 AS runs FROM b`, ...wanted.map((field) => countSql[field](context.project))]
  return rows<CountRow>(context.client, sql`
    WITH b AS MATERIALIZED (
      SELECT r.run_id, r.agent_id, r.agent_version, r.environment, r.failure_code,
        CASE WHEN r.status = ${runStatusCodes.running} AND r.last_seen_at < ${alive} THEN ${lost}::int2 ELSE r.status END AS status
      FROM agenttracer.run r WHERE ${where} ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${most + 1})
    ${sql.join(parts, sql` UNION ALL `)}`)
}

const column = (field: Field, name: string) => (): Fragment =>
  sql`SELECT ${sql.lit(field)} AS field, b.${sql.ref(name)}::int4 AS id, count(*)::int8 AS runs FROM b GROUP BY 2`
const stepName = (field: Field, type: number) => (project: string): Fragment =>
  sql`SELECT ${sql.lit(field)} AS field, t.name::int4 AS id, count(DISTINCT t.run_id)::int8 AS runs
    FROM b JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = b.run_id AND t.type = ${type} GROUP BY 2`

const countSql: Readonly<Record<Field, (project: string) => Fragment>> = {
  agent: column('agent', 'agent_id'),
  version: column('version', 'agent_version'),
  env: column('env', 'environment'),
  status: column('status', 'status'),
  code: column('code', 'failure_code'),
  tool: stepName('tool', stepTypeCodes.tool),
  model: stepName('model', stepTypeCodes.model),
}
