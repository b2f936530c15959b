import { z } from 'zod'
import { dropReasons } from '../model/vocabulary.ts'
import { receiptResults } from '../model/batch.ts'
import { clientIdLeaf, count, runIdLeaf, stepIdLeaf } from './leaf.ts'
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

/** Names of our own schema (camelCase words, indexes, dots), so that a path can hold nothing of the sender's. */
const pathText = z.string().max(120).regex(/^[A-Za-z0-9_.[\]]*$/)
const ruleText = z.string().max(40).regex(/^[a-z0-9_]+$/)
export const issue = z.object({ path: pathText, rule: ruleText })

export const receipt = z.object({
  records: z.array(
    z.object({
      kind: z.enum(['run', 'step']),
      index: count(batchLimits.records),
      runId: runIdLeaf.exactOptional(),
      stepId: stepIdLeaf.exactOptional(),
      result: z.enum(receiptResults),
      issue: issue.exactOptional(),
      repaired: z.array(issue),
    }),
  ),
  unknownKeys: count(Number.MAX_SAFE_INTEGER),
})
