import type { SignalFlag } from '@agenttracer/schema'
import type { Plugin, PluginContext, RunStart, StepStart, WorkEnd, WorkKey } from '../plugin.ts'
import { hashOf } from './keyed-hash.ts'
import { OpenWork } from './open-work.ts'
import type { Recorder } from './recorder.ts'
import { RunWork } from './run-work.ts'
import { StepWork, type Scope } from './step-work.ts'

const maxTools = 1000

/** The verbs of one plugin over the shared recorder. */
export class PluginRecorder {
  readonly name: string
  seen = 0
  readonly #recorder: Recorder
  readonly #work: OpenWork
  /** Work that another plugin opened and this one only adds to. */
  readonly #joinedKeys = new Map<WorkKey, StepWork>()
  #teardown: (() => void) | undefined

  constructor(name: string, recorder: Recorder) {
    this.name = name
    this.#recorder = recorder
    this.#work = new OpenWork(recorder.ledger)
  }

  start(plugin: Plugin): void {
    try {
      this.#teardown = plugin.setup(this.context) ?? undefined
    } catch {
      this.#recorder.ledger.tell({ type: 'plugin_failed', plugin: this.name })
    }
  }

  stop(): void {
    try {
      this.#teardown?.()
    } catch {
      this.#recorder.ledger.tell({ type: 'plugin_failed', plugin: this.name })
    }
    this.#work.clear()
  }

  get context(): PluginContext {
    const total = <A extends readonly unknown[]>(fn: (...args: A) => void) => this.#guard(fn)
    return {
      run: {
        start: total((key: WorkKey, run: RunStart) => this.#runStart(key, run)),
        end: total((key: WorkKey, end: WorkEnd = {}) => this.#end(key, end)),
        interrupt: total((key: WorkKey) => this.#interrupt(key)),
      },
      step: {
        start: total((key: WorkKey, step: StepStart) => this.#stepStart(key, step)),
        set: total((key: WorkKey, _type: unknown, facts: object) => this.#onStep(key, (step) => this.#recorder.setFacts(step, facts))),
        end: total((key: WorkKey, end: WorkEnd = {}) => this.#end(key, end)),
        flag: total((key: WorkKey, flag: SignalFlag) => this.#onStep(key, (step) => this.#recorder.addFlag(step, flag))),
        isOpen: (key) => this.#work.get(key)?.live.endedAt === 0,
        has: (key) => this.#work.get(key) !== undefined,
      },
      attempt: { next: total((key: WorkKey, failure: WorkEnd) => this.#onStep(key, (step) => void this.#recorder.nextAttempt(step, failure))) },
      within: (key, fn) => {
        const work = this.#find(key)
        return work === undefined ? fn() : this.#recorder.within(work, fn)
      },
      joinModel: (key) => this.#joinModel(key),
      declareTools: total((key: WorkKey, names: readonly string[]) => this.#declareTools(key, names)),
      toolName: (key, name) => (this.#isDeclared(key, name) ? (name as string) : this.#recorder.names.unlistedTool),
      isDeclaredTool: (key, name) => this.#isDeclared(key, name),
      repeatCount: (key, tool, args) => this.#repeatCount(key, tool, args),
      guard: total,
    }
  }

  #guard<A extends readonly unknown[]>(fn: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      try {
        this.seen++
        fn(...args)
      } catch {
        this.#recorder.count('host_hook_error')
      }
    }
  }

  #find(key: WorkKey): Scope | undefined {
    return this.#work.get(key) ?? this.#joinedKeys.get(key)
  }

  #around(parent: WorkKey | undefined): Scope | undefined {
    if (parent !== undefined) {
      const work = this.#find(parent)
      if (work !== undefined) return work.live
    }
    let scope = this.#recorder.scope
    // A model call holds no other work: what starts in its flow lies beside it.
    while (scope instanceof StepWork && scope.spec.type === 'model' && scope.isFromPlugin) scope = scope.parent ?? scope.run
    return scope
  }

  #runStart(key: WorkKey, start: RunStart): void {
    if (this.#work.get(key) !== undefined) return
    const around = this.#around(start.parent)
    if (around === undefined) {
      this.#work.set(key, this.#recorder.startRun({}))
      return
    }
    this.#stepStart(key, { type: start.isAgent === true ? 'agent' : 'orchestration', name: start.name, parent: start.parent, show: start.isAgent === true ? 'always' : start.name === undefined ? 'hidden' : 'folded', operation: start.isAgent === true ? 'invoke_agent' : undefined })
  }

  #stepStart(key: WorkKey, start: StepStart): void {
    if (this.#work.get(key) !== undefined) return
    const around = this.#around(start.parent) ?? this.#implicitRun()
    const step = this.#recorder.startStep(around, {
      type: start.type,
      name: this.#recorder.names.step(start.type, start.name),
      operation: start.operation,
      isFolded: start.show === 'folded',
      isHidden: start.show === 'hidden',
      lane: start.lane,
      input: start.input,
      maxAttempts: start.maxAttempts,
    })
    step.isFromPlugin = true
    step.ownsAttempts = start.ownsAttempts === true
    this.#work.set(key, step)
    if (start.isEntered === true) this.#recorder.enter(step)
  }

  #implicitRun(): RunWork {
    const run = this.#recorder.startRun({})
    run.isImplicit = true
    return run
  }

  #end(key: WorkKey, end: WorkEnd): void {
    const work = this.#work.get(key)
    if (work === undefined) {
      this.#joinedKeys.delete(key)
      return
    }
    if (work instanceof RunWork) this.#recorder.endRun(work, end)
    else this.#recorder.endStep(work, end)
    this.#work.end(key, performance.now())
  }

  #interrupt(key: WorkKey): void {
    const work = this.#find(key)
    const run = work instanceof StepWork ? work.run : work
    if (run !== undefined) run.isInterrupted = true
  }

  #onStep(key: WorkKey, fn: (step: StepWork) => void): void {
    const work = this.#find(key)
    if (work instanceof StepWork) fn(work)
  }

  #joinModel(key: WorkKey): boolean {
    const scope = this.#recorder.scope
    if (!(scope instanceof StepWork) || scope.spec.type !== 'model' || !scope.isFromPlugin) return false
    scope.ownsAttempts = true
    this.#joinedKeys.set(key, scope)
    return true
  }

  #runOf(key: WorkKey): RunWork | undefined {
    const work = this.#find(key)
    return work instanceof StepWork ? work.run : work
  }

  #declareTools(key: WorkKey, names: readonly string[]): void {
    const declared = this.#runOf(key)?.declaredTools
    if (declared === undefined) return
    for (const name of names) if (typeof name === 'string' && declared.size < maxTools) declared.add(name)
  }

  #isDeclared(key: WorkKey, name: unknown): boolean {
    return typeof name === 'string' && this.#runOf(key)?.declaredTools.has(name) === true
  }

  #repeatCount(key: WorkKey, tool: string, args: unknown): number {
    const repeats = this.#runOf(key)?.repeats
    if (repeats === undefined) return 1
    const hash = hashOf(args)
    const last = repeats.get(tool)
    if (last !== undefined && last.hash === hash) return ++last.count
    if (repeats.size < maxTools) repeats.set(tool, { hash, count: 1 })
    return 1
  }
}
