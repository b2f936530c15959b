import { z } from 'zod'
import { failureKeys } from '../failure/codes.ts'
import { stepStatuses, stepTypes } from '../model/vocabulary.ts'
import { stepIdLeaf, storedModelLeaf } from '../wire/leaf.ts'
import { runSummary } from './run-view.ts'

/** Which good run of the same agent and environment was taken: the newest before of the same version, else of any other. */
export const lastGoodChoices = ['same_version', 'other_version'] as const

export const lastGood = z.object({ run: runSummary.nullable(), choice: z.enum(lastGoodChoices).nullable() })
export type LastGood = z.output<typeof lastGood>

/** Runs with the same fingerprint, this one included, up to now; zero for a run without a failure. */
export const similarRuns = z.object({
  last24h: z.int(),
  last7d: z.int(),
  /** Newest first, at most ten, without this one. */
  items: z.array(runSummary),
})
export type SimilarRuns = z.output<typeof similarRuns>

export const diffKinds = ['same', 'changed', 'added', 'missing'] as const
export type DiffKind = (typeof diffKinds)[number]

/** What of a step is compared. Durations and tokens differ in every pair of runs: they are shown, and make no difference by themselves. */
export const diffFacts = ['status', 'failure', 'tries', 'http_status', 'model'] as const
export type DiffFact = (typeof diffFacts)[number]

/** A logical step (all its tries) as one of two runs has it. Times are milliseconds from the start of its own run. */
export const diffSide = z.object({
  /** Of the first try. */
  stepId: stepIdLeaf,
  /** 1-based place of the last try in reading order: what "step 9" means. */
  step: z.int(),
  startMs: z.number(),
  /** First start to last end, waits included. */
  durationMs: z.number().nullable(),
  tries: z.int(),
  /** Of the last try. */
  status: z.enum(stepStatuses),
  failure: z.enum(failureKeys).nullable(),
  httpStatus: z.int().nullable(),
  model: storedModelLeaf.nullable(),
  tokens: z.int().nullable(),
})
export type DiffSide = z.output<typeof diffSide>

/** Steps are the same where type, name and occurrence within the same parent agree. `added`: only in this run; `missing`: only in the other. */
export const diffRow = z.object({
  kind: z.enum(diffKinds),
  type: z.enum(stepTypes),
  name: storedModelLeaf,
  /** 0 for a step directly under the run. */
  depth: z.int(),
  changes: z.array(z.enum(diffFacts)),
  here: diffSide.nullable(),
  there: diffSide.nullable(),
})
export type DiffRow = z.output<typeof diffRow>

const head = {
  run: runSummary,
  other: runSummary,
  counts: z.object({ same: z.int(), changed: z.int(), added: z.int(), missing: z.int() }),
  /** Index into the rows of the first one that differs and is not merely the consequence of a step beneath it; null when none does. */
  firstDifference: z.int().nullable(),
}

/** The rows in reading order of this run, missing steps after the one that they followed. */
export const runDiffRows = z.object({ ...head, rows: z.array(diffRow) })
export type RunDiffRows = z.output<typeof runDiffRows>

const column = <T extends z.ZodType>(schema: T): z.ZodArray<z.ZodNullable<T>> => z.array(schema.nullable())
const { stepId, step, startMs, tries, status } = diffSide.shape
const sideColumns = z.object({
  stepId: column(stepId), step: column(step), startMs: column(startMs), durationMs: column(z.number()), tries: column(tries), status: column(status),
  failure: column(z.enum(failureKeys)), httpStatus: column(z.int()),
  /** Index into `names`. */
  model: column(z.int()),
  tokens: column(z.int()),
})

/** The same rows by column, each of the length of `kind`; `name` and `model` are indexes into `names`. A side that is not there has a null `stepId`. */
export const diffColumns = z.object({
  names: z.array(storedModelLeaf),
  kind: z.array(z.enum(diffKinds)),
  type: z.array(z.enum(stepTypes)),
  name: z.array(z.int()),
  depth: z.array(z.int()),
  changes: z.array(z.array(z.enum(diffFacts))),
  here: sideColumns,
  there: sideColumns,
})
export type DiffColumns = z.output<typeof diffColumns>

export const runDiff = z.object({ ...head, columns: diffColumns })
export type RunDiff = z.output<typeof runDiff>
