import type pg from 'pg'
import { sql } from 'kysely'
import { failureCatalogue, failureKeys, timeRange } from '@agenttracer/schema'
import type { Choice, FailureKey, ProjectId, Range, RunFilter, RunViewStatus } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import { nameKindCodes, runStatusCodes, stepTypeCodes } from '../columns/codes.ts'
import type { NameKind } from '../columns/codes.ts'
import type { Words } from '../columns/words.ts'
import { and, or, rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'

export interface FilterReading {
  readonly words: Words
  /** Unix milliseconds. */
  readonly now: number
  readonly aliveSince: number
  /** Window when the filter names none, such as `24h`; absent: all of retention. */
  readonly window?: string
}

type NameIds = (kinds: readonly NameKind[], names: readonly string[]) => number[]

/** The filter as a condition over a run `r`; the one place where the codec's fields become SQL. */
export async function filterSql(client: pg.ClientBase, project: ProjectId, filter: RunFilter, reading: FilterReading): Promise<Fragment> {
  const ids = await readNameIds(client, project, filter)
  const range = timeRange(filter, reading.now, reading.window)
  const parts: (Fragment | undefined)[] = [
    sql`r.project_id = ${project}`,
    range.from === undefined ? undefined : sql`r.sort_at >= ${range.from}::timestamptz`,
    range.to === undefined ? undefined : sql`r.sort_at <= ${range.to}::timestamptz`,
    nameChoice('agent_id', filter.agent, (names) => ids(['agent'], names)),
    nameChoice('agent_version', filter.version, (names) => ids(['version'], names)),
    nameChoice('environment', filter.env, (names) => ids(['environment'], names)),
    choice(filter.status, (values) => or(values.map((value) => statusIs(value, reading.aliveSince)))),
    codeChoice(filter, reading.words),
    choice(filter.name, (names) => hasStep(sql`t.name = ANY (${ids(['step', 'tool', 'model'], names)})`)),
    choice(filter.tool, (names) => hasStep(sql`t.name = ANY (${ids(['tool'], names)}) AND t.type = ${stepTypeCodes.tool}`)),
    choice(filter.model, (names) => hasModel(ids(['model'], names))),
    filter.degraded === undefined ? undefined : sql`r.degraded = ${filter.degraded}`,
    filter.trace === undefined ? undefined : sql`r.trace_id = ${filter.trace}::uuid`,
    filter.fp === undefined ? undefined : sql`r.fingerprint = ${filter.fp}::uuid`,
    rangeSql(sql`r.duration_ms`, filter.durationMs),
    rangeSql(sql`r.step_count`, filter.steps),
    rangeSql(sql`r.retry_count`, filter.retries),
    rangeSql(sql`(coalesce(r.input_tokens, 0) + coalesce(r.output_tokens, 0))`, filter.tokens),
  ]
  return and(parts.filter((part) => part !== undefined))
}

/** Include and exclude of one field; `is` makes the condition for a list of values and is never null. */
function choice<T extends string>(field: Choice<T> | undefined, is: (values: readonly T[]) => Fragment): Fragment | undefined {
  if (field === undefined) return undefined
  const parts: Fragment[] = []
  if (field.include.length > 0) parts.push(is(field.include))
  if (field.exclude.length > 0) parts.push(sql`NOT ${is(field.exclude)}`)
  return and(parts)
}

/** `unknown` is stored as null. */
function nameChoice(column: string, field: Choice<string> | undefined, idsOf: (names: readonly string[]) => number[]): Fragment | undefined {
  const place = sql.ref(`r.${column}`)
  return choice(field, (names) => {
    const listed = sql`coalesce(${place} = ANY (${idsOf(names)}), false)`
    const plain = sql`${place} = ANY (${idsOf(names)})`
    if (names.includes(unknownName)) return sql`(${listed} OR ${place} IS NULL)`
    // Without the coalesce an index serves it; only an exclusion needs the null made false.
    return field?.include === names ? plain : listed
  })
}

function statusIs(status: RunViewStatus, aliveSince: number): Fragment {
  const since = sql`to_timestamp(${aliveSince}::float8 / 1000)`
  if (status === 'incomplete') return sql`(r.status = ${runStatusCodes.running} AND r.last_seen_at < ${since})`
  if (status === 'running') return sql`(r.status = ${runStatusCodes.running} AND r.last_seen_at >= ${since})`
  return sql`r.status = ${runStatusCodes[status]}`
}

/** Category and code together name a set of codes. */
function codeChoice({ cat, code }: RunFilter, words: Words): Fragment | undefined {
  const numbers = (keys: readonly FailureKey[]): number[] => keys.map((key) => words.failureCode(key)).filter((number) => number !== null)
  const is = (keys: readonly FailureKey[], included: boolean): Fragment =>
    included ? sql`r.failure_code = ANY (${numbers(keys)})` : sql`coalesce(r.failure_code = ANY (${numbers(keys)}), false)`
  const keysOf = (categories: readonly string[]): FailureKey[] => failureKeys.filter((key) => categories.includes(failureCatalogue[key].category))
  const parts = [
    choice(cat, (categories) => is(keysOf(categories), cat?.include === categories)),
    choice(code, (keys) => is(keys, code?.include === keys)),
  ].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : and(parts)
}

const hasStep = (condition: Fragment): Fragment =>
  sql`EXISTS (SELECT FROM agenttracer.step t WHERE t.project_id = r.project_id AND t.run_id = r.run_id AND ${condition})`

/** The model that was asked for (a model step's name) or the one that answered. */
const hasModel = (ids: readonly number[]): Fragment =>
  hasStep(sql`((t.name = ANY (${ids}) AND t.type = ${stepTypeCodes.model}) OR t.model = ANY (${ids}))`)

function rangeSql(place: Fragment, range: Range | undefined): Fragment | undefined {
  if (range === undefined) return undefined
  const parts: Fragment[] = []
  // Without the cast Postgres reads the number as the column's type and fails at a fraction, or at one beyond its bounds.
  if (range.min !== undefined) parts.push(sql`${place} >= ${range.min}::float8`)
  if (range.max !== undefined) parts.push(sql`${place} <= ${range.max}::float8`)
  return and(parts)
}

async function readNameIds(client: pg.ClientBase, project: ProjectId, filter: RunFilter): Promise<NameIds> {
  const fields = [filter.agent, filter.version, filter.env, filter.name, filter.tool, filter.model]
  const texts = [...new Set(fields.flatMap((field) => [...(field?.include ?? []), ...(field?.exclude ?? [])] as string[]))]
  if (texts.length === 0) return () => []
  const found = await rows<{ kind: number; name_id: number; name: string }>(
    client, sql`SELECT n.kind, n.name_id, n.name::text AS name FROM agenttracer.name n WHERE n.project_id = ${project} AND n.name = ANY (${texts})`,
  )
  return (kinds, names) => {
    const codes: readonly number[] = kinds.map((kind) => nameKindCodes[kind])
    return found.filter((row) => codes.includes(row.kind) && names.includes(row.name)).map((row) => row.name_id)
  }
}
