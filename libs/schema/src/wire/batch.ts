import { z } from 'zod'
import { dropReasons } from '../model/vocabulary.ts'
import { receiptResults } from '../model/batch.ts'
import { clientIdLeaf, count, pathLeaf, ruleLeaf, runIdLeaf, stepIdLeaf } from './leaf.ts'
import { dropCount, runRecord, sdkInfo } from './run.ts'
import { stepRecord } from './step.ts'

/** Bounds that hold before and while a batch is parsed (design.md section 5). */
export const batchLimits = {
  compressedBytes: 4 * 1024 * 1024,
  bytes: 16 * 1024 * 1024,
  records: 10_000,
  depth: 12,
  okStepsPerRun: 10_000,
  /** Failing steps that are taken above the cap of good ones. */
  failingStepsPerRun: 1_000,
} as const

export const clientInfo = z.object({ clientId: clientIdLeaf, sdk: sdkInfo, dropped: z.array(dropCount).max(dropReasons.length) })

/** The documented form of the body. The door reads it record by record (parse-record.ts), so that a bad record never spoils its batch. */
export const batch = z.object({
  runs: z.array(runRecord).max(batchLimits.records),
  steps: z.array(stepRecord).max(batchLimits.records),
  open: z.array(runIdLeaf).max(batchLimits.records),
  client: clientInfo.exactOptional(),
})

export const issue = z.object({ path: pathLeaf, rule: ruleLeaf })

export const receipt = z.object({
  records: z.array(
    z.object({
      kind: z.enum(['run', 'step']),
      index: count(batchLimits.records),
      runId: runIdLeaf.exactOptional(),
      stepId: stepIdLeaf.exactOptional(),
      result: z.enum(receiptResults),
      issue: issue.exactOptional(),
      repaired: z.array(issue).max(100),
    }),
  ).max(2 * batchLimits.records),
  unknownKeys: count(Number.MAX_SAFE_INTEGER),
})
