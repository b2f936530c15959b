import type { RunId, SafeName, StepId, StepType } from '@agenttracer/schema'
import { isRunId, isStepId, isTraceId, unknownName, unknownVersion, versionLabel } from '@agenttracer/schema/names'
import { Ledger, type Diagnostics } from './diagnostics.ts'
import { readEnvironment } from './env.ts'
import { Backoff } from './export/backoff.ts'
import { Buffer, defaultMaxBytes } from './export/buffer.ts'
import type { Exporter } from './export/exporter.ts'
import { watchExit } from './export/exit-watch.ts'
import { HttpExporter } from './export/http-exporter.ts'
import { Pulse } from './export/pulse.ts'
import { Sender } from './export/sender.ts'
import { RunHandle } from './handles/run-handle.ts'
import type { RetryOptions } from './handles/retry.ts'
import { settle } from './handles/settle.ts'
import { beginStep, guarded, runStep, type StepHandle, type StepOptions } from './handles/step-handle.ts'
import { HttpAttempts } from './http/http-attempts.ts'
import type { Plugin, PluginContext } from './plugin.ts'
import { NameBook } from './record/names.ts'
import { PluginRecorder } from './record/plugin-recorder.ts'
import { Recorder } from './record/recorder.ts'
import type { RunIdentity, RunSpec } from './record/run-work.ts'
import type { Scope } from './record/step-work.ts'
import { readProperty } from './signals/error-link.ts'
import type { AgentTracerOptions, FlushOptions, RunOptions } from './tracer-options.ts'

const defaultApiUrl = 'http://localhost:8000'
const defaultFlushMs = 5000
/** What a process that is about to end may wait for a delivery. */
const exitFlushMs = 2000

/**
 * Records the runs of one agent and sends them. It never throws into the host and never waits for the network on its behalf.
 *
 * @example
 * const tracer = new AgentTracer({ agentId: 'support-bot', apiKey: key, plugins: [langchain()] })
 */
export class AgentTracer implements AsyncDisposable {
  readonly #ledger: Ledger
  readonly #buffer: Buffer
  readonly #recorder: Recorder
  readonly #plugins: PluginRecorder[] = []
  readonly #isEnabled: boolean
  readonly #exporter: Exporter | undefined
  readonly #sender: Sender | undefined
  readonly #pulse: Pulse | undefined
  readonly #http: HttpAttempts | undefined
  readonly #unwatchExit: (() => void) | undefined
  #isShut = false

  constructor(options: AgentTracerOptions = {}) {
    const env = readEnvironment()
    this.#ledger = new Ledger(options.onDiagnostic)
    this.#buffer = new Buffer(this.#ledger, defaultMaxBytes)
    const names = new NameBook(this.#ledger)
    this.#recorder = new Recorder({ ledger: this.#ledger, buffer: this.#buffer, names, identity: identityOf(options, env, names) })
    const apiUrl = options.apiUrl ?? env.apiUrl
    const apiKey = options.apiKey ?? env.apiKey
    const isConfigured = options.exporter !== undefined || apiUrl !== undefined || (apiKey !== undefined && apiKey !== '')
    this.#isEnabled = isConfigured && !env.isDisabled && options.isDisabled !== true
    if (!this.#isEnabled) {
      this.#buffer.discard()
      return
    }
    const exporter = options.exporter ?? new HttpExporter({ apiUrl: apiUrl ?? defaultApiUrl, apiKey }, this.#ledger)
    this.#exporter = exporter
    const sender = new Sender({
      buffer: this.#buffer, ledger: this.#ledger, exporter, backoff: new Backoff(), openRuns: this.#recorder.openRuns, outside: (fn) => this.#recorder.outside(fn),
    })
    this.#sender = sender
    const pulse = new Pulse(() => {
      sender.turn()
      this.#buffer.isWatched = this.#buffer.hasWaiting || this.#recorder.openRuns.size !== 0
      return this.#buffer.isWatched
    })
    this.#pulse = pulse
    this.#buffer.onWork = () => {
      this.#buffer.isWatched = true
      this.#recorder.outside(() => pulse.wake())
    }
    const { waitUntil } = options
    if (waitUntil !== undefined) this.#recorder.onRunEnd = () => guarded(this.#recorder, () => waitUntil(this.flush()))
    this.#http = new HttpAttempts(this.#recorder)
    this.#http.start()
    this.#unwatchExit = watchExit(() => this.#beforeExit())
    for (const plugin of options.plugins ?? []) this.use(plugin)
  }

  /** Loads a plugin; one with the same name is not loaded twice. */
  use(plugin: Plugin): this {
    if (!this.#isEnabled || this.#isShut) return this
    const known = this.#plugins.find((loaded) => loaded.name === plugin.name)
    const recorder = known ?? new PluginRecorder(plugin.name, this.#recorder)
    if (known === undefined) this.#plugins.push(recorder)
    recorder.start(plugin)
    return this
  }

  /** The recorder's verbs for an adapter that is wired by hand; one with the name of a loaded plugin shares its work. */
  context(name: string): PluginContext {
    const known = this.#plugins.find((plugin) => plugin.name === name)
    if (known !== undefined) return known.context
    const recorder = new PluginRecorder(name, this.#recorder)
    this.#plugins.push(recorder)
    return recorder.context
  }

  /** Runs the function as one run. Inside an open run it is an agent step of it. */
  run<R>(fn: (run: RunHandle) => R): R
  run<R>(options: RunOptions, fn: (run: RunHandle) => R): R
  run<R>(first: RunOptions | ((run: RunHandle) => R), second?: (run: RunHandle) => R): R {
    const fn = typeof first === 'function' ? first : (second as (run: RunHandle) => R)
    const top = this.#begin(typeof first === 'function' ? {} : first)
    const handle = new RunHandle(this.#recorder, top, () => this.flush())
    return settle(
      () => this.#recorder.within(top, () => fn(handle)),
      (end) => handle.end(end),
    )
  }

  /** A run that ends with `end()`, by `using` or by `await using` (which also delivers it). It is current only inside its own steps. */
  startRun(options: RunOptions = {}): RunHandle {
    return new RunHandle(this.#recorder, this.#begin(options), () => this.flush())
  }

  /** Runs the function as a step of whatever is current in this flow; outside of every run it is a run of one step. */
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options: StepOptions & { retry: RetryOptions }): Promise<Awaited<R>>
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R
  step<U extends StepType, R>(type: U, name: string, fn: (step: StepHandle<U>) => R, options?: StepOptions): R | Promise<Awaited<R>> {
    const { scope } = this.#recorder
    if (scope !== undefined) return runStep(this.#recorder, scope, { type, name, fn, options })
    return this.run((run) => run.step(type, name, fn, options) as R)
  }

  /** A step of whatever is current; outside of every run, one of a run of its own that ends with it. */
  startStep<U extends StepType>(type: U, name: string): StepHandle<U> {
    const { scope } = this.#recorder
    if (scope !== undefined) return beginStep(this.#recorder, scope, type, name)
    const run = this.#recorder.startRun({})
    run.isImplicit = true
    return beginStep(this.#recorder, run, type, name)
  }

  /** Continues a run that another process owns: its steps go there, its end stays with the owner. */
  joinRun(runId: RunId | string, parentStepId?: StepId | string): RunHandle {
    const spec: RunSpec = isRunId(runId) ? { runId, joined: { parentStepId: isStepId(parentStepId) ? parentStepId : undefined } } : {}
    return new RunHandle(this.#recorder, this.#recorder.startRun(spec), () => this.flush())
  }

  /** Delivers everything that has ended. Always resolves, at the latest after `timeoutMs`; true if nothing is left. */
  async flush(options: FlushOptions = {}): Promise<boolean> {
    const sender = this.#sender
    if (sender === undefined) return true
    const timeoutMs = options.timeoutMs ?? defaultFlushMs
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs)
    })
    try {
      await Promise.race([sender.drain(performance.now() + timeoutMs), patience])
    } catch {
      this.#recorder.count('host_hook_error')
    } finally {
      clearTimeout(timer)
      this.#exporter?.release?.()
    }
    return this.#buffer.pending === 0
  }

  /** Delivers, then stops: plugins are undone, nothing is recorded any more. What could not be delivered is counted. Always resolves. */
  async shutdown(options: FlushOptions = {}): Promise<void> {
    if (this.#isShut) return
    await this.flush(options)
    this.#isShut = true
    for (const plugin of this.#plugins) plugin.stop()
    this.#http?.stop()
    this.#pulse?.stop()
    this.#unwatchExit?.()
    this.#ledger.drop('shutdown', this.#buffer.abandon())
    this.#exporter?.close?.()
  }

  /** What was seen, produced, delivered and lost so far. */
  diagnostics(): Diagnostics {
    return {
      enabled: this.#isEnabled && !this.#isShut,
      plugins: this.#plugins.map(({ name, seen }) => ({ name, seen })),
      produced: this.#ledger.produced,
      accepted: this.#ledger.accepted,
      dropped: this.#ledger.dropped,
      pending: this.#buffer.pending,
      openRuns: this.#recorder.openRuns.size,
      bufferedBytes: this.#buffer.bytes,
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown()
  }

  #begin(options: RunOptions): Scope {
    const { scope } = this.#recorder
    if (scope !== undefined) return this.#recorder.startStep(scope, { type: 'agent', name: this.#recorder.names.step('agent', readProperty(options, 'name') ?? 'agent', scope), operation: 'invoke_agent' })
    const [signal, traceId, continuesRunId] = ['signal', 'traceId', 'continuesRunId'].map((key) => readProperty(options, key))
    return this.#recorder.startRun({
      signal: isSignal(signal) ? signal : undefined,
      traceId: isTraceId(traceId) ? traceId : undefined,
      continuesRunId: isRunId(continuesRunId) ? continuesRunId : undefined,
    })
  }

  #beforeExit(): void {
    if (!this.#buffer.hasWaiting || this.#sender?.isFailing === true) return
    void this.flush({ timeoutMs: exitFlushMs })
  }
}

/** Asked by form, not by class: signals of other realms are good too. */
const isSignal = (value: unknown): value is AbortSignal => typeof readProperty(value, 'aborted') === 'boolean'

function identityOf(options: AgentTracerOptions, env: ReturnType<typeof readEnvironment>, names: NameBook): RunIdentity {
  const agentId = options.agentId ?? env.agentId
  const environment = options.environment ?? env.environment
  const named = (value: string | undefined): SafeName => (value === undefined ? unknownName : (names.safe(value) ?? unknownName))
  return { agentId: named(agentId), agentVersion: versionLabel(options.agentVersion ?? env.agentVersion) ?? unknownVersion, environment: named(environment) }
}
