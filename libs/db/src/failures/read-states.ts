import { sql } from 'kysely'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { NameNumber } from './version-order.ts'

/** One change of a group's state as it is stored. Times in Unix milliseconds. */
export interface StoredState {
  readonly fingerprint: string
  readonly mode: number
  readonly changed_at: number
  readonly changed_by: string | null
  readonly resolved_version: NameNumber
  readonly ignored_until: number | null
  readonly ignored_above: number | null
}

const select = sql.raw(`replace(s.fingerprint::text, '-', '') AS fingerprint, s.mode, (extract(epoch FROM s.changed_at) * 1000)::float8 AS changed_at,
  s.changed_by::text AS changed_by, s.resolved_version, (extract(epoch FROM s.ignored_until) * 1000)::float8 AS ignored_until, s.ignored_above`)

/** State rows are made by people: past this many groups the oldest words are forgotten here. */
const mostStates = 5_000
const mostChanges = 100

/** The state of every group that somebody has spoken about. */
export async function readStates({ client, project }: ReadContext): Promise<ReadonlyMap<string, StoredState>> {
  const found = await rows<StoredState>(client, sql`SELECT DISTINCT ON (s.fingerprint) ${select}
    FROM (SELECT o.* FROM agenttracer.failure_state o WHERE o.project_id = ${project} ORDER BY o.change_id DESC LIMIT ${mostStates}) s
    ORDER BY s.fingerprint, s.change_id DESC`)
  return new Map(found.map((state) => [state.fingerprint, state]))
}

/** What was said about one group, newest first. */
export const readStateLog = ({ client, project }: ReadContext, fingerprint: string): Promise<StoredState[]> =>
  rows<StoredState>(client, sql`SELECT ${select} FROM agenttracer.failure_state s
    WHERE s.project_id = ${project} AND s.fingerprint = ${fingerprint}::uuid ORDER BY s.change_id DESC LIMIT ${mostChanges}`)
