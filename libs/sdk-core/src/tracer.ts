import type { RunId, StepId, StepType } from '@agenttracer/schema'
import { isRunId, isStepId, isTraceId, unknownName, unknownVersion, versionLabel } from '@agenttracer/schema/names'
import { Ledger, type Diagnostics } from './diagnostics.ts'
import { fromEnvironment, isSwitchedOff } from './env.ts'
import type { Buffer } from './export/buffer.ts'
import type { Exporter } from './export/exporter.ts'
import { watchExit } from './export/exit-watch.ts'
import { HttpExporter } from './export/http-exporter.ts'
import { startPulse } from './export/pulse.ts'
import { Sender } from './export/sender.ts'
import { RunHandle } from './handles/run-handle.ts'
import type { RetryOptions } from './handles/retry.ts'
import { settle } from './handles/settle.ts'
import { beginStep, runStep, type StepHandle, type StepOptions } from './handles/step-handle.ts'
import { watchHttp } from './http/http-attempts.ts'
import type { Plugin, PluginContext } from './plugin.ts'
import type { NameBook } from './record/names.ts'
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
  readonly #exporter: Exporter | undefined
  readonly #sender: Sender | undefined
  readonly #stops: (() => unknown)[] = []
  #isShut = false

  constructor(options: AgentTracerOptions = {}) {
    this.#ledger = new Ledger(options.onDiagnostic)
    this.#recorder = new Recorder(this.#ledger, (names) => identityOf(options, names))
    this.#buffer = this.#recorder.outbox
    const apiUrl = options.apiUrl ?? fromEnvironment('API_URL')
    const apiKey = options.apiKey ?? fromEnvironment('API_KEY')
    const isConfigured = options.exporter !== undefined || apiUrl !== undefined || (apiKey !== undefined && apiKey !== '')
    if (!isConfigured || isSwitchedOff() || options.isDisabled === true) {
      this.#buffer.isOff = true
      return
    }
    const exporter = options.exporter ?? new HttpExporter({ apiUrl: apiUrl ?? defaultApiUrl, apiKey }, this.#ledger)
    this.#exporter = exporter
    const sender = new Sender(this.#recorder, exporter)
    this.#sender = sender
    const pulse = startPulse(() => {
      sender.turn()
      this.#buffer.isWatched = this.#buffer.hasWaiting || this.#recorder.openRuns.size !== 0
      return this.#buffer.isWatched
    })
    this.#buffer.onWork = () => {
      this.#buffer.isWatched = true
      this.#recorder.outside(() => pulse.wakeUp())
    }
    const { waitUntil } = options
    if (waitUntil !== undefined) this.#recorder.onRunEnd = () => this.#recorder.quietly(() => waitUntil(this.flush()))
    this.#stops.push(watchHttp(this.#recorder), pulse.stop, watchExit(() => this.#beforeExit()))
    for (const plugin of options.plugins ?? []) this.use(plugin)
  }

  /** Loads a plugin; one with the same name is not loaded twice. */
  use(plugin: Plugin): this {
    if (this.#isEnabled) this.#plugin(plugin.name).start(plugin)
    return this
  }

  /** The recorder's verbs for an adapter that is wired by hand; one with the name of a loaded plugin shares its work. */
  context(name: string): PluginContext {
    return this.#plugin(name).context
  }

  get #isEnabled(): boolean {
    return this.#sender !== undefined && !this.#isShut
  }

  #plugin(name: string): PluginRecorder {
    const known = this.#plugins.find((plugin) => plugin.name === name)
    const recorder = known ?? new PluginRecorder(name, this.#recorder)
    if (known === undefined) this.#plugins.push(recorder)
    return recorder
  }

  /** Runs the function as one run. Inside an open run it is an agent step of it. */
  run<R>(fn: (run: RunHandle) => R): R
  run<R>(options: RunOptions, fn: (run: RunHandle) => R): R
  run<R>(first: RunOptions | ((run: RunHandle) => R), second?: (run: RunHandle) => R): R {
    const fn = typeof first === 'function' ? first : (second as (run: RunHandle) => R)
    const top = this.#begin(typeof first === 'function' ? {} : first)
    const handle = this.#handle(top)
    return settle(
      () => this.#recorder.within(top, () => fn(handle)),
      (end) => handle.end(end),
    )
  }

  /** A run that ends with `end()`, by `using` or by `await using` (which also delivers it). It is current only inside its own steps. */
  startRun(options: RunOptions = {}): RunHandle {
    return this.#handle(this.#begin(options))
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
    return beginStep(this.#recorder, this.#recorder.scope ?? this.#recorder.implicitRun(), type, name)
  }

  /** Continues a run that another process owns: its steps go there, its end stays with the owner. */
  joinRun(runId: RunId | string, parentStepId?: StepId | string): RunHandle {
    const spec: RunSpec = isRunId(runId) ? { runId, joined: { parentStepId: isStepId(parentStepId) ? parentStepId : undefined } } : {}
    return this.#handle(this.#recorder.startRun(spec))
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
    for (const stop of this.#stops) stop()
    this.#ledger.drop('shutdown', this.#buffer.abandon())
    this.#exporter?.close?.()
  }

  /** What was seen, produced, delivered and lost so far. */
  diagnostics(): Diagnostics {
    return {
      enabled: this.#isEnabled,
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

  #handle(top: Scope): RunHandle {
    return new RunHandle(this.#recorder, top, () => this.flush())
  }

  #begin(options: RunOptions): Scope {
    const { scope } = this.#recorder
    if (scope !== undefined) return this.#recorder.startStep(scope, { type: 'agent', name: this.#recorder.nameBook.step('agent', readProperty(options, 'name') ?? 'agent', scope), operation: 'invoke_agent' })
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

function identityOf({ agentId, agentVersion, environment }: AgentTracerOptions, names: NameBook): RunIdentity {
  return {
    agentId: names.safe(agentId ?? fromEnvironment('AGENT_ID')) ?? unknownName,
    agentVersion: versionLabel(agentVersion ?? fromEnvironment('AGENT_VERSION')) ?? unknownVersion,
    environment: names.safe(environment ?? fromEnvironment('ENVIRONMENT')) ?? unknownName,
  }
}
