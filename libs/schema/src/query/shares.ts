import { z } from 'zod'
import { runIdLeaf } from '../wire/leaf.ts'
import { runFacets } from './facets.ts'

export const runsSharesInput = z.object({ runIds: z.array(runIdLeaf).min(2).max(50) })

/** A handful of runs, told in shares: how many of them have each version, code, tool, ... `runs` counts those that the project has. */
export const runsShares = runFacets.omit({ isCapped: true }).extend({
  /** Of ended runs; null without one. */
  latencyMs: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
  /** Of all of them; null without one. */
  stepsP50: z.number().nullable(),
  /** Runs with at least one retry. */
  retried: z.int(),
})
export type RunsShares = z.output<typeof runsShares>
