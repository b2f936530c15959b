import type { RunFilter } from '@agenttracer/schema'
import type { RunHistogram } from '@agenttracer/schema/query'
import { noMeasures, runsOf } from '../aggregate/measures.ts'
import { equalParts } from '../aggregate/parts.ts'
import { readCells } from '../aggregate/read-cells.ts'
import type { ReadContext } from './read-context.ts'
import { partsOf, reachOf, windowOf } from './window.ts'

const parts = 60

/** The filter's runs over time. Without a time in the filter: the last 24 hours. */
export async function readHistogram(context: ReadContext, filter: RunFilter): Promise<RunHistogram> {
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
