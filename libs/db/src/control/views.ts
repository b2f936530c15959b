import type pg from 'pg'
import { isProjectId } from '@agenttracer/schema/names'
import type { Instant, ProjectId } from '@agenttracer/schema'
import type { SavedView } from '@agenttracer/schema/query'
import { inProject } from '../connect/project-transaction.ts'
import type { ControlAnswer, Stored } from '../store.ts'
import { noteChange } from './audit.ts'
import type { ChangedBy } from './audit.ts'
import { stored, storedIfAllowed } from './stored.ts'

/** Views that one project may have. */
const most = 100
const columns = 'view_id, name::text AS name, address::text AS address, saved_at'

interface ViewRow {
  readonly view_id: string
  readonly name: string
  readonly address: string
  readonly saved_at: Date
}

const view = (row: ViewRow): SavedView => ({ viewId: row.view_id, name: row.name, address: row.address, savedAt: row.saved_at.toISOString() as Instant })

/** What a person wants to keep. `name`: typed, 1 to 40 characters. `address`: of the list, in the codec's form. */
export interface NewView {
  readonly name: string
  readonly address: string
}

/** By name. */
export const listViews = (pool: pg.Pool, project: ProjectId): Promise<Stored<readonly SavedView[]>> =>
  stored(async () => {
    const found = await inProject(pool, project, 'read', (client) =>
      client.query<ViewRow>(`SELECT ${columns} FROM agenttracer_control.view WHERE project_id = $1 ORDER BY lower(name), view_id`, [project]))
    return found.rows.map(view)
  })

/** Keeps a view under its name, in place of the one that has it. `refused`: a wall would not take it, or the project has too many. */
export const saveView = (pool: pg.Pool, project: ProjectId, { name, address }: NewView, by: ChangedBy): Promise<ControlAnswer<SavedView>> =>
  storedIfAllowed(async () =>
    inProject(pool, project, 'write', async (client) => {
      const made = await client.query<ViewRow>(
        `INSERT INTO agenttracer_control.view AS v (project_id, name, address) SELECT $1::uuid, $2::text, $3::text
           WHERE (SELECT count(*) FROM agenttracer_control.view o WHERE o.project_id = $1::uuid AND o.name <> $2::text) < ${most}
         ON CONFLICT (project_id, name) DO UPDATE SET address = EXCLUDED.address, saved_at = now() RETURNING ${columns}`,
        [project, name, address],
      )
      const [row] = made.rows
      if (row === undefined) return undefined
      await noteChange(client, { action: 'view_saved', by, project, subjectId: row.view_id })
      return view(row)
    })).then((answer): ControlAnswer<SavedView> => (answer.ok ? (answer.value === undefined ? { ok: false, refusal: { kind: 'refused' } } : { ok: true, value: answer.value }) : answer))

/** False when there is no such view. */
export const deleteView = (pool: pg.Pool, project: ProjectId, viewId: string, by: ChangedBy): Promise<Stored<boolean>> =>
  stored(async () => {
    if (!isProjectId(viewId)) return false
    return inProject(pool, project, 'write', async (client) => {
      const gone = await client.query('DELETE FROM agenttracer_control.view WHERE project_id = $1 AND view_id = $2', [project, viewId])
      if (gone.rowCount !== 1) return false
      await noteChange(client, { action: 'view_deleted', by, project, subjectId: viewId })
      return true
    })
  })
