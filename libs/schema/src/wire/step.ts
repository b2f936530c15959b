import { z } from 'zod'
import { finishReasons, operations, providers, stepStatuses } from '../model/vocabulary.ts'
import { count, durationLeaf, httpStatusLeaf, instantLeaf, modelNameLeaf, runIdLeaf, safeNameLeaf, stepIdLeaf } from './leaf.ts'
import { signals } from './signals.ts'

const base = {
  runId: runIdLeaf,
  stepId: stepIdLeaf,
  parentStepId: stepIdLeaf.exactOptional(),
  node: safeNameLeaf.exactOptional(),
  seq: count(1_000_000),
  operation: z.enum(operations).exactOptional(),
  status: z.enum(stepStatuses),
  attempt: count(1_000, 1),
  maxAttempts: count(1_000, 1).exactOptional(),
  retryGroup: stepIdLeaf.exactOptional(),
  waitMs: durationLeaf.exactOptional(),
  revision: count(1_000_000),
  startedAt: instantLeaf,
  endedAt: instantLeaf.exactOptional(),
  durationMs: durationLeaf.exactOptional(),
  signals: signals.exactOptional(),
}

const tokens = count(1_000_000_000)
const modelFacts = {
  model: modelNameLeaf.exactOptional(),
  provider: z.enum(providers).exactOptional(),
  inputTokens: tokens.exactOptional(),
  outputTokens: tokens.exactOptional(),
  cachedInputTokens: tokens.exactOptional(),
  reasoningTokens: tokens.exactOptional(),
  finishReason: z.enum(finishReasons).exactOptional(),
  ttftMs: durationLeaf.exactOptional(),
  streamed: z.boolean().exactOptional(),
  toolCallCount: count(10_000).exactOptional(),
  costUsd: z.number().min(0).max(1_000_000).exactOptional(),
}
const named = { name: safeNameLeaf }

export const stepRecord = z.discriminatedUnion('type', [
  z.object({ ...base, ...modelFacts, ...named, type: z.literal('plan') }),
  z.object({ ...base, ...modelFacts, name: modelNameLeaf, type: z.literal('model') }),
  z.object({ ...base, ...named, type: z.literal('tool'), httpStatus: httpStatusLeaf.exactOptional(), repeatCount: count(1_000_000, 1).exactOptional() }),
  z.object({ ...base, ...named, type: z.literal('retrieval'), documentCount: count(1_000_000).exactOptional() }),
  z.object({ ...base, ...modelFacts, ...named, type: z.literal('respond') }),
  z.object({ ...base, ...named, type: z.literal('agent') }),
  z.object({ ...base, ...named, type: z.literal('guardrail'), triggered: z.boolean().exactOptional() }),
  z.object({ ...base, ...named, type: z.literal('orchestration') }),
])
