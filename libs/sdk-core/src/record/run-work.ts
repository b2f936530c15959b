import type { FailureKey, Metric, RunId, RunStatus, SafeName, Signals, StepId, TraceId, VersionLabel, DropReason } from '@agenttracer/schema'
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
  readonly spec: RunSpec
  /** Milliseconds: wall clock at the start, and the monotonic clock at the same moment. A clock that jumps moves no step. */
  readonly startedUnixMs: number
  readonly startedAt: number
  endedAt = 0
  lastEventAt: number
  status: RunStatus = 'running'
  nextSeq = 0
  revision = 0
  signals: Signals | undefined = undefined
  declared: FailureKey | undefined = undefined
  declaredCause: StepWork | undefined = undefined
  readonly open: Set<StepWork> = new Set()
  /** Steps that failed last in their lane. */
  readonly lanes: Map<string, StepWork> = new Map()
  readonly metrics: Map<string, Metric> = new Map()
  readonly dropped: Map<DropReason, number> = new Map()
  /** Where the run stood when the caller's signal stopped a step. */
  abortedAtSeq = -1
  /** What plugins remember of this run. */
  readonly states: Map<object, object> = new Map()
  /** Waits for a human: its end is no end. */
  isInterrupted = false
  /** Opened for a lone step: it ends with its top step. */
  isImplicit = false
  isQueued = false
  /** Steps of this run that wait in the buffer or are under way: the run's end goes last. */
  pendingSteps = 0
  // Made when first needed: most runs see no error, and weak collections are dear.
  #errorRefs: WeakMap<object, number> | undefined
  #aborts: WeakSet<object> | undefined
  #tools: AskedTools | undefined
  #nextErrorRef = 1

  constructor(identity: RunIdentity, spec: RunSpec, now: { unixMs: number; at: number }) {
    this.identity = identity
    this.spec = spec
    this.startedUnixMs = now.unixMs
    this.startedAt = now.at
    this.lastEventAt = now.at
    this.runId = spec.runId ?? newRunId(now.unixMs)
    this.traceId = spec.traceId ?? newTraceId()
  }

  get tools(): AskedTools {
    return (this.#tools ??= new AskedTools())
  }

  /** Every scope knows its run. */
  get run(): RunWork {
    return this
  }

  get live(): RunWork {
    return this
  }

  /** The run's number of an error object: the same object keeps its number wherever it shows up. */
  errorRef(error: unknown): number {
    if ((typeof error !== 'object' && typeof error !== 'function') || error === null) return this.#nextErrorRef++
    const refs = (this.#errorRefs ??= new WeakMap())
    const known = refs.get(error)
    if (known !== undefined) return known
    const ref = this.#nextErrorRef++
    refs.set(error, ref)
    return ref
  }

  hasSeenError(error: unknown): boolean {
    return typeof error === 'object' && error !== null && this.#errorRefs?.has(error) === true
  }

  /** Remembers that the caller's own signal caused this error. */
  markAborted(error: unknown): void {
    if (typeof error === 'object' && error !== null) (this.#aborts ??= new WeakSet()).add(error)
  }

  wasAborted(error: unknown): boolean {
    return typeof error === 'object' && error !== null && this.#aborts?.has(error) === true
  }

  countDrop(reason: DropReason, count = 1): void {
    this.dropped.set(reason, (this.dropped.get(reason) ?? 0) + count)
  }
}
