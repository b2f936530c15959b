import type pg from 'pg'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import { inProject } from '../connect/project-transaction.ts'
import { storeError } from '../connect/sql-failure.ts'
import type { Stored } from '../store.ts'
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
      while (deleted > 0 && Date.now() < until) deleted = await deleteChunk(pool, projectId, before, null)
      isComplete &&= deleted === 0
      await inProject(pool, projectId, 'write', (client) => client.query('SELECT agenttracer.fold_dirty_hours_v1()'))
    }
    return isComplete
  })

export const deleteRuns = (pool: pg.Pool, project: ProjectId, environment: SafeName): Promise<Stored<number>> =>
  stored(async () => {
    let total = 0
    for (let deleted = chunk; deleted > 0; total += deleted) deleted = await deleteChunk(pool, project, 'infinity', environment)
    return total
  })

async function deleteChunk(pool: pg.Pool, project: ProjectId, before: string, environment: string | null): Promise<number> {
  const { rows } = await inProject(pool, project, 'write', (client) =>
    client.query<{ deleted: number }>('SELECT agenttracer.delete_runs_v1($1, $2, $3) AS deleted', [before, environment, chunk]))
  return rows[0]?.deleted ?? 0
}

async function asJob<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw storeError(error)
  }
}
