import type { FailureKey, StepType } from '@agenttracer/schema'
import type { FakeReply } from '@agenttracer/fake-llm'
import type { Stage } from './stage.ts'

/** What a route of the shop server does with the next request: a status, `hang`, `reset`, an event stream as text, or JSON. The last one repeats. */
export type ShopAnswer = number | string | object

/** A program that fails in one way, on real code and real sockets. */
export interface Scenario {
  /** Who raises the failure. */
  readonly through: 'langchain' | 'langgraph' | 'openai' | 'openai-agents' | 'sdk'
  /** How the run ends; `success` is a degraded one. */
  readonly status: 'failed' | 'success' | 'cancelled'
  /** The step to blame. Without a name any step of that type; null: the run itself. */
  readonly at: { readonly type: StepType; readonly name?: string } | null
  /** Scripted answers of the model server, in order. */
  readonly llm?: readonly FakeReply[]
  readonly shop?: Readonly<Record<string, readonly ShopAnswer[]>>
  readonly run: (stage: Stage) => Promise<unknown>
}

/** The scenarios of one category: a code without one does not compile. */
export type ScenariosOf<Category extends string> = Readonly<Record<Extract<FailureKey, `${Category}.${string}`>, Scenario>>
