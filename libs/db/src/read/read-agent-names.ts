import { sql } from 'kysely'
import type { SafeName } from '@agenttracer/schema'
import type { NamesList } from '@agenttracer/schema/query'
import { nameKindCodes, wordOf } from '../columns/codes.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'

/** An agent's names that count against its caps, by kind; agent null: names that belong to no agent. Undefined: no such agent. */
export async function readAgentNames({ client, project }: ReadContext, agent: SafeName | null): Promise<NamesList | undefined> {
  const [found] = agent === null ? [{ id: 0 }] : await rows<{ id: number }>(client, sql`SELECT n.name_id AS id FROM agenttracer.name n WHERE n.project_id = ${project} AND n.kind = ${nameKindCodes.agent} AND n.name = ${agent}`)
  if (found === undefined) return undefined
  const kinds = await rows<{ kind: number; cap: number; names: NamesList['kinds'][number]['names'] }>(client, sql`
    SELECT u.kind, agenttracer.name_cap(u.kind) AS cap, array_agg(n.name::text ORDER BY n.name::text COLLATE "C") AS names
    FROM agenttracer.agent_name u JOIN agenttracer.name n ON n.project_id = u.project_id AND n.name_id = u.name_id
    WHERE u.project_id = ${project} AND u.agent_id = ${found.id} GROUP BY u.kind ORDER BY u.kind`)
  return { agent, kinds: kinds.map(({ kind, cap, names }) => ({ kind: wordOf(nameKindCodes, kind), cap, names })) }
}
