import type pg from 'pg'
import { auditActions } from '@agenttracer/schema/query'
import type { AuditAction, AuditActor, AuditEntry, AuditPage } from '@agenttracer/schema/query'
import type { Instant, ProjectId } from '@agenttracer/schema'
import { keyScopeCodes, wordOf } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import type { KeyScope, Stored } from '../store.ts'
import { stored } from './stored.ts'

const actorCodes = { instance_key: 1, admin_key: 2, web: 3, setting: 4 } as const satisfies Record<AuditActor, number>

/** Who makes a change. `keyPrefix`: first characters of the key, for `admin_key`. */
export interface ChangedBy {
  readonly actor: AuditActor
  readonly keyPrefix: string | null
}

export interface Change {
  readonly action: Exclude<AuditAction, 'other'>
  readonly by: ChangedBy
  /** Null: a change of the instance. */
  readonly project: ProjectId | null
  /** Id of what was changed; a fingerprint is one too. */
  readonly subjectId: string
  readonly scope?: KeyScope
  readonly amount?: number
}

/** Notes a change in the transaction that makes it: there is never the one without the other. */
export async function noteChange(client: pg.PoolClient, { action, by, project, subjectId, scope, amount }: Change): Promise<void> {
  await client.query('INSERT INTO agenttracer_control.audit (project_id, subject_id, amount, actor, scope, action, key_prefix) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    project, subjectId, amount ?? null, actorCodes[by.actor], scope === undefined ? null : keyScopeCodes[scope], action, by.actor === 'admin_key' ? by.keyPrefix : null,
  ])
}

interface AuditRow {
  readonly change_id: number
  readonly project_id: string | null
  readonly changed_at: Date
  readonly subject_id: string | null
  readonly amount: number | null
  readonly actor: number
  readonly scope: number | null
  readonly action: string
  readonly key_prefix: string | null
}

const entry = (row: AuditRow): AuditEntry => ({
  changedAt: row.changed_at.toISOString() as Instant, action: auditActions.find((known) => known === row.action) ?? 'other', actor: wordOf(actorCodes, row.actor),
  keyPrefix: row.key_prefix, subjectId: row.subject_id, scope: row.scope === null ? null : wordOf(keyScopeCodes, row.scope), amount: row.amount, isInstance: row.project_id === null,
})

export interface AuditQuery {
  readonly limit: number
  /** `nextCursor` of an answer: only changes before that one. */
  readonly cursor?: string
}

/** Changes of the project and of the instance, newest first. */
export const listAudit = (pool: pg.Pool, project: ProjectId, { limit, cursor }: AuditQuery): Promise<Stored<AuditPage>> =>
  stored(async () => {
    const { rows } = await inProject(pool, project, 'read', (client) =>
      client.query<AuditRow>(
        `SELECT change_id, project_id, changed_at, subject_id, amount, actor, scope, action::text AS action, key_prefix::text AS key_prefix FROM agenttracer_control.audit
         WHERE (project_id = $1 OR project_id IS NULL) AND ($3::int8 IS NULL OR change_id < $3) ORDER BY change_id DESC LIMIT $2`,
        [project, limit + 1, cursor ?? null],
      ))
    const shown = rows.slice(0, limit)
    return { items: shown.map(entry), nextCursor: rows.length > limit ? String(shown.at(-1)?.change_id) : null }
  })
