import type { ModelName, Operation, SafeName, Signals, StepFacts, StepId, StepStatus, StepType } from '@agenttracer/schema'
import type { FailureKey } from '@agenttracer/schema'
import type { HttpTrail } from '../http/http-trail.ts'
import { newStepId } from './random-ids.ts'
import type { RunWork } from './run-work.ts'

/** What is known of a step when it starts. Names are checked already. */
export interface StepSpec {
  readonly type: StepType
  readonly name: SafeName | ModelName
  readonly operation?: Operation | undefined
  /**
   * `folded`: a graph node or chain, shown only when nothing beneath explains it; otherwise it names the steps beneath (`node`).
   * `hidden`: plumbing of a framework, never shown, names nothing. `failed`: as hidden, but shown when it failed and nothing beneath did.
   */
  readonly show?: 'always' | 'folded' | 'hidden' | 'failed' | undefined
  /** Steps of one lane that follow a failure are its further attempts. */
  readonly lane?: string | undefined
  readonly maxAttempts?: number | undefined
}

export type Scope = RunWork | StepWork

/** One attempt of one unit of work while it is open, and until it is sent. Wire form is made later, off the hot path. */
export class StepWork {
  readonly run: RunWork
  readonly parentWork: StepWork | undefined
  readonly traits: StepSpec
  readonly seq: number
  /** Milliseconds on the monotonic clock. */
  readonly startedAt: number
  endedAt = 0
  status: StepStatus = 'running'
  attempt = 1
  firstAttempt: StepWork | undefined
  waitMs: number | undefined
  revision = 0
  facts: StepFacts | undefined
  signals: Signals | undefined
  declared: FailureKey | undefined
  httpTrail: HttpTrail | undefined
  /** The adapter counts this step's attempts itself: HTTP requests are not read as attempts. */
  ownsAttempts = false
  /** Told by a framework, not made by hand. */
  isFromPlugin = false
  /** Closed because its run ended; a late event may still say what really happened. */
  wasClosedByRun = false
  /** Its plugin has told its end: the key is forgotten before long. */
  isKeyEnded = false
  hasStepsBeneath = false
  hasFailureBeneath = false
  isAnnounced = false
  /** In the buffer, not yet written to the wire. */
  isQueued = false
  isSent = false
  /** Bytes that the buffer has counted for it. */
  heldBytes = 0
  /** The attempt that took this one's place. */
  nextWork: StepWork | undefined
  /** What the attempt was asked: held while the step is open, hashed only after a failure. */
  askedWith: unknown
  #stepId: StepId | undefined

  constructor(run: RunWork, parent: StepWork | undefined, traits: StepSpec, startedAt: number) {
    this.run = run
    this.parentWork = parent
    this.traits = traits
    this.seq = run.nextSeq++
    this.startedAt = startedAt
  }

  /** Made when first needed: most ids are needed only on the wire. */
  get stepId(): StepId {
    return (this.#stepId ??= newStepId())
  }

  get isContainer(): boolean {
    return (this.traits.show ?? 'always') !== 'always'
  }

  /** The attempt that is under way now. */
  get liveAttempt(): StepWork {
    return this.nextWork === undefined ? this : this.nextWork.liveAttempt
  }

  /** The nearest step around that has a record. */
  get recordedParent(): StepWork | undefined {
    let step = this.parentWork
    while (step !== undefined && step.isContainer) step = step.parentWork
    return step
  }

  /** Name of the nearest graph node or named chain around. */
  get node(): SafeName | undefined {
    let step = this.parentWork
    while (step !== undefined && step.traits.show !== 'folded') {
      if (!step.isContainer) return step.node
      step = step.parentWork
    }
    return step?.traits.name as SafeName | undefined
  }
}
