import { sql } from 'kysely'
import type { SafeName } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { AgentsList, RunSummary } from '@agenttracer/schema/query'
import { summaries } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { iso, runSelect } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'
import type { Fragment } from './sql-text.ts'

/** Agents of the project, the one that ran last first. One probe of the index an agent, however many runs there are. */
export async function listAgents({ client, project }: ReadContext): Promise<AgentsList> {
  const newestOf = (agent: Fragment): Fragment => sql`(extract(epoch FROM (SELECT r.sort_at FROM agenttracer.run r WHERE r.project_id = ${project} AND ${agent}
    ORDER BY r.sort_at DESC LIMIT 1)) * 1000)::float8`
  const found = await rows<{ agent: string | null; last_at: number | null }>(client, sql`
    SELECT n.name::text AS agent, ${newestOf(sql`r.agent_id = n.name_id`)} AS last_at FROM agenttracer.name n WHERE n.project_id = ${project} AND n.kind = 1
    UNION ALL SELECT NULL, ${newestOf(sql`r.agent_id IS NULL`)} ORDER BY last_at DESC NULLS LAST`)
  return { items: found.flatMap(({ agent, last_at: at }) => (at === null ? [] : [{ agentId: (agent ?? unknownName) as SafeName, lastSeenAt: iso(at) }])) }
}

/** The run that arrived first; null for an empty project. */
export async function readFirstRun(context: ReadContext): Promise<RunSummary | null> {
  const found = await rows<RunReadRow>(context.client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE r.project_id = ${context.project} ORDER BY r.sort_at, r.run_id LIMIT 1`)
  return (await summaries(context, found))[0] ?? null
}
