import { sql } from 'kysely'
import type { ReadContext } from '../read/read-context.ts'
import { readOnce } from '../read/read-once.ts'
import { rows } from '../read/sql-text.ts'

/** A registry number, or null where none was sent (or it is past its cap). */
export type NameNumber = number | null

export interface SeenVersion {
  readonly version: NameNumber
  /** First run of it in retention, Unix milliseconds. */
  readonly firstAt: number
}

/** Versions of each agent in the order in which they were first seen. */
export type VersionOrder = ReadonlyMap<NameNumber, readonly SeenVersion[]>

interface VersionRow {
  readonly agent_id: NameNumber
  readonly version: NameNumber
  readonly first_at: number
}

const mostVersions = 1_000

/** Each once, in one order: whoever asks for the same agents asks alike. */
export const agentsOf = (counted: readonly { readonly agent_id: NameNumber }[]): readonly NameNumber[] => [...new Set(counted.map(({ agent_id: agent }) => agent))].sort((a, b) => (a ?? 0) - (b ?? 0))

/** One probe of an index a version: the registry knows which versions an agent has. */
export const readVersionOrder = readOnce(async ({ client, project }: ReadContext, agents: readonly NameNumber[]): Promise<VersionOrder> => {
  const numbers = agents.filter((agent) => agent !== null)
  const first = (agent: ReturnType<typeof sql>, version: ReturnType<typeof sql>): ReturnType<typeof sql> =>
    sql`CROSS JOIN LATERAL (SELECT (extract(epoch FROM r.sort_at) * 1000)::float8 AS first_at FROM agenttracer.run r
      WHERE r.project_id = ${project} AND r.agent_id ${agent} AND r.agent_version ${version} ORDER BY r.sort_at LIMIT 1) f`
  const known = await rows<VersionRow>(client, sql`
    SELECT u.agent_id, u.name_id AS version, f.first_at FROM agenttracer.agent_name u ${first(sql`= u.agent_id`, sql`= u.name_id`)}
      WHERE u.project_id = ${project} AND u.kind = 2 AND u.agent_id = ANY (${numbers})
    UNION ALL SELECT a.agent_id, NULL, f.first_at FROM unnest(${numbers}::int4[]) a(agent_id) ${first(sql`= a.agent_id`, sql`IS NULL`)}`)
  const nameless = numbers.length === agents.length ? [] : await rows<VersionRow>(client, sql`
    SELECT NULL::int4 AS agent_id, u.name_id AS version, f.first_at FROM agenttracer.agent_name u ${first(sql`IS NULL`, sql`= u.name_id`)}
      WHERE u.project_id = ${project} AND u.kind = 2 AND u.agent_id = 0
    UNION ALL SELECT NULL, NULL, f.first_at FROM (SELECT 1) o ${first(sql`IS NULL`, sql`IS NULL`)}`)
  const order = new Map<NameNumber, SeenVersion[]>()
  for (const row of [...known, ...nameless]) order.set(row.agent_id, [...(order.get(row.agent_id) ?? []), { version: row.version, firstAt: row.first_at }])
  for (const [agent, versions] of order) order.set(agent, versions.sort((a, b) => a.firstAt - b.firstAt || (a.version ?? 0) - (b.version ?? 0)).slice(-mostVersions))
  return order
})
