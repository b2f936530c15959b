import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import type { ControlAnswer, ProjectSummary, Stored } from '../store.ts'
import { inProject } from '../connect/project-transaction.ts'
import { noteChange } from './audit.ts'
import type { ChangedBy } from './audit.ts'
import { stored, storedIfAllowed } from './stored.ts'

const columns = 'project_id, slug::text AS slug, name::text AS name, retention_days'

interface ProjectRow {
  readonly project_id: string
  readonly slug: string
  readonly name: string
  readonly retention_days: number
}

const summary = (row: ProjectRow): ProjectSummary => ({ projectId: row.project_id as ProjectId, slug: row.slug, name: row.name, retentionDays: row.retention_days })

export const readProjects = async (pool: pg.Pool): Promise<readonly ProjectSummary[]> =>
  (await pool.query<ProjectRow>(`SELECT ${columns} FROM agenttracer_control.project ORDER BY created_at, slug`)).rows.map(summary)

export const listProjects = (pool: pg.Pool): Promise<Stored<readonly ProjectSummary[]>> => stored(() => readProjects(pool))

export const createProject = (pool: pg.Pool, project: { readonly slug: string; readonly name: string }, by: ChangedBy): Promise<ControlAnswer<ProjectSummary>> =>
  storedIfAllowed(() =>
    inProject(pool, null, 'write', async (client) => {
      const made = await client.query<ProjectRow>(`INSERT INTO agenttracer_control.project (slug, name) VALUES ($1, $2) RETURNING ${columns}`, [project.slug, project.name])
      const [shown] = made.rows.map(summary) as [ProjectSummary]
      await noteChange(client, { action: 'project_created', by, project: null, subjectId: shown.projectId })
      return shown
    }))

/** The same number again is no change. False when there is no such project. */
export const setRetention = (pool: pg.Pool, project: ProjectId, days: number, by: ChangedBy): Promise<ControlAnswer<boolean>> =>
  storedIfAllowed(() =>
    inProject(pool, project, 'write', async (client) => {
      const set = await client.query('UPDATE agenttracer_control.project SET retention_days = $2 WHERE project_id = $1 AND retention_days <> $2', [project, days])
      if (set.rowCount === 1) {
        await noteChange(client, { action: 'retention_set', by, project, subjectId: project, amount: days })
        return true
      }
      return (await client.query('SELECT 1 FROM agenttracer_control.project WHERE project_id = $1', [project])).rowCount === 1
    }))
