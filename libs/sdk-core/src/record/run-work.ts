import type { FailureKey, Metric, RunId, RunStatus, SafeName, Signals, StepId, TraceId, VersionLabel, DropReason } from '@agenttracer/schema'
import { isObject } from '../signals/error-link.ts'
import { AskedTools } from './asked-tools.ts'
import { newRunId, newTraceId } from './random-ids.ts'
import type { StepWork } from './step-work.ts'

export interface RunIdentity {
  readonly agentId: SafeName
  readonly agentVersion: VersionLabel
  readonly environment: SafeName
}

export interface RunSpec {
  readonly runId?: RunId | undefined
  readonly traceId?: TraceId | undefined
  readonly continuesRunId?: RunId | undefined
  /** Another process owns the run's record: only steps are sent from here. */
  readonly joined?: { readonly parentStepId: StepId | undefined } | undefined
  readonly signal?: AbortSignal | undefined
}

/** One run while it is open, and until it is sent. */
export class RunWork {
  readonly runId: RunId
  readonly traceId: TraceId
  readonly identity: RunIdentity
  readonly traits: RunSpec
  /** Milliseconds: wall clock at the start, and the monotonic clock at the same moment. A clock that jumps moves no step. */
  readonly startedUnixMs: number
  readonly startedAt: number
  endedAt = 0
  lastEventAt: number
  status: RunStatus = 'running'
  nextSeq = 0
  revision = 0
  signals: Signals | undefined
  declared: FailureKey | undefined
  declaredCause: StepWork | undefined
  readonly openSteps: Set<StepWork> = new Set()
  // The next three are made when first needed: most runs are good and have none.
  /** Steps that failed last in their lane, by lane and what they were asked. */
  lanes: Map<string | undefined, StepWork> | undefined
  metrics: Map<string, Metric> | undefined
  dropped: Map<DropReason, number> | undefined
  /** Where the run stood when the caller's signal stopped a step. */
  abortedAtSeq = -1
  /** What plugins remember of this run. */
  readonly states: Map<object, object> = new Map()
  /** Waits for a human: its end is no end. */
  isInterrupted = false
  /** Opened for a lone step: it ends with its top step. */
  isImplicit = false
  isKeyEnded = false
  isQueued = false
  /** Steps of this run that wait in the buffer or are under way: the run's end goes last. */
  pendingSteps = 0
  // Made when first needed: most runs see no error, and weak collections are dear.
  #errorRefs: WeakMap<object, number> | undefined
  #aborts: WeakSet<object> | undefined
  #tools: AskedTools | undefined
  #nextErrorRef = 1

  constructor(identity: RunIdentity, traits: RunSpec, now: { unixMs: number; at: number }) {
    this.identity = identity
    this.traits = traits
    this.startedUnixMs = now.unixMs
    this.startedAt = now.at
    this.lastEventAt = now.at
    this.runId = traits.runId ?? newRunId(now.unixMs)
    this.traceId = traits.traceId ?? newTraceId()
  }

  get tools(): AskedTools {
    return (this.#tools ??= new AskedTools())
  }

  /** Every scope knows its run. */
  get run(): RunWork {
    return this
  }

  get liveAttempt(): RunWork {
    return this
  }

  /** The run's number of an error object: the same object keeps its number wherever it shows up. */
  errorRef(error: unknown): number {
    const refs = (this.#errorRefs ??= new WeakMap())
    const ref = refs.get(error as object) ?? this.#nextErrorRef++
    if (isObject(error)) refs.set(error, ref)
    return ref
  }

  hasSeenError(error: unknown): boolean {
    return this.#errorRefs?.has(error as object) === true
  }

  /** Remembers that the caller's own signal caused this error. */
  markAborted(error: unknown): void {
    if (isObject(error)) (this.#aborts ??= new WeakSet()).add(error)
  }

  wasAborted(error: unknown): boolean {
    return this.#aborts?.has(error as object) === true
  }

  countDrop(reason: DropReason, count = 1): void {
    const dropped = (this.dropped ??= new Map())
    dropped.set(reason, (dropped.get(reason) ?? 0) + count)
  }
}
