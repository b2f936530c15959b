import { AsyncLocalStorage } from 'node:async_hooks'
import type { DropReason, SignalFlag, Signals } from '@agenttracer/schema'
import type { Ledger } from '../diagnostics.ts'
import { Buffer } from '../export/buffer.ts'
import type { Flight, HttpTrail } from '../http/http-trail.ts'
import { errorClass, isAbort } from '../signals/error-link.ts'
import { errorChain, errorLinks } from '../signals/signals.ts'
import { copyFacts } from './facts.ts'
import { hashOf } from './keyed-hash.ts'
import { NameBook } from './names.ts'
import { hasError, runStatus, stepStatus, type Outcome } from './outcome.ts'
import { RunWork, type RunIdentity, type RunSpec } from './run-work.ts'
import { StepWork, type Scope, type StepSpec } from './step-work.ts'
import type { Unsettled } from './unsettled.ts'

const maxLanes = 1000

/**
 * Turns what happens into open and finished work. Every verb is total and synchronous, and takes time in the order of a microsecond:
 * the wire form is made when a batch is cut (export/wire-form.ts).
 */
export class Recorder {
  readonly nameBook: NameBook
  readonly ledger: Ledger
  readonly outbox: Buffer
  readonly openRuns: Set<RunWork> = new Set()
  onRunEnd: (() => void) | undefined
  readonly #storage = new AsyncLocalStorage<Scope>()

  readonly #identity: RunIdentity

  constructor(ledger: Ledger, identityOf: (names: NameBook) => RunIdentity) {
    this.ledger = ledger
    this.outbox = new Buffer(ledger)
    this.nameBook = new NameBook(ledger)
    this.#identity = identityOf(this.nameBook)
  }

  // ---- where we are

  /** The innermost work of this flow that is still open. */
  get scope(): Scope | undefined {
    let scope: Scope | undefined = this.#storage.getStore()
    while (scope instanceof StepWork) {
      const live: StepWork = scope.liveAttempt
      if (live.endedAt === 0) return live
      scope = live.parentWork ?? live.run
    }
    return scope !== undefined && scope.endedAt === 0 ? scope : undefined
  }

  within<R>(scope: Scope, fn: () => R): R {
    return this.#storage.run(scope, fn)
  }

  /** Binds the rest of the current flow to the work. It needs no leaving: ended work is looked through. */
  enter(scope: Scope): void {
    this.#storage.enterWith(scope)
  }

  /** Runs outside of every run: for the SDK's own requests. */
  outside<R>(fn: () => R): R {
    return this.#storage.exit(fn)
  }

  // ---- runs

  startRun(spec: RunSpec): RunWork {
    const run = new RunWork(this.#identity, spec, { unixMs: Date.now(), at: performance.now() })
    this.openRuns.add(run)
    this.outbox.runStarted(run)
    return run
  }

  /** For a lone step: it ends with it. */
  implicitRun(): RunWork {
    const run = this.startRun({})
    run.isImplicit = true
    return run
  }

  endRun(run: RunWork, outcome: Outcome): void {
    if (run.endedAt !== 0) return
    run.endedAt = performance.now()
    run.status = this.#runStatus(run, outcome)
    if (run.status === 'failed' || run.status === 'cancelled') run.signals = signalsOf(run, told(outcome, run.declared, run.status === 'cancelled' && hasError(outcome) ? ['caller_aborted'] : []))
    if (run.status !== 'success') this.#closeOpenSteps(run)
    this.openRuns.delete(run)
    if (run.traits.joined === undefined) this.outbox.runEnded(run)
    this.onRunEnd?.()
  }

  #runStatus(run: RunWork, outcome: Outcome): RunWork['status'] {
    if (outcome.status !== undefined) return runStatus(outcome)
    const failed = hasError(outcome)
    if (run.isInterrupted && run.declared === undefined) return 'interrupted'
    if (failed && (run.traits.signal?.aborted === true ? !isTimeout(run.traits.signal.reason) : errorChain(outcome.error).some((each) => run.wasAborted(each)))) return 'cancelled'
    // Some frameworks end quietly on an abort: nothing was begun after the step that it stopped.
    if (!failed && run.declared === undefined && run.abortedAtSeq === run.nextSeq) return 'cancelled'
    return run.declared === undefined ? runStatus(outcome) : 'failed'
  }

  #closeOpenSteps(run: RunWork): void {
    for (const step of [...run.openSteps].reverse()) {
      step.wasClosedByRun = true
      this.endStep(step, { status: run.status === 'interrupted' ? 'interrupted' : 'cancelled', flags: run.status === 'cancelled' ? ['caller_aborted'] : [] })
    }
  }

  // ---- steps

  startStep(scope: Scope, spec: StepSpec, input?: unknown): StepWork {
    const { run } = scope
    const at = performance.now()
    const step = new StepWork(run, scope instanceof StepWork ? scope : undefined, spec, at)
    step.askedWith = input
    run.lastEventAt = at
    if (!step.isContainer) for (let around = step.parentWork; around !== undefined && !around.hasStepsBeneath; around = around.parentWork) around.hasStepsBeneath = true
    // A step that follows a failure in its lane is the next attempt, if it was asked the same.
    const failed = run.lanes?.size ? run.lanes.get(laneOf(step)) : undefined
    if (failed !== undefined) this.continueFrom(step, failed)
    run.openSteps.add(step)
    this.outbox.wakeUp()
    return step
  }

  /** Makes a step the attempt after a failed one. */
  continueFrom(step: StepWork, failed: StepWork): void {
    step.attempt = failed.attempt + 1
    step.firstAttempt = failed.firstAttempt ?? failed
    step.waitMs = Math.max(0, step.startedAt - failed.endedAt)
  }

  setFacts(step: StepWork, facts: object): void {
    const live = step.liveAttempt
    this.leaveOut(live.run, copyFacts((live.facts ??= {}), facts))
    if (live.isSent) this.#restate(live)
  }

  /** A flag on a step that may end, or has ended, well. */
  addFlag(handle: StepWork, flag: SignalFlag): void {
    const step = handle.liveAttempt
    const known = step.signals ?? { chain: [], flags: [] }
    if (known.flags.includes(flag)) return
    step.signals = { ...known, flags: settledFlags([...known.flags, flag]) }
    if (step.isSent) this.#restate(step)
  }

  endStep(handle: StepWork, outcome: Outcome): void {
    const step = handle.liveAttempt
    if (step.endedAt !== 0) {
      this.#correct(step, outcome)
      return
    }
    step.endedAt = performance.now()
    this.#settle(step, outcome)
    step.askedWith = undefined
    step.run.openSteps.delete(step)
    step.run.lastEventAt = step.endedAt
    if (this.#isShown(step)) this.outbox.stepEnded(step)
    if (step.run.isImplicit && step.parentWork === undefined) this.endRun(step.run, hasThrown(outcome) ? outcome : {})
  }

  #settle(step: StepWork, outcome: Outcome): void {
    const { run } = step
    const status = step.declared === undefined ? stepStatus(outcome) : 'error'
    step.status = status
    const trail = step.httpTrail
    const flight = trail === undefined ? undefined : tellingFlight(step, trail)
    if (step.traits.type === 'tool' && trail !== undefined && step.facts?.httpStatus === undefined) copyFacts((step.facts ??= {}), { httpStatus: flight === undefined ? trail.goodStatus : flight.status })
    if (flight !== undefined || status === 'error' || status === 'cancelled' || (outcome.flags?.length ?? 0) > 0) {
      step.signals = signalsOf(run, told(outcome, step.declared, step.signals?.flags ?? []), flight)
      if (status === 'cancelled' && outcome.flags?.includes('caller_aborted') === true) {
        run.abortedAtSeq = run.nextSeq
        for (const each of errorChain(outcome.error)) run.markAborted(each)
      }
    }
    if (status === 'error') this.#noteFailure(step)
    else if (status === 'ok' && run.lanes?.size) run.lanes.delete(laneOf(step))
  }

  #noteFailure(step: StepWork): void {
    const lanes = (step.run.lanes ??= new Map())
    if (step.traits.lane !== undefined && lanes.size < maxLanes) lanes.set(laneOf(step), step)
    if (this.#isShown(step)) for (let around = step.parentWork; around !== undefined && !around.hasFailureBeneath; around = around.parentWork) around.hasFailureBeneath = true
  }

  /** Folded work has a record only when no step beneath tells the story. */
  #isShown(step: StepWork): boolean {
    if (!step.isContainer) return true
    if (step.traits.show === 'hidden') return false
    if (step.status === 'error') return !step.hasFailureBeneath && !hasOpenBeneath(step)
    return !step.hasStepsBeneath && (step.traits.show === 'folded' || step.status === 'interrupted' || step.signals !== undefined)
  }

  /** A step that ended with an abort turns out to have been stopped by the caller. */
  cancelStep(handle: StepWork): void {
    const step = handle.liveAttempt
    if (step.endedAt === 0 || step.status !== 'error') return
    step.status = 'cancelled'
    step.run.abortedAtSeq = step.run.nextSeq
    this.addFlag(step, 'caller_aborted')
  }

  /** A late event about a step that has ended: it counts when it knows more than what was recorded, which may be a failed request alone. */
  #correct(step: StepWork, outcome: Outcome): void {
    const isOk = step.status === 'ok'
    const knowsMore = hasError(outcome) ? isOk || !step.signals?.chain[0]?.errorClass : step.wasClosedByRun && !isOk
    if (!knowsMore) return
    const late = step.wasClosedByRun && step.run.status === 'cancelled' && hasError(outcome) ? { ...outcome, status: 'cancelled' as const, flags: ['caller_aborted' as const] } : outcome
    step.wasClosedByRun = false
    this.#settle(step, late)
    if (this.#isShown(step)) this.#restate(step)
  }

  #restate(step: StepWork): void {
    if (step.isQueued || step.endedAt === 0) return
    step.revision++
    this.outbox.stepEnded(step)
  }

  /** The request after a failed one: the attempt so far becomes a step of its own, the work goes on in the next. */
  nextAttempt(handle: StepWork, failure: Outcome, flight?: Flight): StepWork {
    const step = handle.liveAttempt
    const { run } = step
    const now = performance.now()
    step.endedAt = flight?.failedAt ?? now
    step.status = 'error'
    // An abort that a further attempt follows was the client's own clock, not the caller: the caller would have stopped it all.
    const isTimedOut = errorChain(failure.error ?? flight?.error).some(isAbort)
    step.signals = signalsOf(run, told(failure, undefined, isTimedOut ? ['timed_out'] : []), flight)
    run.openSteps.delete(step)
    const next = new StepWork(run, step.parentWork, step.traits, now)
    this.continueFrom(next, step)
    next.askedWith = step.askedWith
    step.askedWith = undefined
    next.isFromPlugin = step.isFromPlugin
    next.ownsAttempts = step.ownsAttempts
    const { provider, streamed } = step.facts ?? {}
    copyFacts((next.facts ??= {}), { provider, streamed })
    step.nextWork = next
    run.openSteps.add(next)
    this.outbox.stepEnded(step)
    return next
  }

  count(reason: DropReason): void {
    this.ledger.drop(reason)
  }

  /** Values of a run that are none of their kind. */
  leaveOut(run: RunWork, count = 1): void {
    if (count === 0) return
    this.ledger.drop('unsafe_value', count)
    run.countDrop('unsafe_value', count)
  }

  /** Recording must not break the host, whatever it hands in. */
  quietly(fn: () => void): void {
    try {
      fn()
    } catch {
      this.count('host_hook_error')
    }
  }
}

/** Several calls of one lane may be under way at the same time: what was asked tells them apart. */
const laneOf = ({ traits: { lane }, askedWith }: StepWork): string | undefined => lane && lane + hashOf(askedWith)

/** Work beneath that is still open will tell by itself why it stopped. */
function hasOpenBeneath(container: StepWork): boolean {
  for (const open of container.run.openSteps) {
    if (open.isContainer) continue
    for (let around = open.parentWork; around !== undefined; around = around.parentWork) if (around === container) return true
  }
  return false
}

/**
 * The request that says why a step failed. Or what a tool or retriever that ended well went without: a request of its own failed, none since or at
 * the same time was answered well, and none is under way.
 */
const tellingFlight = ({ status, traits: { type }, hasStepsBeneath }: StepWork, { failed, underWay, goodAt }: HttpTrail): Flight | undefined =>
  status === 'error' || (status === 'ok' && (type === 'tool' || type === 'retrieval') && !hasStepsBeneath && underWay === 0 && (failed?.startedAt ?? 0) > goodAt) ? failed : undefined

const hasThrown = (outcome: Outcome): boolean => (hasError(outcome) && outcome.isReturned !== true) || outcome.declared !== undefined

/** An outcome and what else is known of it. */
const told = (outcome: Outcome, declared: Outcome['declared'], flags: readonly SignalFlag[]): Outcome => ({ ...outcome, declared: outcome.declared ?? declared, flags: [...flags, ...(outcome.flags ?? [])] })

/** Each flag once. A refusal may come with no other content: that is not an empty answer. */
const settledFlags = (flags: readonly SignalFlag[]): readonly SignalFlag[] =>
  [...new Set(flags)].filter((flag) => flag !== 'empty_response' || !flags.includes('refusal'))

/** The safe facts of a failure. One whose error the framework keeps to itself: the step's own failed request may tell. */
function signalsOf(run: RunWork, outcome: Outcome, flight?: Flight): Signals {
  const { declared, flags = [] } = outcome
  const error = hasError(outcome) ? outcome.error : flight?.error
  const chain = error === undefined && !hasError(outcome) ? [] : [...errorLinks(error, (each) => run.errorRef(each))]
  const status = flight?.status ?? 0
  if (status >= 400 && chain.every(({ httpStatus, errno }) => httpStatus === undefined && errno === undefined)) chain[0] = { ...(chain[0] ?? { errorRef: run.errorRef(undefined) }), httpStatus: status }
  return { chain, flags: settledFlags(status > 0 && status < 400 ? [...flags, 'response_started'] : flags), declared } satisfies Unsettled<Signals> as Signals
}

/** `AbortSignal.timeout` aborts too, but with a TimeoutError: a deadline, not a cancel. */
const isTimeout = (reason: unknown): boolean => errorChain(reason).some((each) => errorClass(each) === 'TimeoutError')
