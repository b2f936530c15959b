import type pg from 'pg'
import { isProjectId } from '@agenttracer/schema/names'
import type { ProjectId } from '@agenttracer/schema'
import { keyScopeCodes, wordOf } from '../columns/codes.ts'
import { inProject } from '../connect/project-transaction.ts'
import type { ControlAnswer, KeySummary, NewKey, Stored } from '../store.ts'
import { noteChange } from './audit.ts'
import type { ChangedBy } from './audit.ts'
import { stored, storedIfAllowed } from './stored.ts'

const columns = 'key_id, project_id, scope, prefix::text AS prefix, name::text AS name, created_at, last_used_at, expires_at, revoked_at'

interface KeyRow {
  readonly key_id: string
  readonly project_id: string | null
  readonly scope: number
  readonly prefix: string
  readonly name: string
  readonly created_at: Date
  readonly last_used_at: Date | null
  readonly expires_at: Date | null
  readonly revoked_at: Date | null
}

const summary = (row: KeyRow): KeySummary => ({
  keyId: row.key_id, projectId: row.project_id as ProjectId | null, scope: wordOf(keyScopeCodes, row.scope), prefix: row.prefix, name: row.name,
  createdAt: row.created_at.toISOString(), lastUsedAt: row.last_used_at?.toISOString() ?? null, expiresAt: row.expires_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export const createKey = (pool: pg.Pool, key: NewKey, by: ChangedBy): Promise<ControlAnswer<KeySummary>> =>
  storedIfAllowed(() =>
    inProject(pool, key.projectId, 'write', async (client) => {
      const made = await client.query<KeyRow>(
        `INSERT INTO agenttracer_control.api_key (project_id, scope, prefix, key_hash, name, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${columns}`,
        [key.projectId, keyScopeCodes[key.scope], key.prefix, Buffer.from(key.keyHash), key.name, key.expiresAt ?? null],
      )
      const [shown] = made.rows.map(summary) as [KeySummary]
      await noteChange(client, { action: 'key_created', by, project: key.projectId, subjectId: shown.keyId, scope: key.scope })
      return shown
    }))

export const listKeys = (pool: pg.Pool, project: ProjectId | null): Promise<Stored<readonly KeySummary[]>> =>
  stored(async () => {
    const found = await inProject(pool, project, 'read', (client) =>
      client.query<KeyRow>(`SELECT ${columns} FROM agenttracer_control.api_key WHERE project_id IS NOT DISTINCT FROM $1 ORDER BY created_at DESC, key_id`, [project]))
    return found.rows.map(summary)
  })

export const revokeKey = (pool: pg.Pool, project: ProjectId | null, keyId: string, by: ChangedBy): Promise<Stored<boolean>> =>
  stored(async () => {
    if (!isProjectId(keyId)) return false
    return inProject(pool, project, 'write', async (client) => {
      const revoked = await client.query<{ scope: number }>(
        'UPDATE agenttracer_control.api_key SET revoked_at = now() WHERE key_id = $1 AND project_id IS NOT DISTINCT FROM $2 AND revoked_at IS NULL RETURNING scope', [keyId, project],
      )
      const [row] = revoked.rows
      if (row === undefined) return false
      await noteChange(client, { action: 'key_revoked', by, project, subjectId: keyId, scope: wordOf(keyScopeCodes, row.scope) })
      return true
    })
  })
