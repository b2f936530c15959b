import { sql } from 'kysely'
import type { SafeName } from '@agenttracer/schema'
import type { PrivacyFacts } from '@agenttracer/schema/query'
import { nameKindCodes, wordOf } from '../columns/codes.ts'
import type { ReadContext } from './read-context.ts'
import { rows } from './sql-text.ts'

const agentsShown = 100

/** What SDKs dropped, and how full each agent's part of the name registry is. */
export async function readPrivacy({ client, project, words }: ReadContext): Promise<PrivacyFacts> {
  const dropped = await rows<{ reason: number; count: number; clients: number }>(client, sql`
    SELECT d.reason, sum(d.count)::float8 AS count, count(DISTINCT d.client_id)::int4 AS clients FROM agenttracer.client_drop d
    WHERE d.project_id = ${project} AND d.count > 0 GROUP BY d.reason ORDER BY 2 DESC`)
  const found = await rows<{ agent: string | null; agent_id: number; kind: number; names: number; cap: number }>(client, sql`
    SELECT a.name::text AS agent, u.agent_id, u.kind, u.names, agenttracer.name_cap(u.kind) AS cap
    FROM (SELECT x.agent_id, x.kind, count(*)::int4 AS names FROM agenttracer.agent_name x WHERE x.project_id = ${project} GROUP BY 1, 2) u
    LEFT JOIN agenttracer.name a ON a.project_id = ${project} AND a.name_id = u.agent_id
    WHERE u.agent_id IN (SELECT y.agent_id FROM agenttracer.agent_name y WHERE y.project_id = ${project} GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${agentsShown})
    ORDER BY sum(u.names) OVER (PARTITION BY u.agent_id) DESC, u.agent_id, u.kind`)
  const agents = [...new Set(found.map((row) => row.agent_id))].map((id) => {
    const inside = found.filter((row) => row.agent_id === id)
    return { agentId: (inside[0]?.agent ?? null) as SafeName | null, kinds: inside.map(({ kind, names, cap }) => ({ kind: wordOf(nameKindCodes, kind), names, cap })) }
  })
  return { dropped: dropped.map(({ reason, count, clients }) => ({ reason: words.word('drop_reason', reason) ?? 'unknown', count, clients })), agents }
}
