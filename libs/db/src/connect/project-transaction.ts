import type pg from 'pg'
import { isProjectId } from '@agenttracer/schema/names'
import type { ProjectId } from '@agenttracer/schema'
import { StoreError } from './store-error.ts'

export type TransactionMode = 'read' | 'write'

/**
 * Runs the work in one transaction that sees and touches one project only (row-level security reads `app.project_id`). A failed work rolls
 * back; a connection that cannot even do that is thrown away.
 */
export async function inProject<T>(pool: pg.Pool, project: ProjectId | null, mode: TransactionMode, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  if (project !== null && !isProjectId(project)) throw new StoreError('project')
  const client = await pool.connect()
  let broken = false
  try {
    const begin = mode === 'read' ? 'BEGIN TRANSACTION READ ONLY' : 'BEGIN TRANSACTION READ WRITE'
    // One round trip; the id's form was checked above.
    await client.query(project === null ? begin : `${begin}; SET LOCAL app.project_id = '${project}'`)
    const value = await work(client)
    await client.query('COMMIT')
    return value
  } catch (error) {
    broken = await client.query('ROLLBACK').then(() => false, () => true)
    throw error
  } finally {
    client.release(broken)
  }
}
