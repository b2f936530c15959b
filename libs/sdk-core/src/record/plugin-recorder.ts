import type { SignalFlag } from '@agenttracer/schema'
import type { Plugin, PluginContext, RunStart, StepStart, WorkEnd, WorkKey } from '../plugin.ts'
import { OpenWork } from './open-work.ts'
import type { Recorder } from './recorder.ts'
import { RunWork } from './run-work.ts'
import { StepWork, type Scope } from './step-work.ts'

/** The verbs of one plugin over the shared recorder. */
export class PluginRecorder {
  readonly name: string
  seen = 0
  readonly context: PluginContext
  readonly #recorder: Recorder
  readonly #work: OpenWork
  /** Work that another plugin opened and this one only adds to. */
  readonly #joinedKeys = new Map<WorkKey, StepWork>()
  #isStarted = false
  #teardown: (() => void) | undefined

  constructor(name: string, recorder: Recorder) {
    this.name = name
    this.#recorder = recorder
    this.#work = new OpenWork(recorder.ledger)
    this.context = this.#makeContext()
  }

  start(plugin: Plugin): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#try(() => {
      this.#teardown = plugin.setup(this.context) ?? undefined
    })
  }

  stop(): void {
    this.#isStarted = false
    this.#try(() => this.#teardown?.())
    this.#work.clear()
  }

  #try(fn: () => void): void {
    try {
      fn()
    } catch {
      this.#recorder.ledger.tell({ type: 'plugin_failed', plugin: this.name })
    }
  }

  #makeContext(): PluginContext {
    const total = <A extends readonly unknown[]>(fn: (...args: A) => void) => this.#guard(fn)
    return {
      owner: this.#recorder,
      run: {
        start: total((key: WorkKey, run: RunStart) => this.#runStart(key, run)),
        end: total((key: WorkKey, end: WorkEnd = {}) => this.#end(key, end)),
        interrupt: total((key: WorkKey) => this.#waits(key, true)),
        resume: total((key: WorkKey) => this.#waits(key, false)),
      },
      step: {
        start: total((key: WorkKey, step: StepStart) => this.#stepStart(key, step)),
        set: total((key: WorkKey, _type: unknown, facts: object) => this.#onStep(key, (step) => this.#recorder.setFacts(step, facts))),
        end: total((key: WorkKey, end: WorkEnd = {}) => this.#end(key, end)),
        flag: total((key: WorkKey, flag: SignalFlag) => this.#onStep(key, (step) => this.#recorder.addFlag(step, flag))),
        cancel: total((key: WorkKey) => this.#onStep(key, (step) => this.#recorder.cancelStep(step))),
        isOpen: (key) => this.#work.get(key)?.liveAttempt.endedAt === 0,
        has: (key) => this.#work.get(key) !== undefined,
      },
      attempt: { next: total((key: WorkKey, failure: WorkEnd) => this.#onStep(key, (step) => void this.#recorder.nextAttempt(step, failure))) },
      within: (key, fn) => {
        const work = this.#find(key)
        return work === undefined ? fn() : this.#recorder.within(work, fn)
      },
      joinModel: (key) => this.#joinModel(key),
      toolAsked: total((key: WorkKey, tool: string, args: unknown) => this.#toolAsked(key, tool, args)),
      runState: (key, create) => this.#runState(key, create),
      currentState: (create) => this.#stateOf(this.#recorder.scope?.run, create),
      hasSeenError: (key, error) => this.#runOf(key)?.hasSeenError(error) === true,
      guard: total,
    }
  }

  #guard<A extends readonly unknown[]>(fn: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      this.seen++
      this.#recorder.quietly(() => fn(...args))
    }
  }

  #find(key: WorkKey): Scope | undefined {
    return this.#work.get(key) ?? this.#joinedKeys.get(key)
  }

  #around(parent: WorkKey | undefined): Scope | undefined {
    if (parent !== undefined) {
      const work = this.#find(parent)
      if (work !== undefined) return work.liveAttempt
    }
    let scope = this.#recorder.scope
    // A model call holds no other work: what starts in its flow lies beside it.
    while (isPluginsModel(scope)) scope = scope.parentWork ?? scope.run
    return scope
  }

  #runStart(key: WorkKey, start: RunStart): void {
    if (this.#work.get(key) !== undefined) return
    const around = this.#around(start.parent)
    if (around === undefined) {
      this.#work.set(key, this.#recorder.startRun({}))
      return
    }
    const { name, parent } = start
    if (start.isAgent === true) this.#stepStart(key, { type: 'agent', name, parent, operation: 'invoke_agent' })
    else this.#stepStart(key, { type: 'orchestration', name, parent, show: name === undefined ? 'hidden' : 'folded' })
  }

  #stepStart(key: WorkKey, start: StepStart): void {
    if (this.#work.get(key) !== undefined) return
    const around = this.#around(start.parent) ?? this.#recorder.implicitRun()
    const step = this.#recorder.startStep(around, {
      type: start.type,
      name: this.#recorder.nameBook.step(start.type, start.name, around),
      operation: start.operation,
      show: start.show,
      lane: start.lane,
      maxAttempts: start.maxAttempts,
    }, start.input)
    step.isFromPlugin = true
    step.ownsAttempts = start.ownsAttempts === true
    this.#work.set(key, step)
    if (start.type === 'tool' && start.input !== undefined) this.#countRepeats(step, start.input)
    if (start.isEntered === true) this.#recorder.enter(step)
  }

  #end(key: WorkKey, end: WorkEnd): void {
    const work = this.#work.get(key)
    if (work === undefined) {
      this.#joinedKeys.delete(key)
      return
    }
    if (work instanceof RunWork) this.#recorder.endRun(work, end)
    else this.#recorder.endStep(work, end)
    this.#work.end(key, work)
  }

  #waits(key: WorkKey, isInterrupted: boolean): void {
    const run = this.#runOf(key)
    if (run !== undefined) run.isInterrupted = isInterrupted
  }

  #onStep(key: WorkKey, fn: (step: StepWork) => void): void {
    const work = this.#find(key)
    if (work instanceof StepWork) fn(work)
  }

  #joinModel(key: WorkKey): boolean {
    const scope = this.#recorder.scope
    if (!isPluginsModel(scope)) return false
    this.#joinedKeys.set(key, scope)
    return true
  }

  #runOf(key: WorkKey): RunWork | undefined {
    return this.#find(key)?.run
  }

  #runState<T extends object>(key: WorkKey, create: () => T): T | undefined {
    return this.#stateOf(this.#runOf(key), create)
  }

  #stateOf<T extends object>(run: RunWork | undefined, create: () => T): T | undefined {
    const states = run?.states
    if (states === undefined) return undefined
    const known = states.get(this)
    // The plugin alone writes under its own recorder, always by the same `create`.
    if (known !== undefined) return known as T
    const state = create()
    states.set(this, state)
    return state
  }

  /** A further attempt is no repeat. */
  #countRepeats(step: StepWork, input: unknown): void {
    if (step.attempt === 1) this.#recorder.setFacts(step, { repeatCount: step.run.tools.count(step.traits.name, input) })
  }

  #toolAsked(key: WorkKey, tool: string, args: unknown): void {
    this.#runOf(key)?.tools.ask(key, tool, args)
  }
}

const isPluginsModel = (scope: Scope | undefined): scope is StepWork => scope instanceof StepWork && scope.traits.type === 'model' && scope.isFromPlugin
