import { z } from 'zod'
import { failureKeys } from '../failure/codes.ts'
import { runViewStatuses } from '../model/vocabulary.ts'
import { instantLeaf, storedModelLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'

const counts = <T>(value: z.ZodType<T, T>): z.ZodArray<z.ZodObject<{ value: z.ZodType<T, T>; runs: z.ZodInt }>> => z.array(z.object({ value, runs: z.int() }))

/**
 * How many runs each value of a field would give, most first, at most 50 a field. A field's own choice does not narrow its own values, so that
 * another one can be picked. Without a time in the filter over all of retention, as `runs.list`. Where hourly sums know the filter the counts are
 * those of all runs; otherwise of the newest 10,000, with `isCapped` when there are more.
 */
export const runFacets = z.object({
  runs: z.int(),
  isCapped: z.boolean(),
  agent: counts(storedNameLeaf),
  version: counts(versionLabelLeaf),
  env: counts(storedNameLeaf),
  status: counts(z.enum(runViewStatuses)),
  code: counts(z.enum(failureKeys)),
  tool: counts(storedNameLeaf),
  model: counts(storedModelLeaf),
})
export type RunFacets = z.output<typeof runFacets>

/** Runs over time in equal parts of the window, oldest first. Without a start in the filter the window begins with the project's first run. */
export const runHistogram = z.object({
  from: instantLeaf,
  to: instantLeaf,
  parts: z.array(z.object({ at: instantLeaf, ok: z.int(), failed: z.int(), other: z.int() })),
})
export type RunHistogram = z.output<typeof runHistogram>
