import type { FailureKey, Operation, SignalFlag, StepStatus, StepType } from '@agenttracer/schema'
import type { FactsInput } from './record/facts.ts'
import type { WorkKey } from './record/open-work.ts'

export type { WorkKey } from './record/open-work.ts'

/** How a piece of work ended, as a framework tells it. An error is read for its safe facts at once and not kept. */
export interface WorkEnd {
  /** Present, even when `undefined` was thrown, if the work failed. */
  readonly error?: unknown
  readonly flags?: readonly SignalFlag[] | undefined
  /** Only where it differs from what `error` says: `cancelled`, `interrupted`, or `error` without an error object. */
  readonly status?: Exclude<StepStatus, 'running'> | undefined
  readonly declared?: FailureKey | undefined
  /** The caller got the failure as an answer, not as an exception: a run of this one step did not fail. */
  readonly isReturned?: boolean | undefined
}

export interface StepStart {
  readonly type: StepType
  /** Checked by the core: a name that is not safe becomes the step's type. */
  readonly name: string | undefined
  /** Key of the work around it; without one the current flow decides. */
  readonly parent?: WorkKey | undefined
  readonly operation?: Operation | undefined
  /**
   * Graph nodes and named chains fold into `node` of the steps beneath; a parser shows when it fails; plumbing never does.
   * All keep the tree connected.
   */
  readonly show?: 'always' | 'folded' | 'failed' | 'hidden' | undefined
  /** Work of one lane that follows a failure is its next attempt, if `input` is the same. */
  readonly lane?: string | undefined
  /** What it was asked: compared in memory by a keyed hash (attempts; repeated calls of a tool), never kept or sent. */
  readonly input?: unknown
  readonly maxAttempts?: number | undefined
  /** The adapter tells every attempt itself (`attempt.start`): HTTP requests are not read as attempts. */
  readonly ownsAttempts?: boolean | undefined
  /** Binds the rest of the current flow to the step, so that HTTP requests and hand-made steps find it. */
  readonly isEntered?: boolean | undefined
}

export interface RunStart {
  readonly parent?: WorkKey | undefined
  /** Name of the agent as the framework declares it; used where the run lies inside another run. */
  readonly name?: string | undefined
  /** Inside an open run: an agent is a step of its own, other outermost work folds. */
  readonly isAgent?: boolean | undefined
}

/** The recorder's verbs, and nothing else. Every verb is total: a plugin cannot break the host through it. */
export interface PluginContext {
  /** The same object for all plugins of one tracer. */
  readonly owner: object
  readonly run: {
    /** Opens a run; inside an open run it becomes a step of it. */
    start(key: WorkKey, run: RunStart): void
    end(key: WorkKey, end?: WorkEnd): void
    /** Marks the run around the key as waiting for a human. */
    interrupt(key: WorkKey): void
    /** What waited for a human goes on within the same run. */
    resume(key: WorkKey): void
  }
  readonly step: {
    start(key: WorkKey, step: StepStart): void
    set<T extends StepType>(key: WorkKey, type: T, facts: FactsInput<T>): void
    end(key: WorkKey, end?: WorkEnd): void
    /** Adds a flag to a step that ends well (or has ended): a refusal, a cut answer, an unknown tool. */
    flag(key: WorkKey, flag: SignalFlag): void
    /** The step ended with an abort, and it has become clear that it was the caller's. */
    cancel(key: WorkKey): void
    isOpen(key: WorkKey): boolean
    has(key: WorkKey): boolean
  }
  readonly attempt: {
    /** The work goes on in a further attempt, after `failure`. */
    next(key: WorkKey, failure: WorkEnd): void
  }
  /** Runs the function with the work as the current one. */
  within<R>(key: WorkKey, fn: () => R): R
  /** Is the current flow inside a model step that another plugin opened (one call seen twice)? */
  joinModel(key: WorkKey): boolean
  /** A model asked for this call of a tool and a hand-made step will make it: repeats are counted as for a tool step with `input`. */
  toolAsked(key: WorkKey, tool: string, args: unknown): void
  /** As `runState`, for the run of the current flow. */
  currentState<T extends object>(create: () => T): T | undefined
  /** What the adapter remembers of the run around the key; it goes with the run. Undefined when nothing is known of the key. */
  runState<T extends object>(key: WorkKey, create: () => T): T | undefined
  /** Has a step or container of this run ended with this very error object before? */
  hasSeenError(key: WorkKey, error: unknown): boolean
  /** Wraps a hook: it never throws into the framework, and what it swallows is counted. */
  guard<A extends readonly unknown[]>(hook: (...args: A) => void): (...args: A) => void
}

/** A framework translator. `setup` is called once per tracer; what it returns undoes it. */
export interface Plugin {
  readonly name: string
  setup(context: PluginContext): (() => void) | void
}
