import { sql } from 'kysely'
import type { RunFilter, RunId } from '@agenttracer/schema'
import { runStatusCodes } from '../columns/codes.ts'
import type { TailQuery, TailRuns } from '../store.ts'
import { filterSql } from './filter-sql.ts'
import { summaries } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { runSelect } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'

const newest = 100
const mostOpen = 500

/** The newest runs of a filter, those of `watched` that it matches now, and which runs are open and may come to match it. */
export async function readTail(context: ReadContext, { filter, watched }: TailQuery): Promise<TailRuns> {
  const { client, project } = context
  const matching = await filterSql(client, project, filter, context)
  const found = await rows<RunReadRow>(client, sql`
    (SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${matching} ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${newest})
    UNION (SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${matching} AND r.run_id = ANY (${watched}::uuid[]))
    ORDER BY sort_at DESC, run_id DESC`)
  const open = await rows<{ run_id: RunId }>(client, sql`SELECT r.run_id FROM agenttracer.run r
    WHERE ${await filterSql(client, project, lastingPart(filter), context)} AND r.status = ${sql.lit(runStatusCodes.running)} ORDER BY r.sort_at DESC LIMIT ${mostOpen}`)
  return { runs: await summaries(context, found), open: open.map(({ run_id }) => run_id) }
}

/** What a run has from its start: the rest of a filter it may come to match while it goes on. */
function lastingPart({ agent, version, env, trace, from, to, last }: RunFilter): RunFilter {
  const fields = { agent, version, env, trace, from, to, last }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
