import type { Ledger } from '../diagnostics.ts'
import type { RunWork } from '../record/run-work.ts'
import type { StepWork } from '../record/step-work.ts'

/** Measured heap of one finished step with its facts and signals, and of a run, in bytes; used as the buffer's unit. */
const stepBytes = 640
const linkBytes = 120
const runBytes = 2048

const maxBytes = 8 * 1024 * 1024

const weight = (step: StepWork): number => stepBytes + linkBytes * (step.signals?.chain.length ?? 0)

/** Finished work that waits for a batch. Bounded: when it is full the oldest finished work goes, and is counted. */
export class Buffer {
  readonly #ledger: Ledger
  /** Oldest first, at most about 13,000 (8 MB). */
  #steps: StepWork[] = []
  #ends: RunWork[] = []
  /** Open runs that were not told yet; an ended one tells its start with its end. */
  readonly #starts: Set<RunWork> = new Set()
  #bytes = 0
  #inFlight = 0
  /** Called when there is something to send or to watch, unless the watcher is awake already. */
  onWork: (() => void) | undefined
  isWatched = false
  /** Nothing is kept: the tracer is off. */
  isOff = false

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Finished runs and steps that wait or are under way. */
  get pending(): number {
    return this.#steps.length + this.#ends.length + this.#inFlight
  }

  get hasWaiting(): boolean {
    return this.#steps.length + this.#ends.length + this.#starts.size !== 0
  }

  runStarted(run: RunWork): void {
    if (this.isOff) return
    if (run.traits.joined === undefined && run.endedAt === 0 && this.#starts.size < 1000) this.#starts.add(run)
    this.wakeUp()
  }

  /** There is work: whoever watches is told, once. */
  wakeUp(): void {
    if (!this.isWatched) this.onWork?.()
  }

  stepEnded(step: StepWork): void {
    if (step.isQueued || this.isOff) return
    this.#ledger.produced++
    step.isQueued = true
    step.run.pendingSteps++
    step.heldBytes = weight(step)
    this.#bytes += step.heldBytes
    this.#steps.push(step)
    this.#evict()
    this.wakeUp()
  }

  runEnded(run: RunWork): void {
    this.#starts.delete(run)
    if (run.isQueued || this.isOff) return
    this.#ledger.produced++
    run.isQueued = true
    this.#bytes += runBytes
    this.#ends.push(run)
    this.#evict()
    this.wakeUp()
  }

  /** Several at a time: taking one from the head of a long array for every step that comes would cost more than the step. */
  #evict(): void {
    while (this.#bytes > maxBytes) {
      const [step] = this.#steps
      const [end] = this.#ends
      if (step !== undefined && !(end !== undefined && end.endedAt < step.endedAt)) {
        for (const old of this.#steps.splice(0, 1 + (this.#steps.length >> 6))) {
          this.#release(old)
          old.run.countDrop('buffer_full')
          this.#ledger.drop('buffer_full')
        }
      } else if (end !== undefined) {
        for (const old of this.#ends.splice(0, 1 + (this.#ends.length >> 6))) {
          old.isQueued = false
          this.#bytes -= runBytes
          this.#ledger.drop('buffer_full')
        }
      } else return
    }
  }

  takeStarts(): readonly RunWork[] {
    const starts = [...this.#starts]
    this.#starts.clear()
    return starts
  }

  /** Finished steps, oldest first, that ended before the moment (monotonic ms). */
  takeSteps(endedBefore: number, limit: number): StepWork[] {
    const count = this.#steps.slice(0, limit).findIndex((step) => step.endedAt > endedBefore)
    const taken = this.#steps.splice(0, count === -1 ? limit : count)
    for (const step of taken) step.isQueued = false
    this.#inFlight += taken.length
    return taken
  }

  /** Ended runs whose steps have all left the buffer. */
  takeEnds(endedBefore: number, limit: number, leaving: ReadonlyMap<RunWork, number>): RunWork[] {
    const taken: RunWork[] = []
    this.#ends = this.#ends.filter((run) => {
      if (taken.length >= limit || run.endedAt > endedBefore || run.pendingSteps > (leaving.get(run) ?? 0)) return true
      run.isQueued = false
      taken.push(run)
      return false
    })
    this.#inFlight += taken.length
    return taken
  }

  /** Undelivered work comes back to the front. */
  giveBack(steps: readonly StepWork[], runs: readonly RunWork[]): void {
    this.#inFlight -= steps.length + runs.length
    const again: StepWork[] = []
    for (const step of steps) {
      if (step.isQueued) {
        // It was re-stated while under way: the newer form is in the queue and carries everything.
        this.#release(step)
        this.#ledger.produced--
      } else again.push(step)
      step.isQueued = true
    }
    for (const run of runs) run.isQueued = true
    this.#steps = [...again, ...this.#steps]
    this.#ends = [...runs, ...this.#ends]
    this.#evict()
  }

  /** Delivered or given up: the work leaves for good. */
  settled(steps: readonly StepWork[], runs: readonly RunWork[]): void {
    this.#inFlight -= steps.length + runs.length
    for (const step of steps) {
      const wasQueued = step.isQueued
      this.#release(step)
      step.isQueued = wasQueued
    }
    this.#bytes -= runBytes * runs.length
  }

  #release(step: StepWork): void {
    step.isQueued = false
    step.run.pendingSteps--
    this.#bytes -= step.heldBytes
  }

  /** Everything that waits or is under way is given up, and nothing is kept from now on. Answers how many records that were. */
  abandon(): number {
    const lost = this.pending
    this.isOff = true
    this.#inFlight = 0
    this.#steps = []
    this.#ends = []
    this.#starts.clear()
    this.#bytes = 0
    return lost
  }
}
