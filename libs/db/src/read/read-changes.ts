import { sql } from 'kysely'
import { splitFailureKey } from '@agenttracer/schema'
import type { Fingerprint, Instant, ModelName, RunFilter, RunId, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { OverviewChange } from '@agenttracer/schema/query'
import { runStatusCodes, stepTypeCodes, wordOf } from '../columns/codes.ts'
import type { NameTexts } from '../columns/step-read.ts'
import { findGroups } from '../failures/found-groups.ts'
import type { FoundGroup } from '../failures/found-groups.ts'
import { versionText } from '../failures/group-row.ts'
import { agentsOf, readVersionOrder } from '../failures/version-order.ts'
import type { NameNumber, VersionOrder } from '../failures/version-order.ts'
import { filterSql } from './filter-sql.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { iso } from './run-read.ts'
import { rows } from './sql-text.ts'
import { windowOf } from './window.ts'

const lastRuns = 10

/** When an agent ran last, for whoever decides what silence is. */
export interface Pulse {
  readonly agentId: SafeName
  readonly version: VersionLabel
  readonly runId: RunId
  /** Starts of its last runs, at most ten, newest first; Unix milliseconds. */
  readonly starts: readonly number[]
  /** One of them goes on: a sign of life. */
  readonly isRunning: boolean
}

export interface StoredChanges {
  readonly from: Instant
  readonly to: Instant
  readonly versions: readonly (OverviewChange & { readonly kind: 'version' })[]
  readonly failures: readonly (OverviewChange & { readonly kind: 'failure' })[]
  /** Of the agents whose last run began in the window. */
  readonly pulses: readonly Pulse[]
}

interface VersionCount {
  readonly agent_id: NameNumber
  readonly version: NameNumber
  readonly runs: number
  readonly failed: number
  readonly rated: number
}

interface PulseRow {
  readonly agent_id: NameNumber
  readonly version: NameNumber
  readonly run_id: string
  readonly starts: readonly number[]
  readonly is_running: boolean
}

/** Versions and groups of failures that the window saw first, and the pulse of its agents. */
export async function readChanges(context: ReadContext, filter: RunFilter): Promise<StoredChanges> {
  const { client, project } = context
  const window = windowOf(filter, context.now)
  // First, as in `readTopFailures`: the Overview asks for both at once.
  const groups = (await findGroups(context, filter)).filter((group) => group.first_at >= Date.parse(window.from))
  const where = await filterSql(client, project, filter, { ...context, window: '24h' })
  const counts = await rows<VersionCount>(client, sql`
    SELECT r.agent_id, r.agent_version AS version, count(*)::int8 AS runs, count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed,
      count(*) FILTER (WHERE r.status IN (${runStatusCodes.success}, ${runStatusCodes.failed}))::int8 AS rated
    FROM agenttracer.run r WHERE ${where} GROUP BY 1, 2`)
  const agents = agentsOf(counts)
  const order = await readVersionOrder(context, agents)
  const pulses = await readPulses(context, filter, agents)
  const versions = [...order.values()].flatMap((list) => list.map(({ version }) => version))
  const names = await readNames(client, project, new Set([...agents, ...versions, ...pulses.map((row) => row.version), ...groups.flatMap((group) => [group.agent_id, group.root_cause_name, group.first_version])].filter((id) => id !== null)))
  const agentText = (id: NameNumber): SafeName => ((id === null ? undefined : names.get(id)) ?? unknownName) as SafeName
  return {
    ...window,
    versions: counts.flatMap((count) => newVersion(count, order, names, window.from)),
    failures: groups.flatMap((group) => newFailure(group, names, context)),
    pulses: pulses.map((row) => ({ agentId: agentText(row.agent_id), version: versionText(row.version, names), runId: row.run_id as RunId, starts: row.starts, isRunning: row.is_running })),
  }
}

/** One probe of the index an agent. */
function readPulses({ client, project }: ReadContext, { env }: RunFilter, agents: readonly NameNumber[]): Promise<PulseRow[]> {
  // Another environment's runs are no sign of life of this one: asked by the names that the filter has.
  const isThere = env === undefined ? sql`true` : sql`r.environment IS NOT DISTINCT FROM (SELECT n.name_id FROM agenttracer.name n WHERE n.project_id = ${project} AND n.kind = 3 AND n.name = ${env.include[0] ?? ''})`
  return rows<PulseRow>(client, sql`
    SELECT a.agent_id, (array_agg(l.agent_version ORDER BY l.sort_at DESC))[1] AS version, (array_agg(l.run_id ORDER BY l.sort_at DESC))[1] AS run_id,
      array_agg((extract(epoch FROM l.sort_at) * 1000)::float8 ORDER BY l.sort_at DESC) AS starts, bool_or(l.status = ${runStatusCodes.running}) AS is_running
    FROM unnest(${agents}::int4[]) a(agent_id) CROSS JOIN LATERAL (
      SELECT r.run_id, r.sort_at, r.agent_version, r.status FROM agenttracer.run r WHERE r.project_id = ${project} AND r.agent_id IS NOT DISTINCT FROM a.agent_id AND ${isThere}
      ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${lastRuns}) l
    GROUP BY 1`)
}

function newVersion(count: VersionCount, order: VersionOrder, names: NameTexts, from: Instant): StoredChanges['versions'] {
  const seen = order.get(count.agent_id) ?? []
  const at = seen.findIndex(({ version }) => version === count.version)
  const own = seen[at]
  if (own === undefined || own.firstAt < Date.parse(from)) return []
  const before = seen[at - 1]
  const { runs, failed, rated } = count
  return [{
    kind: 'version', at: iso(own.firstAt), agentId: ((count.agent_id === null ? undefined : names.get(count.agent_id)) ?? unknownName) as SafeName, version: versionText(count.version, names),
    previousVersion: before === undefined ? null : versionText(before.version, names), runs, failed, rated,
  }]
}

function newFailure(group: FoundGroup, names: NameTexts, { words }: ReadContext): StoredChanges['failures'] {
  const key = words.failureKey(group.failure_code)
  if (key === null) return []
  const stepType = group.root_cause_type === null ? null : wordOf(stepTypeCodes, group.root_cause_type)
  return [{
    kind: 'failure', at: iso(group.first_at), agentId: ((group.agent_id === null ? undefined : names.get(group.agent_id)) ?? unknownName) as SafeName, version: versionText(group.first_version, names),
    fingerprint: group.fingerprint as Fingerprint, ...splitFailureKey(key), stepType, httpStatus: group.http_status, runs: group.runs,
    stepName: ((group.root_cause_name === null ? undefined : names.get(group.root_cause_name)) ?? stepType) as ModelName | null,
  }]
}
