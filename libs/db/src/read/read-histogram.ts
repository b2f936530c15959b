import { sql } from 'kysely'
import { timeRange } from '@agenttracer/schema'
import type { Instant, RunFilter } from '@agenttracer/schema'
import type { RunHistogram } from '@agenttracer/schema/query'
import { noMeasures, runsOf } from '../aggregate/measures.ts'
import { equalParts } from '../aggregate/parts.ts'
import { readCells } from '../aggregate/read-cells.ts'
import type { ReadContext } from './read-context.ts'
import { iso } from './run-read.ts'
import { rows } from './sql-text.ts'
import { partsOf, reachOf, windowOf } from './window.ts'

const parts = 60

/** The runs that the list has for the filter, over time. Without a start in the filter: from the project's first run on. */
export async function readHistogram(context: ReadContext, given: RunFilter): Promise<RunHistogram> {
  const filter = timeRange(given, context.now).from === undefined ? { ...given, from: await readFirst(context, given) } : given
  const window = windowOf(filter, context.now)
  const found = await readCells(context, { filter, window: reachOf(filter, context.now), by: [], parts: equalParts(window, parts), latency: false })
  const byPart = new Map(found.map((cell) => [cell.part, cell]))
  return {
    ...window,
    parts: partsOf(window, parts).map((at, part) => {
      const cell = byPart.get(part) ?? noMeasures
      return { at, ok: cell.success, failed: cell.failed, other: runsOf(cell) - cell.success - cell.failed }
    }),
  }
}

const dayMs = 86_400_000

/** When the project's first run began; at the latest a day before the end, so that a young project has bars and not a dot. */
async function readFirst({ client, project, now }: ReadContext, { to }: RunFilter): Promise<Instant> {
  const [first] = await rows<{ at: number }>(client, sql`SELECT (extract(epoch FROM r.sort_at) * 1000)::float8 AS at FROM agenttracer.run r WHERE r.project_id = ${project} ORDER BY r.sort_at LIMIT 1`)
  const latest = (to === undefined ? now : Date.parse(to)) - dayMs
  return iso(Math.min(first?.at ?? latest, latest))
}
