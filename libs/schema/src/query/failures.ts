import { z } from 'zod'
import { isVersionLabel } from '../names/safe-name.ts'
import { instantLeaf, runIdLeaf, storedModelLeaf, storedNameLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { failureCategories, stepTypes } from '../model/vocabulary.ts'
import { filterInput } from './inputs.ts'
import { fingerprintLeaf, runSummary } from './run-view.ts'
import { failureCodeLeaf } from './step-view.ts'

/** What a person has said about a group of like failures. */
export const failureStates = ['open', 'resolved', 'ignored'] as const
export type FailureState = (typeof failureStates)[number]

/** How a group stands now: what a person said, checked against the runs since. `new`, `regressed` and `open` want a look. */
export const failureStandings = ['new', 'regressed', 'open', 'resolved', 'ignored'] as const
export type FailureStanding = (typeof failureStandings)[number]

/**
 * Why a group counts as regressed. `resolved`: seen again in a version first seen after the resolved one. `rate`: its share of the agent's
 * ended runs rose from one version to the next, the 95% interval (Newcombe) of the difference lies above 0, and both have 30 runs or more.
 */
export const failureRegression = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('resolved'), resolvedVersion: versionLabelLeaf, resolvedAt: instantLeaf, version: versionLabelLeaf, runId: runIdLeaf }),
  z.object({
    kind: z.literal('rate'), version: versionLabelLeaf, previousVersion: versionLabelLeaf,
    failing: z.int(), runs: z.int(), previousFailing: z.int(), previousRuns: z.int(),
  }),
])
export type FailureRegression = z.output<typeof failureRegression>

/** Like failures under one fingerprint. `runs`, `agentRuns`, `versions` and `trend` count the window. */
export const failureGroupRow = z.object({
  fingerprint: fingerprintLeaf,
  category: z.enum(failureCategories),
  code: failureCodeLeaf,
  agentId: storedNameLeaf,
  stepType: z.enum(stepTypes).nullable(),
  stepName: storedModelLeaf.nullable(),
  /** Null where none was recorded or the runs differ in it. */
  httpStatus: z.int().nullable(),
  runs: z.int(),
  /** Ended runs of the agent in the window: what `runs` is a share of. */
  agentRuns: z.int(),
  firstSeenAt: instantLeaf,
  firstSeenVersion: versionLabelLeaf,
  /** The version before the first that has it, with its ended runs of the last 14 days; null where there was none. */
  versionBefore: z.object({ version: versionLabelLeaf, runs: z.int() }).nullable(),
  lastSeenAt: instantLeaf,
  /** First seen within the window. */
  isNew: z.boolean(),
  standing: z.enum(failureStandings),
  regression: failureRegression.nullable(),
  newestRunId: runIdLeaf,
  /** In the order in which they were first seen. */
  versions: z.array(versionLabelLeaf),
  trend: z.array(z.object({ at: instantLeaf, runs: z.int() })),
})
export type FailureGroupRow = z.output<typeof failureGroupRow>

/** Like failures of the window, most runs first. */
export const topFailures = z.object({
  /** New or regressed, not resolved or ignored: at most six, most runs first. */
  attention: z.array(failureGroupRow),
  groups: z.array(failureGroupRow),
  latest: z.array(runSummary),
})
export type TopFailures = z.output<typeof topFailures>

export const failuresPage = z.object({
  from: instantLeaf,
  to: instantLeaf,
  /** `trend`: the 14 days before now, a day each. */
  items: z.array(failureGroupRow),
  /** Groups by standing, before the choice of one; `open` counts the new and the regressed too. */
  counts: z.object({ open: z.int(), new: z.int(), regressed: z.int(), resolved: z.int(), ignored: z.int() }),
  /** More groups than one answer counts (500): the rest is left out, fewest runs first. */
  isCapped: z.boolean(),
  hasMore: z.boolean(),
})
export type FailuresPage = z.output<typeof failuresPage>

/** Who changed a state: the first characters of a key, or null for this machine's own page or tools. */
const changedBy = z.string().regex(/^at_admin_[A-Za-z0-9]{4,8}$/).nullable()

export const failureStateChange = z.object({
  state: z.enum(failureStates),
  at: instantLeaf,
  by: changedBy,
  /** Of `resolved`: the version from which on it should be gone; `isNow`: the agent's newest at that moment, taken by itself. */
  version: versionLabelLeaf.nullable(),
  isNow: z.boolean(),
  /** Of `ignored`: until this instant; above this share (0 to 1) of the agent's runs in 24 hours; both null: for good. */
  until: instantLeaf.nullable(),
  above: z.number().nullable(),
})
export type FailureStateChange = z.output<typeof failureStateChange>

export const failureGroup = failureGroupRow.extend({
  /** Names of the steps from the top of the newest run down to the cause; empty when the cause lies on the run. */
  path: z.array(storedModelLeaf),
  errorClass: z.string().max(64).nullable(),
  /** Tries of the failing step where all runs of the window agree. */
  attempts: z.object({ used: z.int(), max: z.int().nullable() }).nullable(),
  environments: z.array(storedNameLeaf),
  oldestRunId: runIdLeaf,
  slowestRunId: runIdLeaf,
  /** Newest good run of the same agent and environment before the newest of the group. */
  lastGoodRunId: runIdLeaf.nullable(),
  /** Versions of the agent, oldest first, at most the newest 20, with their ended runs of the last 14 days. */
  byVersion: z.array(z.object({ version: versionLabelLeaf, firstSeenAt: instantLeaf, runs: z.int(), failing: z.int() })),
  /** Newest first. */
  log: z.array(failureStateChange),
  recent: z.array(runSummary),
})
export type FailureGroup = z.output<typeof failureGroup>

export const differenceDimensions = ['version', 'env', 'model', 'tool', 'hour', 'retries', 'duration'] as const
export type DifferenceDimension = (typeof differenceDimensions)[number]

const interval = z.object({ low: z.number(), high: z.number() })

/** Shares of 0 to 1 with 95% intervals. `value` of `hour`: `00` to `23` UTC; of `retries` and `duration` (ms): a range of the filter codec. */
export const failureDifference = z.object({
  dimension: z.enum(differenceDimensions),
  value: z.string().max(128),
  failing: z.int(),
  other: z.int(),
  failingShare: interval,
  otherShare: interval,
  /** Share among the failing minus share among the others. */
  difference: interval.extend({ value: z.number() }),
})
export type FailureDifference = z.output<typeof failureDifference>

export const failureDifferences = z.object({
  from: instantLeaf,
  to: instantLeaf,
  /** Runs compared: those of the group, and other ended runs of the same agent. */
  failing: z.int(),
  other: z.int(),
  /** Only the newest runs of the window were compared: 1,000 of the group, 3,000 others. */
  isSampled: z.boolean(),
  /** Largest difference first, whichever its sign. */
  items: z.array(failureDifference),
})
export type FailureDifferences = z.output<typeof failureDifferences>

export const failureSorts = ['-runs', '-last', '-first'] as const
export type FailureSort = (typeof failureSorts)[number]

export const failuresListInput = filterInput.extend({
  /** `open` takes the new and the regressed too. Without it: these. */
  state: z.enum([...failureStandings, 'all']).optional(),
  sort: z.enum(failureSorts).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
})
export type FailuresListInput = z.input<typeof failuresListInput>

const groupWindow = filterInput.pick({ version: true, env: true, last: true, from: true, to: true })
/** The fingerprint is text to a caller; the filter codec's window and environment choose the runs that are counted. */
export const failureInput = groupWindow.extend({ fp: z.string().regex(/^[0-9a-f]{32}$/) })
export type FailureInput = z.input<typeof failureInput>

const fp = { fp: z.string().regex(/^[0-9a-f]{32}$/) }
const version = z.string().max(64).refine(isVersionLabel)
export const failureSetStateInput = z.discriminatedUnion('state', [
  z.object({ ...fp, state: z.literal('open') }),
  /** Without `version`: now, which means the agent's newest version. */
  z.object({ ...fp, state: z.literal('resolved'), version: version.optional() }),
  /** `abovePercent`: until more than this share of the agent's runs of 24 hours fail so, counted from 30 runs on. */
  z.object({ ...fp, state: z.literal('ignored'), until: instantLeaf.optional(), abovePercent: z.number().min(0).max(100).optional() }),
])
export type FailureSetStateInput = z.input<typeof failureSetStateInput>
export const failureStateSet = z.object({ change: failureStateChange })
