import { readProperty, type PluginContext, type WorkEnd } from '@agenttracer/sdk-core'
import { callersSignal, flowsConfig, isStoppedByGraph, signalOf } from './callers-signal.ts'
import { modelFacts } from './counts.ts'
import { streamBegins } from './left-streams.ts'
import { chainOf, className, isFallbacks, lane, modelName, nodeOf, offeredTools, retrieverName, toolName, type Chain } from './names.ts'
import { inPlace, isOwnDeadline, RunState } from './run-state.ts'
import { answerFlags, isAbort, isBadArguments, isBare, isControlFlow, isDeadline, isInterrupt, isParseError, isProviderError, isRemoteRefusal, isResume, updatesOf } from './signals.ts'

export interface RunInfo {
  readonly key: string
  readonly parent: string | undefined
  readonly name: string | undefined
  readonly tags: readonly string[]
  readonly metadata: unknown
}

const showOf = { agent: 'always', node: 'folded', hook: 'failed', graph: 'folded', named: 'folded', function: 'failed', parser: 'failed', plumbing: 'hidden' } as const

const passingOn: ReadonlySet<Chain['kind']> = new Set(['parser', 'function', 'plumbing'])

const messagesOf = (state: unknown): readonly unknown[] => {
  const messages = readProperty(state, 'messages')
  return Array.isArray(messages) ? messages : []
}

/** What of these messages was not there before. */
function added(messages: unknown, before: readonly unknown[] = []): readonly unknown[] {
  if (!Array.isArray(messages) || messages === before) return []
  const known = new Set(before)
  return messages.filter((message) => !known.has(message))
}

/** Translates LangChain's callbacks into the recorder's verbs. */
export class LangChainHook {
  readonly #context: PluginContext

  constructor(context: PluginContext) {
    this.#context = context
    this.guarded = context.guard((tell: (hook: LangChainHook) => void) => tell(this))
  }

  /** Tells this hook something; what goes wrong is counted and goes no further. */
  readonly guarded: (tell: (hook: LangChainHook) => void) => void

  within<R>(key: string, fn: () => R): R {
    return this.#context.within(key, fn)
  }

  /** Runs what an outermost chain calls of the host's within it. Any other chain is entered when it starts. */
  inOutermost<R>(key: string, fn: () => R): R {
    return this.#state(key)?.chains.get(key)?.isOutermost === true ? this.#context.within(key, fn) : fn()
  }

  // ---- chains, graphs, nodes

  chainStart(run: RunInfo, started: { readonly serialized: unknown; readonly type: string | undefined; readonly inputs: unknown }): void {
    if (this.#context.step.has(run.key)) return
    streamBegins(run.key)
    const chain = chainOf(started.serialized, { name: run.name, type: started.type, tags: run.tags, metadata: run.metadata })
    const isOutermost = run.parent === undefined || !this.#context.step.has(run.parent)
    const fallbacks = this.#state(run.parent)?.fallbacksAround(run.parent)
    chain.fallbacks = isFallbacks(started.serialized) ? run.key : fallbacks
    if (isOutermost) this.#context.run.start(run.key, { name: chain.name, isAgent: chain.kind === 'agent' || chain.kind === 'graph' })
    else {
      const isUnnamed = chain.kind === 'graph' && chain.name === undefined
      this.#context.step.start(run.key, {
        type: chain.kind === 'agent' ? 'agent' : 'orchestration',
        // A graph without a name of its own is known by the node that it is called in.
        name: chain.name ?? (isUnnamed ? nodeOf(run.metadata) : undefined),
        parent: run.parent,
        operation: chain.kind === 'agent' ? 'invoke_agent' : chain.kind === 'parser' ? 'parse' : chain.kind === 'node' ? 'node' : undefined,
        // What stands in for a chain stands in its place, whatever the two are called.
        show: isUnnamed || (fallbacks !== undefined && chain.kind === 'named') ? 'failed' : showOf[chain.kind],
        lane: chain.kind === 'node' ? lane('node', chain.name, run.parent, run.metadata) : chain.kind === 'agent' && fallbacks !== undefined ? `${fallbacks}|agent` : undefined,
        isEntered: true,
      })
    }
    if ((chain.kind === 'graph' || chain.kind === 'agent') && isResume(started.inputs)) this.#context.run.resume(run.key)
    const state = this.#state(run.key)
    if (isOutermost) state?.callBegins()
    if (state !== undefined && inPlace.has(chain.kind)) chain.around = state.placeOf(run.parent)
    chain.isOutermost = isOutermost
    chain.parent = run.parent
    if (chain.kind === 'hook') chain.given = messagesOf(started.inputs)
    state?.chains.set(run.key, chain)
    if (chain.kind === 'node') state?.begins()
    if (started.inputs instanceof Error || readProperty(started.inputs, 'input') instanceof Error) state?.fed.add(run.key)
  }

  chainEnd(key: string, outputs: unknown, parent: string | undefined): void {
    const state = this.#state(key)
    const chain = state?.chains.get(key)
    state?.chains.delete(key)
    state?.fed.delete(key)
    const messages = Array.isArray(outputs) ? outputs : readProperty(outputs, 'messages')
    // A middleware that says nothing of the messages hands on all that it was given.
    if (chain?.kind === 'hook') this.#hookEnd(state, { key, name: chain.name ?? '', messages: added(messages, chain.given), isJump: readProperty(outputs, 'jumpTo') === 'end' })
    else state?.calls.answered(messages, key)
    if (parent === undefined) state?.calls.over()
    if (readProperty(outputs, '__interrupt__') !== undefined) this.#context.run.interrupt(key)
    this.#context.run.end(key)
  }

  /** A graph has stopped for a human, at a breakpoint too. */
  graphStopped(key: string): void {
    this.#context.run.interrupt(key)
  }

  /** It goes on from where it stopped. */
  graphResumed(key: string): void {
    this.#context.run.resume(key)
  }

  /** A middleware that stops the agent, or a call, says so only in what it returns. */
  #hookEnd(state: RunState | undefined, hook: { key: string; name: string; messages: unknown; isJump: boolean }): void {
    const hasStopped = state?.calls.stopped(hook.messages) === true
    if (hasStopped && hook.name.startsWith('HumanInTheLoop')) this.#context.step.flag(hook.key, 'approval_rejected')
    else if ((hasStopped || hook.isJump) && hook.name.includes('Limit')) this.#context.step.flag(hook.key, 'limit_reached')
  }

  chainError(key: string, error: unknown, parent: string | undefined): void {
    const state = this.#state(key)
    const kind = state?.chains.get(key)?.kind
    state?.chains.delete(key)
    if (isInterrupt(error)) {
      this.#context.run.interrupt(key)
      this.#context.run.end(key, { status: 'interrupted' })
    } else if (isControlFlow(error)) this.#context.run.end(key)
    else if (state === undefined) this.#context.run.end(key, { error })
    else this.#context.run.end(key, this.#chainFailure(state, { key, error, kind, isRoot: parent === undefined }))
  }

  #chainFailure(state: RunState, failed: { key: string; error: unknown; kind: Chain['kind'] | undefined; isRoot: boolean }): WorkEnd {
    const { error, key } = failed
    const wasSeen = this.#context.hasSeenError(key, error)
    if (state.isOverdue(error, wasSeen)) return { error, flags: ['deadline'] }
    if (this.#isCallersAbort(state, error, wasSeen || this.#hasSeenCause(key, error))) {
      state.wasAborted = true
      for (const step of state.aborted.splice(0)) this.#context.step.cancel(step)
      return { error, status: 'cancelled', flags: ['caller_aborted'] }
    }
    if (!wasSeen && !isAbort(error)) {
      if (isBadArguments(error)) state.calls.refused(key, error)
      else if (failed.kind === 'node') state.calls.failedIn(key, error)
    }
    if (failed.isRoot) {
      state.calls.over()
      // What waited beside it for a human waits no longer.
      this.#context.run.resume(key)
    }
    if (state.fed.delete(key)) return {}
    if (!isAbort(error)) state.hasFailed = true
    // What only passes a stream on fails with it: its error is told already, by the step that it came from.
    if (wasSeen && !failed.isRoot && failed.kind !== undefined && passingOn.has(failed.kind)) return {}
    if (wasSeen) return { error }
    if (isRemoteRefusal(error)) return { error, flags: ['remote_agent'] }
    return failed.kind === 'parser' || isParseError(error) ? { error, flags: ['parse_failed'] } : { error }
  }

  /** Middlewares wrap what they let through, under its name. */
  #hasSeenCause(key: string, error: unknown): boolean {
    let cause = readProperty(error, 'cause')
    for (let depth = 0; depth < 6 && cause !== undefined; depth++, cause = readProperty(cause, 'cause')) if (this.#context.hasSeenError(key, cause)) return true
    return false
  }

  /** On an abort the error of a node is its signal's reason, or a new one that no step has thrown; the root's own is a bare Error. */
  #isCallersAbort(state: RunState, error: unknown, wasSeen: boolean): boolean {
    if (state.hasFailed) return false
    if (isAbort(error)) return state.isStopped || !wasSeen
    return !wasSeen && isBare(error) && (state.isStopped || state.wasAborted || state.aborted.length !== 0)
  }

  // ---- models

  modelStart(run: RunInfo, { serialized, extra, messages }: { readonly serialized: unknown; readonly extra: unknown; readonly messages: unknown }): void {
    if (this.#context.step.has(run.key)) return
    streamBegins(run.key)
    const params = readProperty(extra, 'invocation_params')
    // A model of the host's that does not tell its name is known by its class.
    const name = modelName(params, run.metadata) ?? className(serialized)
    // What the answers before it were told comes before it.
    const known = this.#state(run.parent)
    known?.calls.answered(messages)
    this.#context.step.start(run.key, {
      type: 'model', name, parent: run.parent, operation: 'chat', lane: this.#lane('model', name, run), input: messages, isEntered: true,
    })
    const state = this.#state(run.key)
    if (state === undefined) return
    if (known === undefined) state.calls.answered(messages)
    const given = readProperty(readProperty(extra, 'options'), 'signal')
    const signal = given instanceof AbortSignal ? given : undefined
    state.goesOn(signal)
    if (signal !== undefined) state.signal = signal
    const around = flowsConfig()
    state.stepBegins(around)
    state.models.set(run.key, { signal, offered: offeredTools(params), parent: run.parent, startedAt: performance.now(), around, hasToken: false })
    const provider = readProperty(run.metadata, 'ls_provider')
    if (typeof provider === 'string') this.#context.step.set(run.key, 'model', { provider: provider as 'other' })
  }

  modelToken(key: string): void {
    const model = this.#state(key)?.models.get(key)
    if (model === undefined || model.hasToken) return
    model.hasToken = true
    this.#context.step.set(key, 'model', { streamed: true, ttftMs: Math.round((performance.now() - model.startedAt) * 1000) / 1000 })
  }

  modelEnd(key: string, output: unknown): void {
    const state = this.#state(key)
    const model = state?.models.get(key)
    state?.models.delete(key)
    this.#context.step.set(key, 'model', modelFacts(output))
    if (state !== undefined && model !== undefined) state.calls.asked({ key, parent: model.parent, offered: model.offered }, output)
    if (model?.parent === undefined) state?.calls.over()
    this.#context.step.end(key, { flags: answerFlags(output) })
  }

  modelError(key: string, error: unknown): void {
    const state = this.#state(key)
    const model = state?.models.get(key)
    const signal = model?.signal
    state?.models.delete(key)
    if (isInterrupt(error)) this.#context.step.end(key, { status: 'interrupted' })
    else if (isOwnDeadline(model)) {
      // Nobody has stopped the work around it.
      if (state !== undefined && state.signal === signal) state.signal = callersSignal(model?.around)
      this.#context.step.end(key, { error, flags: ['timed_out'] })
    } else if (isAbort(error) && signal?.aborted === true && !isDeadline(signal)) {
      const isConsequence = state?.hasFailed === true
      if (!isConsequence && isStoppedByGraph(model?.around)) {
        if (state !== undefined && state.signal === signal) state.signal = undefined
        this.#context.step.end(key, { error, flags: ['deadline'] })
        return
      }
      if (state !== undefined && !isConsequence) state.wasAborted = true
      this.#context.step.end(key, { error, status: 'cancelled', flags: [isConsequence ? 'sibling_cancelled' : 'caller_aborted'] })
    } else this.#context.step.end(key, isParseError(error) ? { error, flags: ['parse_failed'] } : isDeadline(signal) ? { error, flags: ['deadline'] } : this.#failure(key, error))
  }

  /** What fails after the run around it has failed, and was closed with it, is none of its reasons. */
  #failure(key: string, error: unknown): WorkEnd {
    const { step } = this.#context
    return step.has(key) && !step.isOpen(key) ? { error, flags: ['sibling_cancelled'] } : { error }
  }

  /** The host has left the stream of a run in its middle: what still ran for it has done what it was wanted for. */
  streamLeft(key: string): void {
    const state = this.#state(key)
    if (state === undefined) return
    for (const [model, { parent }] of state.models) if (model === key || state.isBeneath(parent, key)) this.modelEnd(model, undefined)
    for (const [chain, { parent }] of [...state.chains].reverse()) if (state.isBeneath(chain, key)) this.chainEnd(chain, undefined, parent)
  }

  // ---- tools and retrievers

  toolStart(run: RunInfo, serialized: unknown, input: unknown, callId: unknown): void {
    if (this.#context.step.has(run.key)) return
    const name = toolName(serialized, run.name)
    this.#context.step.start(run.key, {
      type: 'tool', name, parent: run.parent, operation: 'execute_tool', lane: this.#lane('tool', `${name ?? ''}|${typeof callId === 'string' ? callId : ''}`, run), input, isEntered: true,
    })
    const state = this.#state(run.key)
    const around = flowsConfig()
    state?.goesOn(signalOf(around))
    state?.stepBegins(around)
    state?.calls.started(callId, run.key, run.parent)
  }

  /** A tool did not start, because the arguments of its call broke its schema. */
  argumentsRefused({ callId, around, error }: { readonly callId: string; readonly around: string | undefined; readonly error: unknown }): void {
    const state = this.#state(around) ?? this.#context.currentState(() => new RunState(this.#context))
    state?.calls.refusedCall(callId, around, error)
  }

  toolEnd(key: string, output: unknown): void {
    const callId = this.#state(key)?.calls.ended(key)
    const hasFailed = (message: unknown): boolean => readProperty(message, 'status') === 'error'
    const isError = hasFailed(output) || (callId !== undefined && updatesOf(output).some((message) => hasFailed(message) && readProperty(message, 'tool_call_id') === callId))
    this.#context.step.end(key, isError ? { status: 'error', flags: ['result_error'] } : {})
  }

  toolError(key: string, error: unknown): void {
    const state = this.#state(key)
    state?.calls.ended(key)
    const around = flowsConfig()
    const signal = callersSignal(around)
    if (state !== undefined && signal?.aborted === true) state.signal = signal
    // LangGraph stops what runs beside a failure: the caller's own signal is silent then.
    const isConsequence = isAbort(error) && state?.hasFailed === true && signal?.aborted !== true && signalOf(around)?.aborted === true
    if (isInterrupt(error)) {
      this.#context.run.interrupt(key)
      this.#context.step.end(key, { status: 'interrupted' })
    } else if (isControlFlow(error)) this.#context.step.end(key)
    else if (isConsequence) this.#context.step.end(key, { error, status: 'cancelled', flags: ['sibling_cancelled'] })
    else if (isAbort(error) && isStoppedByGraph(around)) this.#context.step.end(key, { error, flags: ['deadline'] })
    else if (isAbort(error) && state?.signal?.aborted === true && !isDeadline(state.signal)) this.#context.step.end(key, { error, status: 'cancelled', flags: ['caller_aborted'] })
    else if (error !== undefined && error === state?.signal?.reason) this.#context.step.end(key, { error, flags: ['deadline'] })
    else {
      if (isAbort(error)) state?.aborted.push(key)
      this.#context.step.end(key, this.#failure(key, error))
    }
  }

  retrieverStart(run: RunInfo, serialized: unknown, query: unknown): void {
    if (this.#context.step.has(run.key)) return
    const name = retrieverName(serialized, run.name)
    this.#context.step.start(run.key, {
      type: 'retrieval', name, parent: run.parent, operation: 'retrieve', lane: this.#lane('retrieval', name, run), input: query, isEntered: true,
    })
  }

  retrieverEnd(key: string, documents: unknown): void {
    if (Array.isArray(documents)) this.#context.step.set(key, 'retrieval', { documentCount: documents.length })
    this.#context.step.end(key)
  }

  retrieverError(key: string, error: unknown): void {
    if (isProviderError(error) && !this.#context.hasSeenError(key, error)) this.#context.step.end(key, { error, flags: ['embedding_call'] })
    else this.toolError(key, error)
  }

  /** A call of embeddings, which have no callbacks; around it the client's own requests are its attempts. */
  embedding(embeddings: unknown, input: unknown, call: () => unknown): unknown {
    const key = {}
    const { step, within } = this.#context
    const name = [readProperty(embeddings, 'model'), readProperty(embeddings, 'modelName')].find((value) => typeof value === 'string') as string | undefined
    step.start(key, { type: 'model', name, operation: 'embeddings', lane: `embeddings|${name ?? ''}`, input })
    const result = within(key, call)
    if (result instanceof Promise) {
      // Another promise of the same outcome: who only listened would have handled a rejection that the host forgot.
      return result.then((value: unknown) => {
        step.end(key)
        return value
      }, (error: unknown) => {
        step.end(key, { error })
        throw error
      })
    }
    step.end(key)
    return result
  }

  #lane(type: string, name: string | undefined, { parent, metadata }: RunInfo): string | undefined {
    return lane(type, name, this.#state(parent)?.placeOf(parent) ?? parent, metadata)
  }

  #state(key: string | undefined): RunState | undefined {
    return key === undefined ? undefined : this.#context.runState(key, () => new RunState(this.#context))
  }
}
