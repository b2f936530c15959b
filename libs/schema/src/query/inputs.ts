import { z } from 'zod'
import { failureKeys } from '../failure/codes.ts'
import type { RunId } from '../model/ids.ts'
import { failureCategories, runViewStatuses } from '../model/vocabulary.ts'
import { runIdLeaf } from '../wire/leaf.ts'
import { runSorts } from './list-address.ts'

/**
 * The filter codec's parameters as typed input (ui-spec.md section 2); the same words as in the URL. `!` before a value excludes it.
 * Names are checked by the codec itself (filter.ts): one rule, one place.
 */
const valueText = z.string().min(1).max(129)
const many = <T extends string>(item: z.ZodType<T, T>): z.ZodOptional<z.ZodUnion<readonly [z.ZodType<T, T>, z.ZodArray<z.ZodType<T, T>>]>> =>
  z.union([item, z.array(item).max(50)]).optional()
const orNot = <T extends string>(values: readonly T[]): z.ZodType<T | `!${T}`, T | `!${T}`> =>
  z.enum([...values, ...values.map((value) => `!${value}` as const)] as [T | `!${T}`, ...(T | `!${T}`)[]]) as unknown as z.ZodType<T | `!${T}`, T | `!${T}`>
const rangeText = z.string().max(40).regex(/^\d{0,12}(\.\d{1,3})?(\.\.)?\d{0,12}(\.\d{1,3})?$/)

export const filterInput = z.object({
  agent: many(valueText),
  version: many(valueText),
  env: many(valueText),
  status: many(orNot(runViewStatuses)),
  cat: many(orNot(failureCategories)),
  code: many(orNot(failureKeys)),
  name: many(valueText),
  tool: many(valueText),
  model: many(valueText),
  degraded: z.enum(['true', 'false']).optional(),
  trace: z.string().max(32).optional(),
  fp: z.string().max(32).optional(),
  from: z.string().max(30).optional(),
  to: z.string().max(30).optional(),
  last: z.string().max(7).optional(),
  minMs: z.coerce.number().min(0).optional(),
  maxMs: z.coerce.number().min(0).optional(),
  minSteps: z.coerce.number().int().min(0).optional(),
  maxSteps: z.coerce.number().int().min(0).optional(),
  steps: rangeText.optional(),
  retries: rangeText.optional(),
  tokens: rangeText.optional(),
})
export type FilterInput = z.input<typeof filterInput>

export const runsListInput = filterInput.extend({
  sort: z.enum(runSorts).optional(),
  /** Opaque; from `nextCursor` or `prevCursor` of an answer. */
  cursor: z.string().max(200).regex(/^[A-Za-z0-9_-]+$/).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
})
export type RunsListInput = z.input<typeof runsListInput>

/** A caller has the id as text, from a log or an address; the leaf checks its form. */
const runIdText: z.ZodType<RunId, string> = runIdLeaf
export const runInput = z.object({ runId: runIdText })
export const runDiffInput = z.object({ runId: runIdText, otherId: runIdText })
export const statsInput = filterInput
export const overviewInput = filterInput.pick({ agent: true, env: true, last: true, from: true, to: true })
export type OverviewInput = z.input<typeof overviewInput>

/** Input of the codec as a query string: one way from typed input to a filter. */
export function filterParams(input: FilterInput): URLSearchParams {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined) continue
    for (const item of Array.isArray(value) ? value : [value]) params.append(key, String(item))
  }
  return params
}
