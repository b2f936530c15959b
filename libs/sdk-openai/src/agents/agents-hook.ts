import { AsyncLocalStorage } from 'node:async_hooks'
import { errorClass, readProperty, type PluginContext, type StepStart, type WorkEnd } from '@agenttracer/sdk-core'
import { readArguments } from '../answer.ts'
import { isAbortedByCaller, isDeadline, signalOf } from '../signals.ts'
import { watchErrorHandlers } from './error-handlers.ts'
import { fitsSchema } from './fits-schema.ts'
import { isOneOfSeveral, watchHandoff } from './handoffs.ts'
import { watchMcpServer } from './mcp-servers.ts'
import { watchModel, type ModelWatcher } from './model-watch.ts'
import { listen } from './runner-events.ts'
import { patchMethod } from './prototype-patch.ts'
import { rejectedCalls } from './rejected-calls.ts'
import { RunState, type OpenTool } from './run-state.ts'

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

type Flag = NonNullable<WorkEnd['flags']>[number]

const guardrailFlags: ReadonlyMap<string, Flag> = new Map<string, Flag>([
  ['InputGuardrailTripwireTriggered', 'guardrail_input'], ['ToolInputGuardrailTripwireTriggered', 'guardrail_input'],
  ['OutputGuardrailTripwireTriggered', 'guardrail_output'], ['ToolOutputGuardrailTripwireTriggered', 'guardrail_output'],
])

/** Translates the Agents SDK's runs, runner events and spans into the recorder's verbs. */
export class AgentsHook implements ModelWatcher {
  readonly context: PluginContext
  readonly #context: PluginContext
  readonly #signals = new WeakMap<object, AbortSignal>()
  /** Model providers, MCP servers, hand-offs and error handlers that are watched. */
  readonly #watched = new WeakSet()
  readonly #currentTool = new AsyncLocalStorage<OpenTool>()
  /** The innermost call of `run()` of this flow. */
  readonly #currentRun = new AsyncLocalStorage<object>()
  isStopped = false
  #stops: (() => void)[] = []

  constructor(context: PluginContext) {
    this.context = context
    this.#context = context
  }

  // ---- runs

  runStart(runner: unknown, agent: unknown, options: unknown, input?: unknown): object | undefined {
    const key = {}
    this.#context.run.start(key, { name: text(readProperty(agent, 'name')), isAgent: true })
    if (!this.#context.step.has(key)) return undefined
    const state = this.#context.runState(key, () => new RunState())
    if (state !== undefined) state.runs++
    const signal = signalOf(options)
    if (signal !== undefined) this.#signals.set(key, signal)
    this.#context.guard(() => {
      if (typeof readProperty(input, 'getInterruptions') === 'function') this.#resumed(key, input)
      listen(runner, this)
      this.agentStart(agent)
      this.#errorHandlers(readProperty(options, 'errorHandlers'))
      this.#models(readProperty(readProperty(runner, 'config'), 'model'))
      this.#provider(readProperty(readProperty(runner, 'config'), 'modelProvider'))
    })()
    return key
  }

  /** An agent is about to ask its model: where that is an object of the host's own, no client shows its calls. */
  agentStart(agent: unknown): void {
    this.#models(readProperty(agent, 'model'))
    const servers = readProperty(agent, 'mcpServers')
    if (Array.isArray(servers)) for (const server of servers) this.#mcpServer(server)
    const handoffs = readProperty(agent, 'handoffs')
    if (Array.isArray(handoffs)) for (const handoff of handoffs) this.#handoffOf(handoff)
  }

  #resumed(key: object, state: unknown): void {
    this.#context.run.resume(key)
    for (const name of rejectedCalls(state)) this.#note({ type: 'orchestration', name: text(name), parent: key }, { flags: ['approval_rejected'] })
  }

  /** A step that shows what has happened already. */
  #note(step: StepStart, end: WorkEnd): void {
    const key = {}
    this.#context.step.start(key, step)
    this.#context.step.end(key, end)
  }

  #isNew(thing: unknown): thing is object {
    if (typeof thing !== 'object' || thing === null || this.#watched.has(thing)) return false
    this.#watched.add(thing)
    return true
  }

  /** Tells nothing after the end of the tracer. */
  #whileOn<A extends readonly unknown[]>(fn: (...args: A) => void): (...args: A) => void {
    const guarded = this.guard(fn)
    return (...args) => {
      if (!this.isStopped) guarded(...args)
    }
  }

  #mcpServer(server: unknown): void {
    if (!this.#isNew(server)) return
    watchMcpServer(server, {
      called: this.#whileOn((end) => {
        const tool = this.#currentTool.getStore()
        if (tool !== undefined) tool.mcpCall = end
      }),
      notListed: this.#whileOn((error) => this.#note({ type: 'orchestration', name: 'list_tools' }, { error, flags: ['tool_unavailable'] })),
    })
  }

  #handoffOf(handoff: unknown): void {
    if (typeof readProperty(handoff, 'onInvokeHandoff') !== 'function' || !this.#isNew(handoff)) return
    watchHandoff(handoff, this.#whileOn((error) => {
      // With spans the hand-off's own shows it.
      if (this.#state()?.hasSpans !== true) this.#note({ type: 'orchestration', name: text(readProperty(handoff, 'agentName')), operation: 'handoff' }, { error })
    }))
  }

  /** What an answer of the host now stands in for; a refusal shows in the model's own answer. */
  #errorHandlers(handlers: unknown): void {
    if (!this.#isNew(handlers)) return
    watchErrorHandlers(handlers, this.#whileOn((error) => {
      const name = errorClass(error)
      if (name === 'MaxTurnsExceededError') this.#note({ type: 'orchestration', name: 'turn_limit' }, { flags: ['step_limit_reached'] })
      else if (name !== 'ModelRefusalError') this.#note({ type: 'orchestration', name: 'final_output' }, { error })
    }))
  }

  readonly #models = (model: unknown): void => this.#context.guard(() => watchModel(model, this))()

  /** Models by name come from a provider. */
  #provider(provider: unknown): void {
    if (!this.#isNew(provider)) return
    const seen = this.#models
    patchMethod(provider, 'getModel', (original) => function getModel(this: unknown, ...args) {
      const model = original.apply(this, args)
      if (model instanceof Promise) model.then(seen, () => undefined)
      else seen(model)
      return model
    })
  }

  within<R>(key: object, fn: () => R): R {
    return this.#currentRun.run(key, () => this.#context.within(key, fn))
  }

  /** A result, or a stream whose end is still to come. */
  runAnswered(key: object, result: unknown): void {
    const loop = this.#loopOf(result)
    if (loop === undefined) this.#answered(key, result)
    else {
      loop.then(
        () => this.#answered(key, result),
        (error: unknown) => this.runEnd(key, { error }),
      )
    }
  }

  #loopOf(result: unknown): Promise<unknown> | undefined {
    const loop = readProperty(result, '_getStreamLoopPromise')
    const promise: unknown = typeof loop === 'function' ? loop.call(result) : undefined
    return promise instanceof Promise ? promise : undefined
  }

  #answered(key: object, result: unknown): void {
    const error = readProperty(result, 'error')
    if (readProperty(result, '_getStreamLoopPromise') !== undefined && error !== undefined && error !== null) {
      this.runEnd(key, { error })
      return
    }
    const interruptions = readProperty(result, 'interruptions')
    const isWaiting = Array.isArray(interruptions) && interruptions.length !== 0
    if (isWaiting) this.#context.run.interrupt(key)
    const signal = this.#signals.get(key)
    const isStopped = readProperty(result, 'cancelled') === true
    if (isStopped && isAbortedByCaller(signal)) this.runEnd(key, { status: 'cancelled', flags: ['caller_aborted'] })
    // A stream just ends then.
    else if (isStopped && isDeadline(signal)) this.runEnd(key, { status: 'error', flags: ['deadline'] })
    // Whoever read the stream has left it: it had what it wanted, although the SDK stops its own work by an abort.
    else this.runEnd(key, isStopped && !isWaiting ? { status: 'ok' } : {})
  }

  runEnd(key: object, end: WorkEnd): void {
    const state = this.#context.runState(key, () => new RunState())
    const failed = 'error' in end
    if (state !== undefined && failed) this.#settle(state, end.error, key)
    // Those around an inner run are still at work.
    if (state !== undefined && --state.runs <= 0) state.endGuardrails((guardrail) => this.#context.step.end(guardrail, {}))
    const isCancelled = failed && isAbortedByCaller(this.#signals.get(key))
    this.#context.run.end(key, isCancelled ? { error: end.error, status: 'cancelled', flags: ['caller_aborted'] } : end)
  }

  /** The error that ends the run belongs to what it came from: a guardrail, a tool, a hand-off. */
  #settle(state: RunState, error: unknown, key: object): void {
    const flag = guardrailFlags.get(errorClass(error) ?? '')
    if (flag !== undefined) {
      this.#guardrailTripped(state, { error, flag, key })
      return
    }
    if (errorClass(error) === 'GuardrailExecutionError') {
      state.takeGuardrail(undefined, (guardrail) => this.#context.step.end(guardrail, { error }))
      return
    }
    const tool = state.toolBehind(error, key)
    if (tool !== undefined) this.#context.step.end(tool.key, { error, ...(isLate(tool) ? { flags: ['timed_out'] } : {}) })
    for (const sibling of state.stoppedBeside(tool, key)) this.#context.step.end(sibling.key, { error, status: 'cancelled', flags: ['sibling_cancelled'] })
    for (const handoff of state.takeFailedHandoffs()) this.#context.step.end(handoff, { error })
  }

  #guardrailTripped(state: RunState, tripped: { error: unknown; flag: Flag; key: object }): void {
    const end: WorkEnd = { error: tripped.error, flags: [tripped.flag] }
    const guardrail = readProperty(readProperty(tripped.error, 'result'), 'guardrail')
    const name = text(readProperty(guardrail, 'name')) ?? text(readProperty(readProperty(readProperty(tripped.error, 'result'), 'guardrail'), 'guardrailName'))
    const wasSeen = state.takeGuardrail(name, (key) => {
      this.#context.step.set(key, 'guardrail', { triggered: true })
      this.#context.step.end(key, end)
    })
    if (wasSeen) return
    const key = {}
    this.#context.step.start(key, { type: 'guardrail', name: name ?? 'guardrail', parent: tripped.key, operation: 'check' })
    this.#context.step.set(key, 'guardrail', { triggered: true })
    this.#context.step.end(key, end)
  }

  // ---- events of the runner: they come with and without the SDK's tracing

  toolStart(tool: unknown, details: unknown): void {
    const call = readProperty(details, 'toolCall')
    const key = {}
    const name = text(readProperty(tool, 'name'))
    const args = readArguments(readProperty(call, 'arguments'))
    this.#context.step.start(key, { type: 'tool', name, operation: 'execute_tool', input: args?.value, isEntered: true })
    const timeoutMs = readProperty(tool, 'timeoutMs')
    const open: OpenTool = {
      key, name, run: this.#currentRun.getStore(), startedAt: performance.now(), timeoutMs: typeof timeoutMs === 'number' ? timeoutMs : undefined, hasFailed: false, hasEnded: false,
      hasBadArguments: () => hasBadArguments(tool, args),
      isStarting: true,
    }
    queueMicrotask(() => { open.isStarting = false })
    this.#state()?.addTool(callId(call) ?? key, open)
    this.#currentTool.enterWith(open)
  }

  toolEnd(result: unknown, details: unknown): void {
    const state = this.#state()
    const id = callId(readProperty(details, 'toolCall'))
    const tool = id === undefined ? undefined : state?.tools.get(id)
    // Told of a second end: a listener of the host threw at the first.
    if (tool === undefined || tool.hasEnded) return
    tool.hasEnded = true
    // A listener of the host threw before the tool began to work.
    if (tool.isStarting) {
      tool.hasThrown = tool.hasFailed = false
      this.#context.step.end(tool.key, { status: 'cancelled' })
      return
    }
    tool.hasThrown ||= state?.hasSpans !== true && typeof result === 'string' && /^\w*Error\b/.test(result)
    tool.isStopped = result === stoppedText
    if (tool.hasThrown && isAbortedByCaller(this.#signals.get(tool.run ?? tool.key))) this.#context.step.end(tool.key, { status: 'cancelled', flags: ['caller_aborted'] })
    else if (isLate(tool)) this.#context.step.end(tool.key, { status: 'error', flags: ['timed_out'] })
    else if (tool.mcpCall !== undefined && 'error' in tool.mcpCall) this.#context.step.end(tool.key, { error: tool.mcpCall.error, flags: tool.mcpCall.isUnconnected ? ['tool_unavailable'] : [] })
    else if (tool.mcpCall?.isErrorResult === true) this.#context.step.end(tool.key, { status: 'error', flags: ['result_error'] })
    else if (tool.hasFailed || isErrorText(result)) this.#context.step.end(tool.key, { status: 'error', flags: tool.hasBadArguments() ? ['invalid_tool_arguments'] : [] })
    else this.#context.step.end(tool.key)
  }

  handoff(to: unknown): void {
    // Its tools are listed before it is told to start.
    this.agentStart(to)
    if (this.#state()?.hasSpans !== true) this.#note({ type: 'orchestration', name: text(readProperty(to, 'name')), operation: 'handoff' }, {})
  }

  // ---- spans of the SDK's own tracing, where it is on

  spanStart(span: unknown): void {
    const data = readProperty(span, 'spanData')
    const type = readProperty(data, 'type')
    const state = this.#state()
    if (state === undefined || typeof span !== 'object' || span === null) return
    state.hasSpans = true
    if (type === 'guardrail') {
      this.#context.step.start(span, { type: 'guardrail', name: text(readProperty(data, 'name')), operation: 'check' })
      state.guardrails.set(span, text(readProperty(data, 'name')))
    }
  }

  spanError(span: unknown): void {
    const data = readProperty(span, 'spanData')
    if (readProperty(data, 'type') !== 'function') return
    const name = text(readProperty(data, 'name'))
    const current = this.#currentTool.getStore()
    const tool = current?.name === name && current?.hasEnded === false ? current : this.#state()?.openTool(name)
    if (tool === undefined) return
    tool.hasFailed = true
    // The end of a tool whose error is not made into a text follows at once.
    tool.hasThrown = true
    queueMicrotask(() => { if (!tool.hasEnded) tool.hasThrown = false })
  }

  spanEnd(span: unknown): void {
    const data = readProperty(span, 'spanData')
    const type = readProperty(data, 'type')
    if (typeof span !== 'object' || span === null) return
    if (type === 'guardrail') this.#guardrailEnd(span, readProperty(data, 'triggered') === true)
    if (type === 'handoff') this.#handoffEnd(span, data)
  }

  #guardrailEnd(span: object, isTriggered: boolean): void {
    this.#context.step.set(span, 'guardrail', { triggered: isTriggered })
    // One that tripped ends with the error that is about to be thrown.
    if (isTriggered || readProperty(span, 'error') != null) return
    this.#state()?.guardrails.delete(span)
    this.#context.step.end(span)
  }

  #handoffEnd(span: object, data: unknown): void {
    const hasFailed = readProperty(span, 'error') != null && !isOneOfSeveral(span)
    this.#context.step.start(span, { type: 'orchestration', name: text(readProperty(data, 'to_agent')) ?? 'handoff', operation: 'handoff' })
    if (hasFailed) this.#state()?.failedHandoffs.push(span)
    else this.#context.step.end(span)
  }

  onStop(undo: () => void): void {
    this.#stops.push(undo)
  }

  stop(): void {
    this.isStopped = true
    for (const undo of this.#stops) undo()
    this.#stops = []
  }

  /** Wraps a listener: nothing that it does can reach the SDK. */
  guard<A extends readonly unknown[]>(fn: (...args: A) => void): (...args: A) => void {
    return this.#context.guard(fn)
  }

  #state(): RunState | undefined {
    return this.#context.currentState(() => new RunState())
  }
}

/** What the SDK's default error function hands the model instead of an error: the only trace of it where the SDK's own tracing is off. */
const errorText = 'An error occurred while running the tool. Please try again.'
const isErrorText = (result: unknown): boolean => typeof result === 'string' && result.startsWith(errorText)

/** What the SDK gives in the place of a result of a tool that it stopped because another one had failed. */
const stoppedText = 'aborted'

/** A loose schema is told to the model and checked by nobody. Tools of other kinds (a shell, a computer) have none. */
const hasBadArguments = (tool: unknown, args: { readonly value: unknown } | undefined): boolean =>
  readProperty(tool, 'type') === 'function' && (args === undefined || (readProperty(tool, 'strict') !== false && !fitsSchema(args.value, readProperty(tool, 'parameters'))))

const callId = (call: unknown): string | undefined => text(readProperty(call, 'callId')) ?? text(readProperty(call, 'id'))

/** The SDK tells nobody that a tool ran out of time by default: the clock does. */
const isLate = (tool: OpenTool): boolean => tool.timeoutMs !== undefined && performance.now() - tool.startedAt >= tool.timeoutMs
