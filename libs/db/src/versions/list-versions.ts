import { sql } from 'kysely'
import type { RunFilter, SafeName, VersionLabel } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { VersionsList } from '@agenttracer/schema/query'
import { runStatusCodes } from '../columns/codes.ts'
import { versionText } from '../failures/group-row.ts'
import { readVersionOrder } from '../failures/version-order.ts'
import type { NameNumber } from '../failures/version-order.ts'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { readNames } from '../read/read-names.ts'
import { iso } from '../read/run-read.ts'
import { rows } from '../read/sql-text.ts'
import { windowOf } from '../read/window.ts'

const mostVersions = 50

/** Versions are compared over two weeks, unless the filter says more. */
export const withWindow = (filter: RunFilter): RunFilter => (filter.from === undefined && filter.to === undefined && filter.last === undefined ? { ...filter, last: '14d' } : filter)

interface CountRow {
  readonly agent_id: NameNumber
  readonly version: NameNumber
  readonly runs: number
  readonly rated: number
  readonly failed: number
  readonly last_at: number
}

/** Agents that ran in the window with their versions, the agent with the most runs first. */
export async function listVersions(context: ReadContext, asked: RunFilter): Promise<VersionsList> {
  const { client, project } = context
  const filter = withWindow(asked)
  const where = await filterSql(client, project, filter, context)
  const counts = await rows<CountRow>(client, sql`
    SELECT r.agent_id, r.agent_version AS version, count(*)::int8 AS runs, count(*) FILTER (WHERE r.status IN (${runStatusCodes.success}, ${runStatusCodes.failed}))::int8 AS rated,
      count(*) FILTER (WHERE r.status = ${runStatusCodes.failed})::int8 AS failed, (extract(epoch FROM max(r.sort_at)) * 1000)::float8 AS last_at
    FROM agenttracer.run r WHERE ${where} GROUP BY 1, 2`)
  const agents = [...new Set(counts.map(({ agent_id: agent }) => agent))]
  const order = await readVersionOrder(context, agents)
  const ids = [...agents, ...[...order.values()].flatMap((versions) => versions.map(({ version }) => version))]
  const names = await readNames(client, project, new Set(ids.filter((id) => id !== null)))
  const total = (agent: NameNumber): number => counts.reduce((sum, row) => sum + (row.agent_id === agent ? row.runs : 0), 0)
  const found = new Map(counts.map((row) => [`${row.agent_id} ${row.version}`, row]))
  return {
    ...windowOf(filter, context.now),
    items: agents.sort((a, b) => total(b) - total(a)).map((agent) => ({
      agentId: ((agent === null ? undefined : names.get(agent)) ?? unknownName) as SafeName,
      versions: (order.get(agent) ?? []).slice(-mostVersions).toReversed().map(({ version, firstAt }) => {
        const { runs = 0, rated = 0, failed = 0, last_at: lastAt = null } = found.get(`${agent} ${version}`) ?? {}
        return { version: versionText(version, names) as VersionLabel, firstSeenAt: iso(firstAt), runs, rated, failed, lastSeenAt: lastAt === null ? null : iso(lastAt) }
      }),
    })),
  }
}
