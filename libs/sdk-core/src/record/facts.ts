import type { FinishReason, GuardrailFacts, ModelFacts, Provider, RetrievalFacts, StepFacts, StepType, ToolFacts } from '@agenttracer/schema'
import { modelName } from '@agenttracer/schema/names'
import { finishReason } from '../signals/finish-reason.ts'
import { statusCode } from '../signals/error-link.ts'
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
const within = (value: unknown, from: number, to: number): number | undefined => (typeof value === 'number' && value >= from && value <= to ? value : undefined)
const count = (value: unknown): number | undefined => (Number.isInteger(value) ? within(value, 0, most) : undefined)
const amount = (value: unknown): number | undefined => within(value, 0, most)
/** Six significant digits are a price; more could be anything. */
const price = (value: unknown): number | undefined => {
  const known = within(value, 0, 1e6)
  return known === undefined ? known : Number(known.toPrecision(6))
}
const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)

type Rules<Facts> = { readonly [K in keyof Facts]-?: (value: unknown) => Facts[K] | undefined }

/** The answering model is nearly always that of the call before: the last good name is not checked again. */
let lastModel: ModelFacts['model']
function answeringModel(value: unknown): ModelFacts['model'] {
  if (value === lastModel) return lastModel
  const model = modelName(value)
  if (model !== undefined) lastModel = model
  return model
}

const modelRules: Rules<ModelFacts> = {
  model: answeringModel,
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
}
const toolRules: Rules<ToolFacts> = { httpStatus: statusCode, repeatCount: count }
const retrievalRules: Rules<RetrievalFacts> = { documentCount: count }
const guardrailRules: Rules<GuardrailFacts> = { triggered: flag }

/** By any key that a caller hands in; a Map, so that `constructor` is no fact. */
const ruleOf: ReadonlyMap<string, (value: unknown) => unknown> = new Map(Object.entries({ ...modelRules, ...toolRules, ...retrievalRules, ...guardrailRules }))

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

const rulesOfType: { readonly [T in StepType]?: object } = {
  model: modelRules, plan: modelRules, respond: modelRules, tool: toolRules, retrieval: retrievalRules, guardrail: guardrailRules,
}

/** Copies the facts that a record of this type has a place for onto it. */
export function factsForWire(record: object, type: StepType, facts: StepFacts): void {
  for (const key in rulesOfType[type]) {
    const value = facts[key as keyof StepFacts]
    if (value !== undefined) (record as Record<string, unknown>)[key] = value
  }
}
