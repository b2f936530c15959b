import { z } from 'zod'
import { confidences, dropReasons, failureCategories, runFlags, runViewStatuses, stepTypes } from '../model/vocabulary.ts'
import type { Fingerprint } from '../model/ids.ts'
import { fingerprintPattern } from '../names/ids.ts'
import { instantLeaf, runIdLeaf, stepIdLeaf, storedModelLeaf, storedNameLeaf, traceIdLeaf, versionLabelLeaf } from '../wire/leaf.ts'
import { failureCodeLeaf } from './step-view.ts'

export const fingerprintLeaf = z.string().regex(fingerprintPattern) as unknown as z.ZodType<Fingerprint, Fingerprint>

/** The cause in short, enough for a row of a list. `rootCauseStepId` null: the cause lies on the run itself. */
export const shortVerdict = z.object({
  category: z.enum(failureCategories),
  code: failureCodeLeaf,
  confidence: z.enum(confidences),
  rootCauseStepId: stepIdLeaf.nullable(),
  stepType: z.enum(stepTypes).nullable(),
  stepName: storedModelLeaf.nullable(),
  httpStatus: z.int().nullable(),
  attempts: z.object({ used: z.int(), max: z.int().nullable() }),
})
export type ShortVerdict = z.output<typeof shortVerdict>

export const runSummary = z.object({
  runId: runIdLeaf,
  traceId: traceIdLeaf.nullable(),
  agentId: storedNameLeaf,
  agentVersion: versionLabelLeaf,
  environment: storedNameLeaf,
  status: z.enum(runViewStatuses),
  degraded: z.boolean(),
  startedAt: instantLeaf,
  endedAt: instantLeaf.nullable(),
  durationMs: z.number().nullable(),
  /** Steps recorded, every attempt counted. */
  stepCount: z.int(),
  /** Attempts beyond the first, over all steps. */
  retryCount: z.int(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  verdict: shortVerdict.nullable(),
  fingerprint: fingerprintLeaf.nullable(),
  flags: z.array(z.enum(runFlags)),
  receivedAt: instantLeaf,
})
export type RunSummary = z.output<typeof runSummary>

/** The verdict with what the Run page says about it (ui-spec.md section 1). */
export const verdictView = shortVerdict.extend({
  path: z.array(stepIdLeaf),
  backoffMs: z.array(z.number()),
  others: z.array(stepIdLeaf),
  tool: storedNameLeaf.nullable(),
  model: storedModelLeaf.nullable(),
  errorClass: z.string().max(64).nullable(),
  retryable: z.boolean(),
  fingerprint: fingerprintLeaf.nullable(),
  /** First and newest sight of this fingerprint in the project; null where nothing is known. */
  firstSeenAt: instantLeaf.nullable(),
  firstSeenVersion: versionLabelLeaf.nullable(),
  /** Runs with this fingerprint in the 24 h before now, this one included. */
  similar24h: z.int(),
  similar7d: z.int(),
  /** Newest good run of the same agent and environment before this one: same version first. */
  lastGoodRunId: runIdLeaf.nullable(),
})
export type VerdictView = z.output<typeof verdictView>

export const runDetail = runSummary.extend({
  continuesRunId: runIdLeaf.nullable(),
  sdk: z.object({ name: storedNameLeaf, version: versionLabelLeaf }).nullable(),
  metrics: z.array(z.object({ name: storedNameLeaf, value: z.union([z.number(), z.boolean()]) })),
  /** What the SDK or the server left out of this run, by reason. */
  dropped: z.array(z.object({ reason: z.enum(dropReasons), count: z.int() })),
  /** Ended steps that came when the run was full; one that is sent again counts again. 0 in what was stored before this was counted. */
  stepsLeftOut: z.int(),
  lastSeenAt: instantLeaf.nullable(),
  verdict: verdictView.nullable(),
})
export type RunDetail = z.output<typeof runDetail>
