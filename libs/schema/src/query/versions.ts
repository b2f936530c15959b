import { z } from 'zod'
import { failureCategories, stepTypes } from '../model/vocabulary.ts'
import { isSafeName, isVersionLabel } from '../names/safe-name.ts'
import { instantLeaf, storedModelLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { filterInput } from './inputs.ts'
import { fingerprintLeaf } from './run-view.ts'
import { failureCodeLeaf } from './step-view.ts'

const versionSeen = { version: versionLabelLeaf, firstSeenAt: instantLeaf, runs: z.int(), rated: z.int(), failed: z.int() }

/** Agents with their versions, the newest first; counts are of the window, without a time the last 14 days. */
export const versionsList = z.object({
  from: instantLeaf,
  to: instantLeaf,
  items: z.array(z.object({
    agentId: storedNameLeaf,
    /** In the order in which they were first seen, newest first, at most 50. */
    versions: z.array(z.object({ ...versionSeen, lastSeenAt: instantLeaf.nullable() })),
  })),
})
export type VersionsList = z.output<typeof versionsList>

export const versionMetrics = ['failure_rate', 'degraded_rate', 'retried_rate', 'duration_p50', 'duration_p95', 'tokens_p50'] as const
export type VersionMetric = (typeof versionMetrics)[number]

/** `too_few`: fewer than 30 runs on a side, so nothing is concluded. `no_clear_change`: the 95% interval of the difference holds 0. */
export const changeWords = ['worse', 'better', 'no_clear_change', 'too_few'] as const
export type ChangeWord = (typeof changeWords)[number]

const change = z.object({ value: z.number(), low: z.number(), high: z.number() })

/** Shares are 0 to 1, durations milliseconds. `n`: the runs behind a value. */
export const versionComparison = z.object({
  metric: z.enum(versionMetrics),
  a: z.number().nullable(),
  b: z.number().nullable(),
  nA: z.int(),
  nB: z.int(),
  /** B minus A with its 95% interval: Newcombe for shares, a seeded bootstrap for percentiles. Null with fewer than 30 runs on a side. */
  change: change.nullable(),
  word: z.enum(changeWords),
})
export type VersionComparison = z.output<typeof versionComparison>

/** Runs that failed alike, in each version. `nA` and `nB` of the whole are in the sides' `ended`. */
export const versionGroup = z.object({
  fingerprint: fingerprintLeaf,
  category: z.enum(failureCategories),
  code: failureCodeLeaf,
  stepType: z.enum(stepTypes).nullable(),
  stepName: storedModelLeaf.nullable(),
  httpStatus: z.int().nullable(),
  a: z.int(),
  b: z.int(),
  change: change.nullable(),
  word: z.enum(changeWords),
})
export type VersionGroup = z.output<typeof versionGroup>

/** Calls of a tool a run (retries are no calls of their own), over the newest 2,000 ended runs of each side. */
export const versionTool = z.object({ name: storedNameLeaf, a: z.number(), b: z.number() })
export type VersionTool = z.output<typeof versionTool>

const side = z.object({ ...versionSeen, /** Cancelled ones included: what groups are shares of. */ ended: z.int() })
export type VersionSide = z.output<typeof side>

export const versionsDiff = z.object({
  from: instantLeaf,
  to: instantLeaf,
  agentId: storedNameLeaf,
  /** Null: the agent has no version before `b`. */
  a: side.nullable(),
  b: side,
  metrics: z.array(versionComparison),
  /** Only in B, only in A, and in both with a clear change; most runs first, at most 50 each. */
  groups: z.object({ new: z.array(versionGroup), vanished: z.array(versionGroup), changed: z.array(versionGroup) }),
  /** Largest difference first, at most 50. */
  tools: z.array(versionTool),
  /** A percentile's interval was computed over the newest 5,000 runs of a side only. */
  isSampled: z.boolean(),
  /** Of the agent's runs in the window, whatever environment is asked for; most runs first, at most 20. */
  environments: z.array(z.object({ environment: storedNameLeaf, runs: z.int() })),
  /** To choose from, newest first. */
  versions: z.array(z.object({ version: versionLabelLeaf, firstSeenAt: instantLeaf, runs: z.int() })),
})
export type VersionsDiff = z.output<typeof versionsDiff>

const versionText = z.string().max(64).refine(isVersionLabel)
const window = { env: true, last: true, from: true, to: true } as const
export const versionsListInput = filterInput.pick({ agent: true, ...window })
export type VersionsListInput = z.input<typeof versionsListInput>
/** Without `b` the agent's newest version, without `a` the one first seen before `b`. Without a time: the last 14 days. */
export const versionsDiffInput = filterInput.pick(window).extend({ agent: z.string().max(64).refine(isSafeName), a: versionText.optional(), b: versionText.optional() })
export type VersionsDiffInput = z.input<typeof versionsDiffInput>
