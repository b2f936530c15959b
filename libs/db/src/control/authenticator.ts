import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { keyScopeCodes, wordOf } from '../columns/codes.ts'
import { once } from '../connect/once.ts'
import { openPool } from '../connect/open-pool.ts'
import { inProject } from '../connect/project-transaction.ts'
import { StoreError } from '../connect/store-error.ts'
import type { Authenticator } from '../store.ts'
import { stored } from './stored.ts'

/** Asks whose key it is, with the role of any door. `close` ends its connections. */
export function createAuthenticator(options: { readonly url: string; readonly connections?: number }): Authenticator & { close(): Promise<void> } {
  const pool = openPool({ url: options.url, max: options.connections ?? 2, statementTimeoutMs: 3_000, name: 'keys' })
  const readDefault = once(async () => {
    const { rows } = await pool.query<{ id: string | null }>('SELECT agenttracer.default_project() AS id')
    const id = rows[0]?.id
    if (id == null) throw new StoreError('no_default_project')
    return id as ProjectId
  })
  return {
    authenticate: (keyHash) =>
      stored(async () => {
        const found = await inProject(pool, null, 'write', (client: pg.PoolClient) =>
          client.query<{ scope: number; project_id: string | null }>('SELECT scope, project_id FROM agenttracer.authenticate($1)', [Buffer.from(keyHash)]))
        const [key] = found.rows
        return key === undefined ? null : { scope: wordOf(keyScopeCodes, key.scope), projectId: key.project_id as ProjectId | null }
      }),
    defaultProject: () => stored(readDefault),
    close: () => pool.end(),
  }
}
