import { z } from 'zod'
import { failureCategories } from '../model/vocabulary.ts'
import { instantLeaf, storedModelLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { filterInput } from './inputs.ts'

export const seriesSplits = ['agent', 'version', 'model', 'tool', 'env'] as const
export type SeriesSplit = (typeof seriesSplits)[number]

const minute = 60_000
/** Bucket lengths in milliseconds, shortest first. All are whole parts of a day or whole days, counted from midnight UTC. */
export const seriesBuckets = {
  '1m': minute, '5m': 5 * minute, '15m': 15 * minute, '30m': 30 * minute, '1h': 60 * minute, '3h': 180 * minute, '6h': 360 * minute, '12h': 720 * minute, '1d': 1_440 * minute,
} as const
export type SeriesBucket = keyof typeof seriesBuckets

export const seriesInput = filterInput.extend({
  /** Absent: one line. */
  split: z.enum(seriesSplits).optional(),
  /** Absent: the shortest that gives at most 60 points. A longer one is taken where the wish would give over 400. */
  bucket: z.enum(Object.keys(seriesBuckets) as [SeriesBucket, ...SeriesBucket[]]).optional(),
})
export type SeriesInput = z.input<typeof seriesInput>

const seriesTotals = z.object({
  runs: z.int(),
  failed: z.int(),
  /** Ended runs (success and failed): what the failure rate is a share of. */
  rated: z.int(),
  degraded: z.int(),
  /** Milliseconds; null where no run has a length. Exact up to 20,000 runs a question, within 1 % beyond. */
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() }),
  retries: z.int(),
  tokens: z.object({ input: z.int(), output: z.int() }),
  /** Runs with a verdict by its category, degraded ones among them. */
  failures: z.record(z.enum(failureCategories), z.int()),
})
export type SeriesTotals = z.output<typeof seriesTotals>

const seriesPoint = seriesTotals.extend({ at: instantLeaf })
export type SeriesPoint = z.output<typeof seriesPoint>

/**
 * A window in buckets, oldest first, those without a run included. The first and the last bucket may lie in the window in part only. A run
 * counts where it began. With a split: the six values with most runs; a run counts under each of its tools and models.
 */
export const statsSeries = z.object({
  from: instantLeaf,
  to: instantLeaf,
  bucketMs: z.number(),
  points: z.array(seriesPoint),
  totals: seriesTotals,
  /** The window of the same length before this one. */
  previousFrom: instantLeaf,
  previous: seriesTotals,
  split: z.enum(seriesSplits).nullable(),
  values: z.array(z.object({ value: z.union([storedModelLeaf, versionLabelLeaf]), totals: seriesTotals, points: z.array(seriesPoint) })),
  /** Values beyond those that are listed. */
  furtherValues: z.int(),
})
export type StatsSeries = z.output<typeof statsSeries>
