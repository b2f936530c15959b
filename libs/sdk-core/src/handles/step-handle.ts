import type { FailureKey, StepId, StepType } from '@agenttracer/schema'
import type { FactsInput } from '../record/facts.ts'
import { givenOutcome } from '../record/outcome.ts'
import type { Recorder } from '../record/recorder.ts'
import type { Scope, StepWork } from '../record/step-work.ts'
import { retryOf, sleep, waitBefore, type RetryOptions } from './retry.ts'
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
    return handle.#work.liveAttempt
  }

  /** 16 hex characters, for the host's own logs. */
  get id(): StepId {
    return this.#work.liveAttempt.stepId
  }

  /** Adds facts that the step's type has a place for; absent means not recorded. */
  set(facts: FactsInput<T>): this {
    this.#recorder.quietly(() => this.#recorder.setFacts(this.#work, facts as object))
    return this
  }

  /** Declares why the step failed. It wins over the classifier, and the step ends as failed whatever the function returns. */
  fail(key: FailureKey): this {
    this.#work.liveAttempt.declared = key
    return this
  }

  /** Ends a step that was started by hand. Without an error it ended well. */
  end(outcome: { readonly error?: unknown } = {}): void {
    this.#recorder.quietly(() => this.#recorder.endStep(this.#work, givenOutcome(outcome)))
  }

  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options: StepOptions & { retry: RetryOptions }): Promise<Awaited<R>>
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R | Promise<Awaited<R>> {
    return runStep(this.#recorder, this.#work.liveAttempt, { type, name, fn, options })
  }

  startStep<U extends StepType>(type: U, name: string): StepHandle<U> {
    return beginStep(this.#recorder, this.#work.liveAttempt, type, name)
  }

  [Symbol.dispose](): void {
    if (this.#work.liveAttempt.endedAt === 0) this.end()
  }
}

export function beginStep<U extends StepType>(recorder: Recorder, scope: Scope, type: U, name: string): StepHandle<U> {
  const work = recorder.startStep(scope, { type, name: recorder.nameBook.step(type, name, scope) })
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
  const retry = retryOf(call.options)
  return retry === undefined ? attempt(recorder, scope, call) : attempts(recorder, scope, call, retry)
}

function attempt<U extends StepType, R>(recorder: Recorder, scope: Scope, call: StepCall<U, R>, maxAttempts?: number, previous?: StepWork, onStart?: (work: StepWork) => void): R {
  const work = recorder.startStep(scope, { type: call.type, name: recorder.nameBook.step(call.type, call.name, scope), maxAttempts })
  if (previous !== undefined) recorder.continueFrom(work, previous)
  noteAsked(recorder, work)
  onStart?.(work)
  const handle = new StepHandle<U>(recorder, work)
  return settle(
    () => recorder.within(work, () => call.fn(handle)),
    (end) => recorder.quietly(() => recorder.endStep(work, end)),
  )
}

/** A hand-made tool step that a model asked for: how often in a row, or which failed call the host makes again by itself. */
function noteAsked(recorder: Recorder, work: StepWork): void {
  if (work.traits.type !== 'tool' || work.attempt > 1) return
  const asked = work.run.tools.begin(work)
  if (asked === undefined) return
  if ('failed' in asked) recorder.continueFrom(work, asked.failed)
  else recorder.setFacts(work, asked)
}

async function attempts<U extends StepType, R>(recorder: Recorder, scope: Scope, call: StepCall<U, R>, retry: Required<RetryOptions>): Promise<Awaited<R>> {
  let previous: StepWork | undefined
  for (let number = 1; ; number++) {
    if (number > 1) await sleep(waitBefore(number, retry))
    const before: StepWork | undefined = previous
    try {
      return await attempt(recorder, scope, call, retry.attempts, before, (work) => {
        previous = work
      })
    } catch (error) {
      if (number >= retry.attempts || !retry.when(error)) throw error
    }
  }
}
