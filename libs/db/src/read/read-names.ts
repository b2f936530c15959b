import type pg from 'pg'
import { sql } from 'kysely'
import type { ProjectId } from '@agenttracer/schema'
import type { NameTexts } from '../columns/step-read.ts'
import { rows } from './sql-text.ts'

/** Texts of registry numbers. */
export async function readNames(client: pg.ClientBase, project: ProjectId, ids: ReadonlySet<number>): Promise<NameTexts> {
  if (ids.size === 0) return new Map()
  const found = await rows<{ name_id: number; name: string }>(
    client, sql`SELECT n.name_id, n.name::text AS name FROM agenttracer.name n WHERE n.project_id = ${project} AND n.name_id = ANY (${[...ids]})`,
  )
  return new Map(found.map(({ name_id: id, name }) => [id, name]))
}
