import type { AgentTracer, AgentTracerOptions } from '@agenttracer/sdk-core'
import type { FakeLlm } from '@agenttracer/fake-llm'
import type { Witness } from './witness.ts'

/** What a scenario plays on: real frameworks, a scripted model server, and tracers that send to the captured collector. */
export interface Stage {
  readonly witness: Witness
  readonly llm: FakeLlm
  /** Address of a port where nobody listens. */
  readonly closedUrl: string
  /** Closed by the stage when the scenario is over. */
  readonly newTracer: (options?: AgentTracerOptions) => AgentTracer
}

export type Plant<Id extends string> = (id: Id, harmless?: string) => string
