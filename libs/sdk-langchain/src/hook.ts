import { readProperty, type PluginContext, type WorkEnd } from '@agenttracer/sdk-core'
import { modelFacts } from './counts.ts'
import { chainOf, lane, modelName, offeredTools, retrieverName, toolName, type ChainKind } from './names.ts'
import { answerFlags, isAbort, isBadArguments, isBare, isControlFlow, isDeadline, isInterrupt, isParseError } from './signals.ts'
import { ToolCalls } from './tool-calls.ts'

export interface RunInfo {
  readonly key: string
  readonly parent: string | undefined
  readonly name: string | undefined
  readonly tags: readonly string[]
  readonly metadata: unknown
}

interface OpenModel {
  readonly signal: AbortSignal | undefined
  readonly offered: readonly string[]
  readonly parent: string | undefined
  readonly startedAt: number
  hasToken: boolean
}

/** What the adapter remembers of one run of the host; it lives and dies with the recorder's run. */
class RunState {
  readonly calls: ToolCalls
  readonly models = new Map<string, OpenModel>()
  readonly kinds = new Map<string, ChainKind>()
  wasAborted = false
  hasFailed = false

  constructor(context: PluginContext) {
    this.calls = new ToolCalls(context)
  }
}

const showOf = { agent: 'always', node: 'folded', graph: 'folded', named: 'folded', function: 'failed', parser: 'failed', plumbing: 'hidden' } as const

/** Translates LangChain's callbacks into the recorder's verbs. */
export class LangChainHook {
  readonly #context: PluginContext

  constructor(context: PluginContext) {
    this.#context = context
  }

  // ---- chains, graphs, nodes

  chainStart(run: RunInfo, serialized: unknown, type: string | undefined): void {
    if (this.#context.step.has(run.key)) return
    const chain = chainOf(serialized, { name: run.name, type, tags: run.tags, metadata: run.metadata })
    if (run.parent === undefined || !this.#context.step.has(run.parent)) {
      this.#context.run.start(run.key, { name: chain.name, isAgent: chain.kind === 'agent' || chain.kind === 'graph' })
    } else {
      const show = chain.kind === 'graph' && chain.name === undefined ? 'hidden' : showOf[chain.kind]
      this.#context.step.start(run.key, {
        type: chain.kind === 'agent' ? 'agent' : 'orchestration',
        name: chain.name,
        parent: run.parent,
        operation: chain.kind === 'agent' ? 'invoke_agent' : chain.kind === 'parser' ? 'parse' : chain.kind === 'node' ? 'node' : undefined,
        show,
        lane: chain.kind === 'node' ? lane('node', chain.name, run.parent, run.metadata) : undefined,
        isEntered: true,
      })
    }
    this.#state(run.key)?.kinds.set(run.key, chain.kind)
  }

  chainEnd(key: string, outputs: unknown, parent: string | undefined): void {
    const state = this.#state(key)
    state?.calls.answered(Array.isArray(outputs) ? outputs : readProperty(outputs, 'messages'), key)
    if (parent === undefined) state?.calls.over()
    if (readProperty(outputs, '__interrupt__') !== undefined) this.#context.run.interrupt(key)
    state?.kinds.delete(key)
    this.#context.run.end(key)
  }

  chainError(key: string, error: unknown, parent: string | undefined): void {
    const state = this.#state(key)
    const kind = state?.kinds.get(key)
    state?.kinds.delete(key)
    if (isInterrupt(error)) {
      this.#context.run.interrupt(key)
      this.#context.run.end(key, { status: 'interrupted' })
    } else if (isControlFlow(error)) this.#context.run.end(key)
    else if (state === undefined) this.#context.run.end(key, { error })
    else this.#context.run.end(key, this.#chainFailure(state, { key, error, kind, isRoot: parent === undefined }))
  }

  #chainFailure(state: RunState, failed: { key: string; error: unknown; kind: ChainKind | undefined; isRoot: boolean }): WorkEnd {
    const { error, key } = failed
    const wasSeen = this.#context.hasSeenError(key, error)
    const openSignals = [...state.models.values()].map((model) => model.signal)
    if (openSignals.some(isDeadline) && !wasSeen) return { error, flags: ['deadline'] }
    const isFired = openSignals.some((signal) => signal?.aborted === true)
    // On an abort the error of the node is a new one that no step has thrown; the root's own is a bare Error.
    if (!wasSeen && !state.hasFailed && (isAbort(error) || (isBare(error) && (state.wasAborted || isFired)))) {
      state.wasAborted = true
      return { error, status: 'cancelled', flags: ['caller_aborted'] }
    }
    if (!wasSeen && isBadArguments(error)) state.calls.refused(key, error)
    if (failed.isRoot) state.calls.over()
    state.hasFailed = true
    return failed.kind === 'parser' || (!wasSeen && isParseError(error)) ? { error, flags: ['parse_failed'] } : { error }
  }

  // ---- models

  modelStart(run: RunInfo, extra: unknown, messages: unknown): void {
    if (this.#context.step.has(run.key)) return
    const params = readProperty(extra, 'invocation_params')
    const name = modelName(params, run.metadata)
    this.#context.step.start(run.key, {
      type: 'model', name, parent: run.parent, operation: 'chat', lane: lane('model', name, run.parent, run.metadata), input: messages, isEntered: true,
    })
    const state = this.#state(run.key)
    if (state === undefined) return
    state.calls.answered(messages)
    const signal = readProperty(readProperty(extra, 'options'), 'signal')
    state.models.set(run.key, { signal: signal instanceof AbortSignal ? signal : undefined, offered: offeredTools(params), parent: run.parent, startedAt: performance.now(), hasToken: false })
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
    const signal = state?.models.get(key)?.signal
    state?.models.delete(key)
    if (isInterrupt(error)) this.#context.step.end(key, { status: 'interrupted' })
    else if (isAbort(error) && signal?.aborted === true && !isDeadline(signal)) {
      const isConsequence = state?.hasFailed === true
      if (state !== undefined && !isConsequence) state.wasAborted = true
      this.#context.step.end(key, { error, status: 'cancelled', flags: [isConsequence ? 'sibling_cancelled' : 'caller_aborted'] })
    } else this.#context.step.end(key, isParseError(error) ? { error, flags: ['parse_failed'] } : isDeadline(signal) ? { error, flags: ['deadline'] } : { error })
  }

  // ---- tools and retrievers

  toolStart(run: RunInfo, serialized: unknown, input: unknown, callId: unknown): void {
    if (this.#context.step.has(run.key)) return
    const name = toolName(serialized, run.name)
    this.#state(run.parent)?.calls.started(callId)
    this.#context.step.start(run.key, {
      type: 'tool', name, parent: run.parent, operation: 'execute_tool', lane: lane('tool', `${name ?? ''}|${typeof callId === 'string' ? callId : ''}`, run.parent, run.metadata), input, isEntered: true,
    })
  }

  toolEnd(key: string, output: unknown): void {
    const isError = readProperty(output, 'status') === 'error'
    this.#context.step.end(key, isError ? { status: 'error', flags: ['result_error'] } : {})
  }

  toolError(key: string, error: unknown): void {
    if (isInterrupt(error)) {
      this.#context.run.interrupt(key)
      this.#context.step.end(key, { status: 'interrupted' })
    } else if (isControlFlow(error)) this.#context.step.end(key)
    else this.#context.step.end(key, { error })
  }

  retrieverStart(run: RunInfo, serialized: unknown, query: unknown): void {
    if (this.#context.step.has(run.key)) return
    const name = retrieverName(serialized, run.name)
    this.#context.step.start(run.key, {
      type: 'retrieval', name, parent: run.parent, operation: 'retrieve', lane: lane('retrieval', name, run.parent, run.metadata), input: query, isEntered: true,
    })
  }

  retrieverEnd(key: string, documents: unknown): void {
    if (Array.isArray(documents)) this.#context.step.set(key, 'retrieval', { documentCount: documents.length })
    this.#context.step.end(key)
  }

  #state(key: string | undefined): RunState | undefined {
    return key === undefined ? undefined : this.#context.runState(key, () => new RunState(this.#context))
  }
}
