import type { ModelName } from './ids.ts'
import type { FinishReason, Provider } from './vocabulary.ts'

/** Absent means not recorded, never zero. Tokens are counts, times are milliseconds. */
export interface ModelFacts {
  /** The model that answered; the step's name is the model that was asked for. */
  readonly model?: ModelName
  readonly provider?: Provider
  readonly inputTokens?: number
  readonly outputTokens?: number
  readonly cachedInputTokens?: number
  readonly reasoningTokens?: number
  readonly finishReason?: FinishReason
  /** Time to the first token, in milliseconds. */
  readonly ttftMs?: number
  readonly streamed?: boolean
  readonly toolCallCount?: number
  readonly costUsd?: number
}

export interface ToolFacts {
  /** Status of the tool's own last HTTP call, 100 to 599. */
  readonly httpStatus?: number
  /** How many times in a row this tool was called with the same (keyed, never sent) arguments, this call included. */
  readonly repeatCount?: number
}

export interface RetrievalFacts {
  readonly documentCount?: number
}

export interface GuardrailFacts {
  readonly triggered?: boolean
}

export type StepFacts = ModelFacts & ToolFacts & RetrievalFacts & GuardrailFacts
