import type { FailureKey, StepId, StepType } from '@agenttracer/schema'
import type { FactsInput } from '../record/facts.ts'
import { givenOutcome } from '../record/outcome.ts'
import type { Recorder } from '../record/recorder.ts'
import type { Scope, StepWork } from '../record/step-work.ts'
import { mayRetry, sleep, waitBefore, type RetryOptions } from './retry.ts'
import { settle } from './settle.ts'

export interface StepOptions {
  /** Try again after a failure; each attempt is a step of its own in one retry group. The result is then a promise. */
  readonly retry?: RetryOptions
}

/** A step under way. Every method is safe to call at any time, also after the end. */
export class StepHandle<T extends StepType = StepType> implements Disposable {
  readonly #recorder: Recorder
  readonly #work: StepWork

  constructor(recorder: Recorder, work: StepWork) {
    this.#recorder = recorder
    this.#work = work
  }

  /** The work behind a handle: for the SDK's own use. */
  static workOf(handle: StepHandle): StepWork {
    return handle.#work.live
  }

  /** 16 hex characters, for the host's own logs. */
  get id(): StepId {
    return this.#work.live.stepId
  }

  /** Adds facts that the step's type has a place for; absent means not recorded. */
  set(facts: FactsInput<T>): this {
    try {
      this.#recorder.setFacts(this.#work, facts as object)
    } catch {
      this.#recorder.count('host_hook_error')
    }
    return this
  }

  /** Declares why the step failed. It wins over the classifier, and the step ends as failed whatever the function returns. */
  fail(key: FailureKey): this {
    this.#work.live.declared = key
    return this
  }

  /** Ends a step that was started by hand. Without an error it ended well. */
  end(outcome: { readonly error?: unknown } = {}): void {
    try {
      this.#recorder.endStep(this.#work, givenOutcome(outcome))
    } catch {
      this.#recorder.count('host_hook_error')
    }
  }

  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options: StepOptions & { retry: RetryOptions }): Promise<Awaited<R>>
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R | Promise<Awaited<R>> {
    return runStep(this.#recorder, this.#work.live, { type, name, fn, options })
  }

  startStep<U extends StepType>(type: U, name: string): StepHandle<U> {
    return beginStep(this.#recorder, this.#work.live, type, name)
  }

  [Symbol.dispose](): void {
    if (this.#work.live.endedAt === 0) this.end()
  }
}

/** Recording must not break the host, whatever it hands in. */
export function guarded(recorder: Recorder, fn: () => void): void {
  try {
    fn()
  } catch {
    recorder.count('host_hook_error')
  }
}

export function beginStep<U extends StepType>(recorder: Recorder, scope: Scope, type: U, name: string): StepHandle<U> {
  const work = recorder.startStep(scope, { type, name: recorder.names.step(type, name, scope) })
  noteAsked(recorder, work)
  return new StepHandle<U>(recorder, work)
}

export interface StepCall<U extends StepType, R> {
  readonly type: U
  readonly name: string
  readonly fn: (step: StepHandle<U>) => R
  readonly options: StepOptions | undefined
}

/** Runs the function as a step of the scope; the step is the current one while it runs. */
export function runStep<U extends StepType, R>(recorder: Recorder, scope: Scope, call: StepCall<U, R>): R | Promise<Awaited<R>> {
  return call.options?.retry === undefined ? attempt(recorder, scope, call) : attempts(recorder, scope, call, call.options.retry)
}

function attempt<U extends StepType, R>(recorder: Recorder, scope: Scope, call: StepCall<U, R>, previous?: StepWork, onStart?: (work: StepWork) => void): R {
  const maxAttempts = call.options?.retry === undefined ? undefined : Math.max(1, Math.floor(call.options.retry.attempts))
  const work = recorder.startStep(scope, { type: call.type, name: recorder.names.step(call.type, call.name, scope), maxAttempts })
  if (previous !== undefined) recorder.continueFrom(work, previous)
  noteAsked(recorder, work)
  onStart?.(work)
  const handle = new StepHandle<U>(recorder, work)
  return settle(
    () => recorder.within(work, () => call.fn(handle)),
    (end) => guarded(recorder, () => recorder.endStep(work, end)),
  )
}

/** A hand-made tool step that a model asked for: how often in a row, or which failed call the host makes again by itself. */
function noteAsked(recorder: Recorder, work: StepWork): void {
  if (work.spec.type !== 'tool' || work.attempt > 1) return
  const asked = work.run.tools.begin(work)
  if (asked === undefined) return
  if ('failed' in asked) recorder.continueFrom(work, asked.failed)
  else recorder.setFacts(work, asked)
}

async function attempts<U extends StepType, R>(recorder: Recorder, scope: Scope, call: StepCall<U, R>, retry: RetryOptions): Promise<Awaited<R>> {
  let previous: StepWork | undefined
  for (let number = 1; ; number++) {
    if (number > 1) await sleep(waitBefore(number, retry))
    const before: StepWork | undefined = previous
    try {
      return await attempt(recorder, scope, call, before, (work) => {
        previous = work
      })
    } catch (error) {
      if (!mayRetry(number, retry, error)) throw error
    }
  }
}
