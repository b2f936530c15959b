import type { FailureKey, RunId, StepType, TraceId } from '@agenttracer/schema'
import { metricValue } from '@agenttracer/schema/names'
import { givenOutcome } from '../record/outcome.ts'
import type { Recorder } from '../record/recorder.ts'
import { StepWork, type Scope } from '../record/step-work.ts'
import type { RetryOptions } from './retry.ts'
import { StepHandle, beginStep, runStep, type StepOptions } from './step-handle.ts'

const maxMetrics = 50

/** A run under way. Every method is safe to call at any time, also after the end. */
export class RunHandle implements Disposable, AsyncDisposable {
  readonly #recorder: Recorder
  /** The run, or the agent step that a run inside a run is. */
  readonly #top: Scope
  readonly #flush: () => Promise<unknown>

  constructor(recorder: Recorder, top: Scope, flush: () => Promise<unknown>) {
    this.#recorder = recorder
    this.#top = top
    this.#flush = flush
  }

  /** UUIDv7, for the host's own logs. */
  get id(): RunId {
    return this.#top.run.runId
  }

  /** 32 hex characters (W3C), to join other traces and logs. */
  get traceId(): TraceId {
    return this.#top.run.traceId
  }

  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options: StepOptions & { retry: RetryOptions }): Promise<Awaited<R>>
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R | Promise<Awaited<R>> {
    return runStep(this.#recorder, this.#here(), { type, name, fn, options })
  }

  /** Starts a step that ends with `end()`, or by `using`. It does not become the current step. */
  startStep<U extends StepType>(type: U, name: string): StepHandle<U> {
    return beginStep(this.#recorder, this.#here(), type, name)
  }

  /** A number or a boolean about the run, by a safe name; numbers keep 4 significant digits. */
  metric(name: string, value: number | boolean): this {
    const safe = this.#recorder.nameBook.safe(name)
    const kept = metricValue(value)
    const metrics = (this.#top.run.metrics ??= new Map())
    if (safe === undefined || kept === undefined) this.#recorder.leaveOut(this.#top.run)
    else if (metrics.size < maxMetrics || metrics.has(safe)) metrics.set(safe, { name: safe, value: kept })
    else this.#recorder.count('metric_limit')
    return this
  }

  /** Declares that and why the run failed, and which step is the cause. */
  fail(key: FailureKey, cause?: { readonly step?: StepHandle }): this {
    this.#top.declared = key
    this.#recorder.quietly(() => {
      if (cause?.step !== undefined) this.#top.run.declaredCause = StepHandle.workOf(cause.step)
    })
    return this
  }

  /** Waits for a human: not a failure. A resume is a new run (`continuesRunId`). */
  interrupt(): this {
    this.#top.run.isInterrupted = true
    return this
  }

  end(outcome: { readonly error?: unknown } = {}): void {
    this.#recorder.quietly(() => {
      const end = givenOutcome(outcome)
      if (this.#top instanceof StepWork) this.#recorder.endStep(this.#top, end)
      else this.#recorder.endRun(this.#top, end)
    })
  }

  [Symbol.dispose](): void {
    this.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end()
    await this.#flush()
  }

  /** The innermost open step of this run in the current flow, else the run itself. */
  #here(): Scope {
    const { scope } = this.#recorder
    return scope instanceof StepWork && scope.run === this.#top.run ? scope : this.#top
  }
}
