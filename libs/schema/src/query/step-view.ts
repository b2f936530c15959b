import { z } from 'zod'
import { failureCategories, finishReasons, operations, providers, stepRoles, stepStatuses, stepTypes } from '../model/vocabulary.ts'
import type { FailureCode } from '../failure/codes.ts'
import { instantLeaf, stepIdLeaf, storedClassLeaf, storedModelLeaf, storedNameLeaf } from '../wire/leaf.ts'

/** Answers say `null` for "not recorded"; never zero. */
const orNull = <T extends z.ZodType>(schema: T): z.ZodNullable<T> => schema.nullable()

export const failureCodeLeaf = z.string().regex(/^[a-z_]{1,40}$/) as unknown as z.ZodType<FailureCode, FailureCode>

export const failureView = z.object({
  category: z.enum(failureCategories),
  code: failureCodeLeaf,
  errorClass: orNull(storedClassLeaf),
  errorCode: orNull(z.string().max(64)),
  httpStatus: orNull(z.int()),
  retryable: z.boolean(),
})
export type FailureView = z.output<typeof failureView>

/** One attempt, in reading order (startedAt, seq, stepId). */
export const stepView = z.object({
  stepId: stepIdLeaf,
  parentStepId: orNull(stepIdLeaf),
  node: orNull(storedNameLeaf),
  seq: z.int(),
  type: z.enum(stepTypes),
  operation: orNull(z.enum(operations)),
  name: storedModelLeaf,
  status: z.enum(stepStatuses),
  role: z.enum(stepRoles),
  attempt: z.int(),
  maxAttempts: orNull(z.int()),
  /** Step id of attempt 1 of the group, filled in for attempt 1 too once there is a second; null for a step without retries. */
  retryGroup: orNull(stepIdLeaf),
  waitMs: orNull(z.number()),
  startedAt: instantLeaf,
  endedAt: orNull(instantLeaf),
  durationMs: orNull(z.number()),
  failure: orNull(failureView),
  model: orNull(storedModelLeaf),
  provider: orNull(z.enum(providers)),
  inputTokens: orNull(z.int()),
  outputTokens: orNull(z.int()),
  cachedInputTokens: orNull(z.int()),
  reasoningTokens: orNull(z.int()),
  finishReason: orNull(z.enum(finishReasons)),
  ttftMs: orNull(z.number()),
  streamed: orNull(z.boolean()),
  toolCallCount: orNull(z.int()),
  costUsd: orNull(z.number()),
  httpStatus: orNull(z.int()),
  repeatCount: orNull(z.int()),
  documentCount: orNull(z.int()),
  triggered: orNull(z.boolean()),
})
export type StepView = z.output<typeof stepView>

const column = <T extends z.ZodType>(schema: T): z.ZodArray<z.ZodNullable<T>> => z.array(schema.nullable())

/**
 * The same rows by column: one array a field, all of the length of `stepId`. A column in which every value is null is left out.
 * `name`, `node` and `model` hold indexes into `names`; `parent` and `retryGroup` into `stepId`, and from its length on into `absentIds`.
 * `startMs` and `endMs` are whole milliseconds from `originMs`.
 */
export const stepColumns = z.object({
  names: z.array(storedModelLeaf),
  /** Unix milliseconds; 0 in a run without a step. */
  originMs: z.int(),
  stepId: z.array(stepIdLeaf),
  /** Steps that others name and that are not recorded (yet). */
  absentIds: z.array(stepIdLeaf),
  type: z.array(z.enum(stepTypes)),
  status: z.array(z.enum(stepStatuses)),
  role: z.array(z.enum(stepRoles)),
  name: z.array(z.int()),
  seq: z.array(z.int()),
  attempt: z.array(z.int()),
  startMs: z.array(z.int()),
  parent: column(z.int()).optional(),
  node: column(z.int()).optional(),
  operation: column(z.enum(operations)).optional(),
  maxAttempts: column(z.int()).optional(),
  retryGroup: column(z.int()).optional(),
  waitMs: column(z.number()).optional(),
  endMs: column(z.int()).optional(),
  durationMs: column(z.number()).optional(),
  failure: column(failureView).optional(),
  model: column(z.int()).optional(),
  provider: column(z.enum(providers)).optional(),
  inputTokens: column(z.int()).optional(),
  outputTokens: column(z.int()).optional(),
  cachedInputTokens: column(z.int()).optional(),
  reasoningTokens: column(z.int()).optional(),
  finishReason: column(z.enum(finishReasons)).optional(),
  ttftMs: column(z.number()).optional(),
  streamed: column(z.boolean()).optional(),
  toolCallCount: column(z.int()).optional(),
  costUsd: column(z.number()).optional(),
  httpStatus: column(z.int()).optional(),
  repeatCount: column(z.int()).optional(),
  documentCount: column(z.int()).optional(),
  triggered: column(z.boolean()).optional(),
})
export type StepColumns = z.output<typeof stepColumns>
