import type { RunRecord, StepRecord } from '@agenttracer/schema'

/** What a scenario is given: where the model is, and a signal where it must be cancelled. */
export interface Stage {
  readonly url: string
  readonly signal?: AbortSignal
}

type Play = (stage: Stage) => Promise<unknown>

/**
 * The same small programs in every framework. A tool `look` works, `broken` throws, `slow` takes 200 ms; the model is `gpt-4.1`.
 * A program that a framework cannot express is left out.
 */
export interface Scenarios {
  /** One call of `look`, then an answer. */
  readonly success: Play
  /** The model's first request fails with 500, the client tries again. */
  readonly modelRetried: Play
  /** Every request fails with 500, three attempts. */
  readonly modelExhausted: Play
  /** `broken` throws, the framework or program goes on to an answer. */
  readonly toolFails?: Play
  /** `look` and `broken` in one turn. */
  readonly parallelTools?: Play
  /** An agent within an agent, each with one model call. */
  readonly nestedAgent?: Play
  /** The caller's signal fires while the model is silent. */
  readonly cancelled: Play
  /** A streamed answer that the caller reads to its end. */
  readonly streamed: Play
  /** The host's own code throws inside the run, after one good model call. */
  readonly hostThrows?: Play
}

export interface Seen {
  readonly runs: readonly RunRecord[]
  readonly steps: readonly StepRecord[]
}

export const outline = ({ runs, steps }: Seen): { runs: string[]; steps: string[] } => ({
  runs: runs.map(({ status }) => status),
  steps: steps.map((step) => `${step.type} ${step.name} ${step.status} ${step.attempt}`),
})
