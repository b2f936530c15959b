import { sql } from 'kysely'
import type { ModelName, RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName, unknownVersion } from '@agenttracer/schema/names'
import type { RunFacets } from '@agenttracer/schema/query'
import { runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import { stepValues } from '../failures/difference-values.ts'
import type { StepFacet } from '../failures/difference-values.ts'
import { facetFields, lost } from './facet-counts.ts'
import type { CountRow, FacetField } from './facet-counts.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { rolledCounts } from './rolled-facets.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'

const most = 10_000
const valuesShown = 50

/**
 * Counts of each field's values over the runs that the list has for the filter; a field that the filter chooses from is counted without that
 * choice. Exact from stored sums where there are many runs and the sums know the filter, else over the newest runs.
 */
export async function readFacets(context: ReadContext, filter: RunFilter): Promise<RunFacets> {
  const free = facetFields.filter((field) => filter[field] === undefined)
  const summed = await rolledCounts(context, filter, free)
  const counted = [summed ?? (await countsOf(context, filter, free))]
  for (const field of facetFields) {
    if (filter[field] === undefined) continue
    const { [field]: _, ...others } = filter
    counted.push((await rolledCounts(context, others, [field])) ?? (await countsOf(context, others, [field])))
  }
  const [own] = counted
  const total = own?.find((row) => row.field === 'all')?.runs ?? 0
  const found = counted.flat().filter((row) => row.field !== 'all')
  const named = found.filter((row) => row.field !== 'status' && row.field !== 'code' && row.id !== null)
  const names = await readNames(context.client, context.project, new Set(named.map((row) => row.id ?? 0)))
  const isCapped = summed === undefined && total > most
  return { runs: isCapped ? most : total, isCapped, ...valuesOf(found, names, context) }
}

export function valuesOf(found: readonly CountRow[], names: ReadonlyMap<number, string>, { words }: ReadContext): Omit<RunFacets, 'runs' | 'isCapped'> {
  const values = <T>(field: FacetField, read: (id: number | null) => T | null): { value: T; runs: number }[] =>
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

const countsOf = async (context: ReadContext, filter: RunFilter, wanted: readonly FacetField[]): Promise<CountRow[]> =>
  countsWhere(context, await filterSql(context.client, context.project, filter, context), wanted)

/** Counts over the newest runs `r` for which a condition holds, at most 10,001 of them. */
export async function countsWhere(context: ReadContext, where: Fragment, wanted: readonly FacetField[]): Promise<CountRow[]> {
  const alive = sql`to_timestamp(${context.aliveSince}::float8 / 1000)`
  const parts = [sql`SELECT 'all' AS field, NULL::int4 AS id, count(*)::int8 AS runs FROM b`, ...wanted.map((field) => countSql[field]())]
  return rows<CountRow>(context.client, sql`
    WITH b AS MATERIALIZED (
      SELECT r.run_id, r.agent_id, r.agent_version, r.environment, r.failure_code,
        CASE WHEN r.status = ${runStatusCodes.running} AND r.last_seen_at < ${alive} THEN ${lost}::int2 ELSE r.status END AS status
      FROM agenttracer.run r WHERE ${where} ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${most + 1})${wanted.some(isStepFacet) ? stepsOf(context.project) : sql``}
    ${sql.join(parts, sql` UNION ALL `)}`)
}

const isStepFacet = (field: FacetField): boolean => field === 'tool' || field === 'model'

/** The tools and models of those runs, read once for both. */
const stepsOf = (project: string): Fragment => sql`,
    s AS MATERIALIZED (SELECT DISTINCT t.run_id, ${sql.join(stepValues.map(({ dimension, name }) => sql`${name} AS ${sql.ref(dimension)}`))}
      FROM b JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = b.run_id WHERE t.type IN (${stepTypeCodes.tool}, ${stepTypeCodes.model}) OR t.model IS NOT NULL)`

const column = (field: FacetField, name: string) => (): Fragment =>
  sql`SELECT ${sql.lit(field)} AS field, b.${sql.ref(name)}::int4 AS id, count(*)::int8 AS runs FROM b GROUP BY 2`
const stepName = (field: StepFacet) => (): Fragment =>
  sql`SELECT ${sql.lit(field)} AS field, s.${sql.ref(field)}::int4 AS id, count(DISTINCT s.run_id)::int8 AS runs FROM s WHERE s.${sql.ref(field)} IS NOT NULL GROUP BY 2`

const countSql: Readonly<Record<FacetField, () => Fragment>> = {
  agent: column('agent', 'agent_id'),
  version: column('version', 'agent_version'),
  env: column('env', 'environment'),
  status: column('status', 'status'),
  code: column('code', 'failure_code'),
  tool: stepName('tool'),
  model: stepName('model'),
}
