import type { GuardrailFacts, ModelFacts, RetrievalFacts, ToolFacts } from './facts.ts'
import type { Instant, ModelName, RunId, SafeName, StepId } from './ids.ts'
import type { Signals } from './signals.ts'
import type { Operation, StepStatus } from './vocabulary.ts'

/** One attempt of one unit of work, as it travels. A retry is a new step. */
export interface StepBase {
  readonly runId: RunId
  readonly stepId: StepId
  /** Absent at the top of the run. */
  readonly parentStepId?: StepId
  /** Nearest graph node or named chain around the step. */
  readonly node?: SafeName
  /** Start order as the SDK saw it, from 0: a hint. */
  readonly seq: number
  readonly operation?: Operation
  readonly status: StepStatus
  /** 1-based number inside its retry group. */
  readonly attempt: number
  readonly maxAttempts?: number
  /** Step id of attempt 1; absent on attempt 1. */
  readonly retryGroup?: StepId
  /** Back-off before this attempt, in milliseconds. */
  readonly waitMs?: number
  /** 0 unless the sender re-states its end. */
  readonly revision: number
  readonly startedAt: Instant
  readonly endedAt?: Instant
  readonly durationMs?: number
  readonly signals?: Signals
}

type Named = { readonly name: SafeName }
export interface ModelStep extends StepBase, ModelFacts { readonly type: 'model'; readonly name: ModelName }
export interface ToolStep extends StepBase, ToolFacts, Named { readonly type: 'tool' }
export interface RetrievalStep extends StepBase, RetrievalFacts, Named { readonly type: 'retrieval' }
export interface GuardrailStep extends StepBase, GuardrailFacts, Named { readonly type: 'guardrail' }
/** `plan` and `respond` are declared by the caller and may be a model call themselves. */
export interface PlanStep extends StepBase, ModelFacts, Named { readonly type: 'plan' }
export interface RespondStep extends StepBase, ModelFacts, Named { readonly type: 'respond' }
export interface AgentStep extends StepBase, Named { readonly type: 'agent' }
export interface OrchestrationStep extends StepBase, Named { readonly type: 'orchestration' }

export type StepRecord =
  | PlanStep | ModelStep | ToolStep | RetrievalStep | RespondStep | AgentStep | GuardrailStep | OrchestrationStep
