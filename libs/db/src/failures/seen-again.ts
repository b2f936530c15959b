import { sql } from 'kysely'
import { failureModes } from '../columns/failure-modes.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { StoredState } from './read-states.ts'
import type { NameNumber, SeenVersion } from './version-order.ts'

/** What came of a group after it was resolved. */
export interface SeenAgain {
  readonly fingerprint: string
  /** Newest run, received since, of a version first seen after the resolved one. */
  readonly later_run: string | null
  readonly later_version: NameNumber
  /** Resolved now, and a run of the then newest version has started and failed the same since. */
  readonly is_same: boolean
}

export interface Resolved {
  readonly state: StoredState
  /** Versions of the group's agent, by first sight. */
  readonly versions: readonly SeenVersion[]
}

/** The year 9999: after every run. */
const neverMs = 253_370_764_800_000

/** Runs of resolved groups that came afterwards: one short walk of an index a group. */
export async function readSeenAgain({ client, project }: ReadContext, resolved: readonly Resolved[]): Promise<ReadonlyMap<string, SeenAgain>> {
  if (resolved.length === 0) return new Map()
  const asked = resolved.map(({ state, versions }) => {
    // A version whose runs are past retention cannot be placed: what came after the word counts as later.
    const after = versions.find(({ version }) => version === state.resolved_version)?.firstAt ?? state.changed_at
    const later = versions.filter(({ firstAt }) => firstAt > after)
    return { state, later, from: Math.min(...later.map(({ firstAt }) => firstAt), neverMs) }
  })
  const time = (values: readonly number[]): ReturnType<typeof sql> => sql`${values.map((value) => new Date(value).toISOString())}::text[]`
  const found = await rows<SeenAgain>(client, sql`
    SELECT a.fingerprint, l.run_id AS later_run, l.agent_version AS later_version, coalesce(s.found, false) AS is_same
    FROM unnest(${asked.map(({ state }) => state.fingerprint)}::text[], ${time(asked.map(({ state }) => state.changed_at))}, ${time(asked.map(({ from }) => from))},
      ${asked.map(({ later }) => later.flatMap(({ version }) => version ?? []).join(','))}::text[], ${asked.map(({ later }) => later.some(({ version }) => version === null))}::bool[],
      ${asked.map(({ state }) => state.mode === failureModes.resolvedNow)}::bool[], ${asked.map(({ state }) => state.resolved_version)}::int4[])
      AS a(fingerprint, changed_at, later_from, later, is_nameless_later, is_now, version)
    LEFT JOIN LATERAL (SELECT r.run_id, r.agent_version FROM agenttracer.run r WHERE r.project_id = ${project} AND r.fingerprint = a.fingerprint::uuid
      AND r.sort_at >= a.later_from::timestamptz AND r.received_at > a.changed_at::timestamptz
      AND (r.agent_version = ANY (string_to_array(a.later, ',')::int4[]) OR (a.is_nameless_later AND r.agent_version IS NULL)) ORDER BY r.sort_at DESC LIMIT 1) l ON true
    LEFT JOIN LATERAL (SELECT true AS found FROM agenttracer.run r WHERE a.is_now AND r.project_id = ${project} AND r.fingerprint = a.fingerprint::uuid
      AND r.sort_at > a.changed_at::timestamptz AND r.agent_version IS NOT DISTINCT FROM a.version ORDER BY r.sort_at DESC LIMIT 1) s ON true`)
  return new Map(found.map((row) => [row.fingerprint, row]))
}
