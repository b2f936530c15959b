import type { Instant, ModelName, RunFilter, VersionLabel } from '@agenttracer/schema'
import { unknownName } from '@agenttracer/schema/names'
import type { SeriesBucket, SeriesPoint, SeriesSplit, SeriesTotals, StatsSeries } from '@agenttracer/schema/query'
import { seriesBuckets } from '@agenttracer/schema/query'
import type { NameNumber } from '../failures/version-order.ts'
import type { ReadContext } from '../read/read-context.ts'
import { readNames } from '../read/read-names.ts'
import { reachOf, windowOf } from '../read/window.ts'
import type { Window } from '../read/window.ts'
import { coverOf } from './cover.ts'
import type { Cover } from './cover.ts'
import { failuresOf, noMeasures, ratedOf, runsOf } from './measures.ts'
import { buckets } from './parts.ts'
import type { Parts } from './parts.ts'
import { readCells } from './read-cells.ts'
import type { Cell } from './read-cells.ts'

export interface SeriesQuery {
  readonly filter: RunFilter
  readonly split?: SeriesSplit
  readonly bucket?: SeriesBucket
}

/** Points that an automatic bucket aims at, values that are drawn, and points that no answer exceeds. */
const wantedPoints = 60
const mostValues = 6
const mostPoints = 400
const iso = (ms: number): Instant => new Date(ms).toISOString() as Instant
const empty: Omit<Cell, 'keys' | 'part'> = { ...noMeasures, firstAt: 0, latencyMs: { p50: null, p95: null, p99: null } }

/** Runs, failures, latency, retries and tokens over time, as a whole and by the values of one dimension, with the window before. */
export async function readSeries(context: ReadContext, { filter, split, bucket }: SeriesQuery): Promise<StatsSeries> {
  const window = windowOf(filter, context.now)
  const before = windowBefore(window)
  const parts = buckets(window, bucketMs(window, bucket))
  const { from: _from, to: _to, last: _last, ...rest } = filter
  const reach = reachOf(filter, context.now)
  const known = { cover: await coverOf(context, rest, reach) }
  const [points, [all], [previous]] = [
    await readCells(context, { filter: rest, window: reach, by: [], parts }, known), await readCells(context, { filter: rest, window: reach, by: [] }, known),
    await readCells(context, { filter: rest, window: before, by: [] }),
  ]
  return {
    ...window, bucketMs: parts.lengthMs, previousFrom: before.from, points: pointsOf(points, parts), totals: totalsOf(all), previous: totalsOf(previous),
    ...(split === undefined ? { split: null, values: [], furtherValues: 0 } : await bySplit(context, { filter: rest, window: reach, parts }, split, known)),
  }
}

/** As long, and ending where the window begins. Its last instant is not that of the window's first. */
function windowBefore({ from, to }: Window): Window {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return { from: iso(start - (end - start)), to: iso(start - 1) }
}

/** The wish, unless it would give too many points; else the shortest that gives few enough. */
function bucketMs({ from, to }: Window, wish: SeriesBucket | undefined): number {
  const lengths = Object.values(seriesBuckets)
  const span = Date.parse(to) - Date.parse(from)
  const fitting = (most: number): number => lengths.find((length) => span / length <= most) ?? Math.ceil(span / most / 86_400_000) * 86_400_000
  return wish === undefined ? fitting(wantedPoints) : Math.max(seriesBuckets[wish], fitting(mostPoints))
}

interface Reach {
  readonly filter: RunFilter
  readonly window: Window
  readonly parts: Parts
}

async function bySplit(context: ReadContext, { filter, window, parts }: Reach, split: SeriesSplit, known: { readonly cover: Cover | undefined }): Promise<Pick<StatsSeries, 'split' | 'values' | 'furtherValues'>> {
  const found = [...(await readCells(context, { filter, window, by: [split] }, known))].sort((a, b) => runsOf(b) - runsOf(a) || Number(a.keys[0] ?? 0) - Number(b.keys[0] ?? 0))
  const shown = found.slice(0, mostValues)
  const ids = shown.map(({ keys }) => keys[0] ?? null)
  const cells = ids.length === 0 ? [] : await readCells(context, { filter, window, by: [split], parts, only: ids }, known)
  const names = await readNames(context.client, context.project, new Set(ids.filter((id) => id !== null)))
  const value = (id: NameNumber): ModelName | VersionLabel => ((id === null ? undefined : names.get(id)) ?? unknownName) as ModelName
  return {
    split, furtherValues: found.length - shown.length,
    values: shown.map((cell, at) => ({
      value: value(ids[at] ?? null), totals: totalsOf(cell), points: pointsOf(cells.filter(({ keys }) => (keys[0] ?? null) === ids[at]), parts),
    })),
  }
}

function pointsOf(cells: readonly Cell[], parts: Parts): SeriesPoint[] {
  const byPart = new Map(cells.map((cell) => [cell.part, cell]))
  return Array.from({ length: parts.count }, (_, part) => ({ at: iso(parts.from + part * parts.lengthMs), ...totalsOf(byPart.get(part)) }))
}

function totalsOf(found: Cell | undefined): SeriesTotals {
  const cell = found ?? empty
  return {
    runs: runsOf(cell), failed: cell.failed, rated: ratedOf(cell), degraded: cell.degraded, latencyMs: cell.latencyMs, retries: cell.retries,
    tokens: { input: cell.input_tokens, output: cell.output_tokens }, failures: failuresOf(cell),
  }
}
