import { sql } from 'kysely'
import type { RunId } from '@agenttracer/schema'
import type { LastGood, SimilarRuns } from '@agenttracer/schema/query'
import { summaries } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { readLastGood } from './read-scope.ts'
import { runSelect } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'

const dayMs = 86_400_000
const maxSimilar = 10

const rowOf = async ({ client, project }: ReadContext, runId: RunId): Promise<RunReadRow | undefined> =>
  (await rows<RunReadRow>(client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE r.project_id = ${project} AND r.run_id = ${runId}::uuid`))[0]

/** The good run that a run is best compared with. Null: no such run in this project. */
export async function readLastGoodRun(context: ReadContext, runId: RunId): Promise<LastGood | null> {
  const row = await rowOf(context, runId)
  if (row === undefined) return null
  const goodId = await readLastGood(context, row)
  const good = goodId === null ? undefined : await rowOf(context, goodId)
  if (good === undefined) return { run: null, choice: null }
  const [run] = await summaries(context, [good])
  return { run: run ?? null, choice: good.agent_version === row.agent_version ? 'same_version' : 'other_version' }
}

/** How often, and where else, the same failure was seen. Null: no such run in this project. */
export async function readSimilar(context: ReadContext, runId: RunId): Promise<SimilarRuns | null> {
  const { client, project, now } = context
  const row = await rowOf(context, runId)
  if (row === undefined) return null
  if (row.fingerprint === null) return { last24h: 0, last7d: 0, items: [] }
  const since = (ms: number): ReturnType<typeof sql> => sql`to_timestamp(${now - ms}::float8 / 1000)`
  const like = sql`r.project_id = ${project} AND r.fingerprint = ${row.fingerprint}::uuid`
  const [counts] = await rows<{ day: number; week: number }>(client, sql`
    SELECT count(*) FILTER (WHERE r.sort_at >= ${since(dayMs)})::int8 AS day, count(*)::int8 AS week FROM agenttracer.run r WHERE ${like} AND r.sort_at >= ${since(7 * dayMs)}`)
  const found = await rows<RunReadRow>(client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${like} AND r.run_id <> ${runId}::uuid
    ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${maxSimilar}`)
  return { last24h: counts?.day ?? 0, last7d: counts?.week ?? 0, items: await summaries(context, found) }
}
