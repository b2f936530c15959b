import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import type { ControlAnswer, ProjectSummary, Stored } from '../store.ts'
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

export const createProject = (pool: pg.Pool, project: { readonly slug: string; readonly name: string }): Promise<ControlAnswer<ProjectSummary>> =>
  storedIfAllowed(async () => {
    const made = await pool.query<ProjectRow>(`INSERT INTO agenttracer_control.project (slug, name) VALUES ($1, $2) RETURNING ${columns}`, [project.slug, project.name])
    return made.rows.map(summary)[0] as ProjectSummary
  })

export const setRetention = (pool: pg.Pool, project: ProjectId, days: number): Promise<ControlAnswer<boolean>> =>
  storedIfAllowed(async () => (await pool.query('UPDATE agenttracer_control.project SET retention_days = $2 WHERE project_id = $1', [project, days])).rowCount === 1)
