import type pg from 'pg'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import { inProject } from '../connect/project-transaction.ts'
import { storeError } from '../connect/sql-failure.ts'
import type { Stored } from '../store.ts'
import { noteChange } from './audit.ts'
import type { Change, ChangedBy } from './audit.ts'
import { readProjects } from './projects.ts'
import { stored } from './stored.ts'

/** Runs deleted in one transaction: short enough that no writer waits for it noticeably. */
const chunk = 200
const dayMs = 86_400_000

export const ensurePartitions = (pool: pg.Pool): Promise<void> => asJob(async () => void (await pool.query('SELECT agenttracer.ensure_partitions_v1()')))

/** Whole weeks go by dropping their partition; what a shorter retention leaves in a living week goes in chunks. */
export const sweepRetention = (pool: pg.Pool, withinMs: number): Promise<boolean> =>
  asJob(async () => {
    const until = Date.now() + withinMs
    await pool.query('SELECT agenttracer.drop_partitions_v1()')
    let isComplete = true
    for (const { projectId, retentionDays } of await readProjects(pool)) {
      const before = new Date(Date.now() - retentionDays * dayMs).toISOString()
      let deleted = chunk
      while (deleted > 0 && Date.now() < until) deleted = await inProject(pool, projectId, 'write', (client) => deleteSome(client, before, null))
      isComplete &&= deleted === 0
      await inProject(pool, projectId, 'write', (client) => client.query('SELECT agenttracer.fold_dirty_hours_v1(), agenttracer.forget_rollups_v1($1)', [before]))
    }
    await pool.query('SELECT agenttracer.trim_audit_v1()')
    return isComplete
  })

/** Recomputes sums of hours that are over and were written since, in one transaction; how many hours. 0: none is left, or another process is at it. */
export const rollUp = (pool: pg.Pool, project: ProjectId, hours: number): Promise<number> =>
  asJob(async () => {
    const { rows } = await inProject(pool, project, 'write', (client) => client.query<{ hours: number }>('SELECT agenttracer.roll_up_v1($1) AS hours', [hours]))
    return rows[0]?.hours ?? 0
  })

/** Chunk by chunk: the order is noted with the first, what came of it with the last. */
export const deleteRuns = (pool: pg.Pool, project: ProjectId, environment: SafeName, by: ChangedBy): Promise<Stored<number>> =>
  stored(async () => {
    const note = (action: 'environment_deletion_began' | 'environment_deleted', amount?: number): Change => ({ action, by, project, subjectId: project, ...(amount === undefined ? {} : { amount }) })
    let total = 0
    for (;;) {
      const deleted = await inProject(pool, project, 'write', async (client) => {
        const count = await deleteSome(client, 'infinity', environment)
        if (count > 0 && total === 0) await noteChange(client, note('environment_deletion_began'))
        if (count === 0 && total > 0) await noteChange(client, note('environment_deleted', total))
        return count
      })
      if (deleted === 0) return total
      total += deleted
    }
  })

async function deleteSome(client: pg.PoolClient, before: string, environment: string | null): Promise<number> {
  const { rows } = await client.query<{ deleted: number }>('SELECT agenttracer.delete_runs_v1($1, $2, $3) AS deleted', [before, environment, chunk])
  return rows[0]?.deleted ?? 0
}

async function asJob<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storeError(error)
  }
}
