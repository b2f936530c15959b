import { sql } from 'kysely'
import type { ErrorClass, Fingerprint, ModelName, RunFilter, RunId, SafeName } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { FailureGroup, FailureStateChange } from '@agenttracer/schema/query'
import { failureModes, stateOfMode } from '../columns/failure-modes.ts'
import { filterSql } from '../read/filter-sql.ts'
import { summaries } from '../read/list-runs.ts'
import type { ReadContext } from '../read/read-context.ts'
import { readNames } from '../read/read-names.ts'
import { iso, runSelect } from '../read/run-read.ts'
import type { RunReadRow } from '../read/run-read.ts'
import { readLastGood } from '../read/read-scope.ts'
import { rows } from '../read/sql-text.ts'
import type { NameTexts } from '../columns/step-read.ts'
import { findGroups, findIdleGroups } from './found-groups.ts'
import { versionText } from './group-row.ts'
import { judgeGroups } from './judged-groups.ts'
import type { JudgedGroup } from './judged-groups.ts'
import { groupRows } from './list-groups.ts'
import { readStateLog, readStates } from './read-states.ts'
import type { StoredState } from './read-states.ts'

const maxVersions = 20
const maxRecent = 10

/** One group of like failures; null when the project has no run of it in retention. */
export async function readGroup(context: ReadContext, fingerprint: Fingerprint, filter: RunFilter): Promise<FailureGroup | null> {
  const found = await findGroups(context, filter, fingerprint)
  const one = found.length > 0 ? found : await findIdleGroups(context, {}, [fingerprint])
  const [group] = await judgeGroups(context, filter, one, await readStates(context))
  if (group === undefined) return null
  const [row] = await groupRows(context, [group])
  const span = await readSpan(context, fingerprint, filter)
  if (row === undefined || span === undefined) return null
  const recent = await readRecent(context, fingerprint)
  const log = await readStateLog(context, fingerprint)
  const ids = [...span.environments, span.error_class, ...log.map((change) => change.resolved_version), ...group.order.map(({ version }) => version)]
  const names = await readNames(context.client, context.project, new Set(ids.filter((id) => id !== null)))
  return {
    ...row,
    path: await readPath(context, group.found.newest_run_id),
    errorClass: span.error_class === null ? null : ((names.get(span.error_class) ?? null) as ErrorClass | null),
    attempts: span.used === null ? null : { used: span.used, max: span.max },
    environments: span.environments.map((id) => ((id === null ? undefined : names.get(id)) ?? unknownName) as SafeName).sort(),
    oldestRunId: span.oldest as RunId,
    slowestRunId: span.slowest as RunId,
    byVersion: byVersion(group, names),
    log: log.map((change) => changeView(change, names)),
    lastGoodRunId: recent[0] === undefined ? null : await readLastGood(context, recent[0]),
    recent: await summaries(context, recent),
  }
}

interface Span {
  readonly oldest: string
  readonly slowest: string
  readonly environments: readonly (number | null)[]
  readonly error_class: number | null
  readonly used: number | null
  readonly max: number | null
}

/** What the runs of the window have in common; without a run in it, what those of retention have. */
async function readSpan(context: ReadContext, fingerprint: Fingerprint, filter: RunFilter): Promise<Span | undefined> {
  for (const asked of [filter, {}]) {
    const where = await filterSql(context.client, context.project, asked, asked === filter ? { ...context, window: '24h' } : context)
    const same = (column: string): ReturnType<typeof sql> => sql.raw(`CASE WHEN count(*) = count(${column}) AND min(${column}) = max(${column}) THEN min(${column}) END`)
    const [span] = await rows<Span & { readonly runs: number }>(context.client, sql`
      SELECT count(*)::int8 AS runs, (array_agg(r.run_id ORDER BY r.sort_at, r.run_id))[1] AS oldest, (array_agg(r.run_id ORDER BY r.duration_ms DESC NULLS LAST, r.run_id))[1] AS slowest,
        array_agg(DISTINCT r.environment) AS environments, ${same('r.failure_error_class')} AS error_class, ${same('r.attempts_used')} AS used, ${same('r.attempts_max')} AS max
      FROM agenttracer.run r WHERE ${where} AND r.fingerprint = ${fingerprint}::uuid AND r.failure_code IS NOT NULL`)
    if (span !== undefined && span.runs > 0) return span
  }
  return undefined
}

/** Names from the top of the newest run down to its cause. */
async function readPath({ client, project }: ReadContext, runId: string): Promise<ModelName[]> {
  const found = await rows<{ name: string }>(client, sql`
    SELECT n.name::text AS name FROM agenttracer.run r, unnest(r.cause_path) WITH ORDINALITY p(step_id, place)
    JOIN agenttracer.step t ON t.project_id = ${project} AND t.run_id = ${runId}::uuid AND t.step_id = p.step_id
    JOIN agenttracer.name n ON n.project_id = t.project_id AND n.name_id = t.name
    WHERE r.project_id = ${project} AND r.run_id = ${runId}::uuid ORDER BY p.place`)
  return found.map(({ name }) => name as ModelName)
}

const readRecent = (context: ReadContext, fingerprint: Fingerprint): Promise<RunReadRow[]> =>
  rows<RunReadRow>(context.client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r
    WHERE r.project_id = ${context.project} AND r.fingerprint = ${fingerprint}::uuid ORDER BY r.sort_at DESC LIMIT ${maxRecent}`)

const byVersion = ({ order, shares }: JudgedGroup, names: NameTexts): FailureGroup['byVersion'] =>
  order.map(({ version, firstAt }, at) => ({ version: versionText(version, names), firstSeenAt: iso(firstAt), runs: shares[at]?.runs ?? 0, failing: shares[at]?.failing ?? 0 })).slice(-maxVersions)

export function changeView(change: StoredState, names: NameTexts): FailureStateChange {
  const state = stateOfMode(change.mode)
  return {
    state,
    at: iso(change.changed_at),
    by: change.changed_by,
    version: state === 'resolved' ? versionText(change.resolved_version, names) : null,
    isNow: change.mode === failureModes.resolvedNow,
    until: change.ignored_until === null ? null : iso(change.ignored_until),
    above: change.ignored_above,
  }
}
