import type pg from 'pg'
import type { ProjectId, SafeName } from '@agenttracer/schema'
import { inProject } from '../connect/project-transaction.ts'
import type { Stored } from '../store.ts'
import { noteChange } from './audit.ts'
import type { ChangedBy } from './audit.ts'
import { stored } from './stored.ts'

/** Empties the agent's part of the name registry; agent null: names whose agent was not known. Null: the project has no such agent. */
export const resetNames = (pool: pg.Pool, project: ProjectId, agent: SafeName | null, by: ChangedBy): Promise<Stored<number | null>> =>
  stored(() =>
    inProject(pool, project, 'write', async (client) => {
      const { rows } = await client.query<{ gone: number | null }>('SELECT agenttracer.reset_names_v1($1) AS gone', [agent])
      const gone = rows[0]?.gone ?? null
      if (gone !== null) await noteChange(client, { action: 'names_reset', by, project, subjectId: project, amount: gone })
      return gone
    }),
  )
