import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'
import type { Window } from '../read/window.ts'
import { partOf } from './parts.ts'
import type { Parts } from './parts.ts'

const hourMs = 3_600_000

/** From, inclusive, and to, exclusive; Unix milliseconds. */
type Stretch = readonly [from: number, to: number]

/** A window cut in two: hours whose stored sums are up to date, and the rest, which is read from rows. */
export interface Cover {
  readonly rolled: readonly Stretch[]
  readonly rest: readonly Stretch[]
  /** Who and where, over a rollup or a run `r`. */
  readonly where: Fragment
  /** The same cut also where an hour lies in two parts: such an hour is read from rows. */
  readonly along: (parts: Parts) => Cover
}

const rolledFields: ReadonlySet<string> = new Set(['agent', 'version', 'env', 'from', 'to', 'last'] satisfies (keyof RunFilter)[])

/**
 * Undefined: the rows alone answer. That is so where the filter asks for what the sums do not know, and where few runs are meant: then rows are
 * quick, and their percentiles exact. One finding serves every call for the same filter and window.
 */
export async function coverOf(context: ReadContext, filter: RunFilter, window: Window): Promise<Cover | undefined> {
  if (Object.keys(filter).some((field) => !rolledFields.has(field))) return undefined
  const [from, to] = [Date.parse(window.from), Date.parse(window.to) + 1]
  if (to - from < 2 * hourMs) return undefined
  const dirty = await readDirty(context, from, to)
  const { agent, version, env } = filter
  const dimensions: RunFilter = { ...(agent === undefined ? {} : { agent }), ...(version === undefined ? {} : { version }), ...(env === undefined ? {} : { env }) }
  const where = await filterSql(context.client, context.project, dimensions, context)
  const along = (parts?: Parts): Cover => {
    const isRolled = (hour: number): boolean => !dirty.has(hour) && (parts === undefined || partOf(parts, hour) === partOf(parts, hour + hourMs - 1))
    return { ...cut(from, to, isRolled), where, along }
  }
  const cover = along()
  const [found] = await rows<{ runs: number }>(context.client, sql`
    SELECT coalesce(sum(r.interrupted + r.cancelled + r.success + r.failed), 0)::int8 AS runs FROM ${rolledSql(cover, 0)}`)
  return (found?.runs ?? 0) > context.exactUpTo ? cover : undefined
}

function cut(from: number, to: number, isRolled: (hour: number) => boolean): Pick<Cover, 'rolled' | 'rest'> {
  const [rolled, rest]: [Stretch[], Stretch[]] = [[], []]
  const add = (list: Stretch[], start: number, end: number): void => {
    const last = list.at(-1)
    if (start >= end) return
    if (last !== undefined && last[1] === start) list[list.length - 1] = [last[0], end]
    else list.push([start, end])
  }
  const first = Math.ceil(from / hourMs) * hourMs
  add(rest, from, Math.min(first, to))
  for (let hour = first; hour < to; hour += hourMs) add(hour + hourMs <= to && isRolled(hour) ? rolled : rest, hour, Math.min(hour + hourMs, to))
  return { rolled, rest }
}

/** Hours (UTC) with a mark. A mark tells the server's hour, which may touch two of UTC. */
async function readDirty({ client, project }: ReadContext, from: number, to: number): Promise<ReadonlySet<number>> {
  const found = await rows<{ at: number }>(client, sql`SELECT DISTINCT (extract(epoch FROM d.hour) * 1000)::float8 AS at FROM agenttracer.dirty_hour d
    WHERE d.project_id = ${project} AND d.hour > ${instant(from - 2 * hourMs)} AND d.hour < ${instant(to)}`)
  return new Set(found.flatMap(({ at }) => [Math.floor(at / hourMs) * hourMs, Math.floor((at + hourMs - 1) / hourMs) * hourMs]))
}

const iso = (ms: number): string => new Date(ms).toISOString()
const instant = (ms: number): Fragment => sql`${iso(ms)}::timestamptz`
const stretches = (list: readonly Stretch[]): Fragment => sql`unnest(${list.map(([a]) => iso(a))}::timestamptz[], ${list.map(([, b]) => iso(b))}::timestamptz[]) g(a, b)`

/**
 * Whether an hour is rolled: one range, less the hours in between that are not. Joined with a list of stretches the planner expects a ninth
 * of all rows for each and compares every row with every stretch: seconds for a month.
 */
function isRolledSql(hour: Fragment, rolled: readonly Stretch[]): Fragment {
  const [first, last] = [rolled[0], rolled.at(-1)]
  if (first === undefined || last === undefined) return sql`false`
  const gaps = rolled.slice(1).flatMap(([start], at) => {
    const end = rolled[at]?.[1] ?? start
    return Array.from({ length: Math.round((start - end) / hourMs) }, (_, index) => iso(end + index * hourMs))
  })
  return sql`${hour} >= ${instant(first[0])} AND ${hour} < ${instant(last[1])}${gaps.length === 0 ? sql`` : sql` AND ${hour} <> ALL (${gaps}::timestamptz[])`}`
}

/** The rolled sums as a table `r`: null names as in runs, `sort_at` the hour. */
export const rolledSql = ({ rolled, where }: Pick<Cover, 'rolled' | 'where'>, facet: 0 | 1 | 2): Fragment => sql`(
  SELECT r.* FROM (
    SELECT o.project_id, o.hour, o.hour AS sort_at, o.first_at, o.steps, o.retries, o.input_tokens, o.output_tokens, nullif(o.agent_id, 0) AS agent_id,
      nullif(o.agent_version, 0) AS agent_version, nullif(o.environment, 0) AS environment, o.name, o.interrupted, o.cancelled, o.success, o.failed, o.degraded, o.retried,
      o.tool_failures, o.model_failures, o.retrieval_failures, o.orchestration_failures, o.step_types, o.latency_class, o.latency_count
    FROM agenttracer.rollup o WHERE o.facet = ${sql.lit(facet)} AND ${isRolledSql(sql`o.hour`, rolled)}) r WHERE ${where}) r`

/** The same of groups of failures. */
export const rolledFailuresSql = ({ rolled, where }: Pick<Cover, 'rolled' | 'where'>): Fragment => sql`(
  SELECT r.* FROM (
    SELECT o.project_id, o.hour AS sort_at, o.fingerprint, o.failure_code, o.runs, nullif(o.agent_id, 0) AS agent_id, nullif(o.agent_version, 0) AS agent_version,
      nullif(o.environment, 0) AS environment FROM agenttracer.rollup_failure o WHERE ${isRolledSql(sql`o.hour`, rolled)}) r WHERE ${where}) r`

/**
 * Rows of the rest, and the open runs of the rolled hours, as a table `r`. Names no columns: the planner leaves out what is not used. Each
 * stretch is looked up by the index (OFFSET 0 keeps the planner from turning that into a join of all with all).
 */
export function restSql({ rolled, rest, where }: Cover): Fragment {
  const [first, last] = [rolled[0], rolled.at(-1)]
  const rows = sql`SELECT r.* FROM ${stretches(rest)} CROSS JOIN LATERAL (SELECT r.* FROM agenttracer.run r WHERE r.sort_at >= g.a AND r.sort_at < g.b AND ${where} OFFSET 0) r`
  if (first === undefined || last === undefined) return sql`(${rows}) r`
  return sql`(${rows}
    UNION ALL SELECT r.* FROM agenttracer.run r WHERE r.status = 10 AND r.sort_at >= ${instant(first[0])} AND r.sort_at < ${instant(last[1])}
      AND EXISTS (SELECT FROM ${stretches(rolled)} WHERE r.sort_at >= g.a AND r.sort_at < g.b) AND ${where}) r`
}
