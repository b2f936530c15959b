import { z } from 'zod'
import { failureCategories, runViewStatuses, stepTypes } from '../model/vocabulary.ts'
import { instantLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { runSummary } from './run-view.ts'
import { failureCodeLeaf, stepView } from './step-view.ts'

export const runsPage = z.object({
  items: z.array(runSummary),
  nextCursor: z.string().nullable(),
  prevCursor: z.string().nullable(),
  hasMore: z.boolean(),
})
export type RunsPage = z.output<typeof runsPage>

export const stepsPage = z.object({ items: z.array(stepView) })
export type StepsPage = z.output<typeof stepsPage>

const latency = z.object({ p50: z.number().nullable(), p95: z.number().nullable(), p99: z.number().nullable() })

/** design.md section 15. Rates are shares of ended runs, 0 to 1; null when there are none. */
export const stats = z.object({
  from: instantLeaf,
  to: instantLeaf,
  runs: z.object({ total: z.int(), degraded: z.int(), byStatus: z.partialRecord(z.enum(runViewStatuses), z.int()) }),
  failureRate: z.number().nullable(),
  latencyMs: latency,
  steps: z.object({ total: z.int(), byType: z.partialRecord(z.enum(stepTypes), z.int()), retries: z.int() }),
  failures: z.array(z.object({ category: z.enum(failureCategories), code: failureCodeLeaf, count: z.int() })),
  tokens: z.object({ input: z.int(), output: z.int() }),
})
export type Stats = z.output<typeof stats>

/** One row of the Overview's health table: an agent at its newest version. */
export const agentHealth = z.object({
  agentId: storedNameLeaf,
  newestVersion: versionLabelLeaf,
  newestVersionSince: instantLeaf,
  previousVersion: versionLabelLeaf.nullable(),
  /** Ended and open runs in the window, all versions. */
  runs: z.int(),
  failed: z.int(),
  degraded: z.int(),
  /** Ended runs (success and failed): what the rate is a share of. */
  rated: z.int(),
  retried: z.int(),
  latencyMs: latency,
  previousRated: z.int(),
  previousFailed: z.int(),
  /** Equal parts of the window, oldest first. */
  trend: z.array(z.object({ at: instantLeaf, runs: z.int(), failed: z.int() })),
})
export type AgentHealth = z.output<typeof agentHealth>

export const overviewHealth = z.object({
  from: instantLeaf,
  to: instantLeaf,
  runs: z.int(),
  failed: z.int(),
  rated: z.int(),
  agents: z.array(agentHealth),
  /** When the newest run of the project arrived; null for an empty project. */
  lastReceivedAt: instantLeaf.nullable(),
})
export type OverviewHealth = z.output<typeof overviewHealth>

export const agentsList = z.object({ items: z.array(z.object({ agentId: storedNameLeaf, lastSeenAt: instantLeaf })) })
export type AgentsList = z.output<typeof agentsList>

/** For the live wait of the first run. */
export const firstRun = z.object({ run: runSummary.nullable() })
export type FirstRun = z.output<typeof firstRun>
