import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import { runStatusCodes } from '../columns/codes.ts'
import { readCells } from '../aggregate/read-cells.ts'
import { filterSql } from '../read/filter-sql.ts'
import type { ReadContext } from '../read/read-context.ts'
import { rows } from '../read/sql-text.ts'
import type { Fragment } from '../read/sql-text.ts'
import type { NameNumber } from './version-order.ts'
import { reachOf } from '../read/window.ts'
import type { Window } from '../read/window.ts'

/** Ended on its own or by a person: what shares are shares of. */
export const hasEnded: Fragment = sql`r.status IN (${runStatusCodes.cancelled}, ${runStatusCodes.success}, ${runStatusCodes.failed})`

export interface EndedCount {
  readonly agent_id: NameNumber
  readonly version: NameNumber
  readonly runs: number
}

/** Who runs and where: the part of a filter under which shares and versions are compared. */
export const populationOf = ({ env }: RunFilter, { from, to }: Window): RunFilter => ({ ...(env === undefined ? {} : { env }), from, to })

/** Ended runs of agents by version. */
export async function countEnded(context: ReadContext, agents: readonly NameNumber[], filter: RunFilter): Promise<readonly EndedCount[]> {
  const cells = await readCells(context, { filter, window: reachOf(filter, context.now), by: ['agent', 'version'], only: agents, latency: false })
  return cells.flatMap(({ keys: [agent = null, version = null], cancelled, success, failed }) => {
    const runs = cancelled + success + failed
    return runs === 0 ? [] : [{ agent_id: agent, version, runs }]
  })
}

export interface PartCount {
  readonly fingerprint: string
  readonly version: NameNumber
  /** Which of the equal parts, from 0. */
  readonly part: number
  readonly runs: number
}

/** Runs of groups by version and by equal part of a window. */
export async function countParts(context: ReadContext, fingerprints: readonly string[], filter: RunFilter, { from, to }: Window, parts: number): Promise<readonly PartCount[]> {
  if (fingerprints.length === 0) return []
  const where = await filterSql(context.client, context.project, { ...filter, from, to }, context)
  const at = (instant: string): Fragment => sql`extract(epoch FROM ${instant}::timestamptz)::float8`
  return rows<PartCount>(context.client, sql`SELECT replace(r.fingerprint::text, '-', '') AS fingerprint, r.agent_version AS version,
      LEAST(width_bucket(extract(epoch FROM r.sort_at)::float8, ${at(from)}, ${at(to)} + 0.001, ${parts}), ${parts}) - 1 AS part, count(*)::int8 AS runs
    FROM agenttracer.run r WHERE ${where} AND r.fingerprint = ANY (${fingerprints}::uuid[]) AND r.failure_code IS NOT NULL GROUP BY 1, 2, 3`)
}
