import type { FinishReason, GuardrailFacts, ModelFacts, Provider, RetrievalFacts, StepFacts, StepType, ToolFacts } from '@agenttracer/schema'
import { modelName } from '@agenttracer/schema/names'
import { finishReason } from '../signals/finish-reason.ts'
import { provider } from '../signals/provider.ts'

/** Facts as callers and adapters give them; strings are looked up in closed tables before they are kept. */
export type FactsInput<T extends StepType = StepType> = T extends 'model' | 'plan' | 'respond'
  ? Omit<ModelFacts, 'model' | 'provider' | 'finishReason'> & { readonly model?: string; readonly provider?: Provider; readonly finishReason?: FinishReason }
  : T extends 'tool'
    ? ToolFacts
    : T extends 'retrieval'
      ? RetrievalFacts
      : T extends 'guardrail'
        ? GuardrailFacts
        : Record<never, never>

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** As the wire bounds them: a larger number counts nothing, but could be one of a card. */
const most = 1e9
const count = (value: unknown): number | undefined => (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most ? (value as number) : undefined)
const amount = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 && value <= most ? value : undefined)
/** Six significant digits are a price; more could be anything. */
const price = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 && value <= 1e6 ? Number(value.toPrecision(6)) : undefined)
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)
const status = (value: unknown): number | undefined => (Number.isInteger(value) && (value as number) >= 100 && (value as number) <= 599 ? (value as number) : undefined)

const rules: { readonly [K in keyof StepFacts]-?: (value: unknown) => StepFacts[K] | undefined } = {
  model: modelName,
  provider,
  inputTokens: count,
  outputTokens: count,
  cachedInputTokens: count,
  reasoningTokens: count,
  finishReason,
  ttftMs: amount,
  streamed: flag,
  toolCallCount: count,
  costUsd: price,
  httpStatus: status,
  repeatCount: count,
  documentCount: count,
  triggered: flag,
}

/** By any key that a caller hands in; a Map, so that `constructor` is no fact. */
const ruleOf: ReadonlyMap<string, (value: unknown) => unknown> = new Map(Object.entries(rules))

/** Copies the known facts of the input that pass their rule onto the target; answers how many were left out. */
export function copyFacts(target: StepFacts, input: object): number {
  const into = target as Mutable<StepFacts>
  let leftOut = 0
  for (const key in input) {
    const value = (input as Record<string, unknown>)[key]
    if (value === undefined || value === null) continue
    const kept = ruleOf.get(key)?.(value)
    if (kept === undefined) leftOut++
    else (into as Record<string, unknown>)[key] = kept
  }
  return leftOut
}

const modelFacts = ['model', 'provider', 'inputTokens', 'outputTokens', 'cachedInputTokens', 'reasoningTokens', 'finishReason', 'ttftMs', 'streamed', 'toolCallCount', 'costUsd'] as const
const factsOfType: { readonly [T in StepType]: readonly (keyof StepFacts)[] } = {
  model: modelFacts,
  plan: modelFacts,
  respond: modelFacts,
  tool: ['httpStatus', 'repeatCount'],
  retrieval: ['documentCount'],
  guardrail: ['triggered'],
  agent: [],
  orchestration: [],
}

/** Copies the facts that a record of this type has a place for onto it. */
export function factsForWire(record: object, type: StepType, facts: StepFacts): void {
  for (const key of factsOfType[type]) if (facts[key] !== undefined) (record as Record<string, unknown>)[key] = facts[key]
}
