import type { AgentTracer, PluginContext } from '@agenttracer/sdk-core'
import { LangChainHook, type RunInfo } from './hook.ts'

const handlerName = 'agenttracer'

const hooks = new WeakMap<PluginContext, LangChainHook>()

/** One hook for each tracer, so that a run seen through the plugin and through a handler is one run. */
export function hookOf(context: PluginContext): LangChainHook {
  const known = hooks.get(context)
  if (known !== undefined) return known
  const hook = new LangChainHook(context)
  hooks.set(context, hook)
  return hook
}

const info = (key: string, parent: string | undefined, name: string | undefined, tags: readonly string[] | undefined, metadata: unknown): RunInfo => ({
  key, parent, name, tags: tags ?? [], metadata,
})

/**
 * The callback handler behind `langchain()`. It takes the starts where core calls tracers directly (`_createRunFor...`): in the caller's
 * own flow, so that HTTP requests below are tied to the step, and before anything else of the step happens. Cores without that call take
 * the public start methods instead; whichever comes first counts.
 */
export class TracingHandler {
  readonly name: string = handlerName
  /** Ends are taken at once: a queue would lose their order and time. */
  readonly awaitHandlers = true
  readonly raiseError = false
  readonly ignoreLLM = false
  readonly ignoreChain = false
  readonly ignoreAgent = false
  readonly ignoreRetriever = false
  readonly ignoreCustomEvent = true
  readonly lc_serializable = false
  readonly #hook: LangChainHook
  readonly #guard: PluginContext['guard']

  constructor(context: PluginContext) {
    this.#hook = hookOf(context)
    this.#guard = context.guard
  }

  copy(): this {
    return this
  }

  toJSON(): { lc: number; type: 'not_implemented'; id: string[] } {
    return { lc: 1, type: 'not_implemented', id: [handlerName] }
  }

  /** Core takes a handler with this method for a tracer and calls the `_createRunFor...` methods in the caller's flow. */
  _addRunToRunMap(): void {}

  _createRunForChatModelStart(model: unknown, messages: unknown, key: string, parent?: string, extra?: unknown, tags?: string[], metadata?: unknown, name?: string): void {
    this.#guard(() => this.#hook.modelStart(info(key, parent, name, tags, metadata), { serialized: model, extra, messages: Array.isArray(messages) ? messages[0] : undefined }))()
  }

  _createRunForLLMStart(model: unknown, prompts: unknown, key: string, parent?: string, extra?: unknown, tags?: string[], metadata?: unknown, name?: string): void {
    this.#guard(() => this.#hook.modelStart(info(key, parent, name, tags, metadata), { serialized: model, extra, messages: Array.isArray(prompts) ? prompts[0] : undefined }))()
  }

  _createRunForChainStart(chain: unknown, inputs: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, type?: string, name?: string): void {
    this.#guard(() => this.#hook.chainStart(info(key, parent, name, tags, metadata), { serialized: chain, inputs, type }))()
  }

  _createRunForToolStart(tool: unknown, input: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, name?: string, callId?: string): void {
    this.#guard(() => this.#hook.toolStart(info(key, parent, name, tags, metadata), tool, input, callId))()
  }

  _createRunForRetrieverStart(retriever: unknown, query: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, name?: string): void {
    this.#guard(() => this.#hook.retrieverStart(info(key, parent, name, tags, metadata), retriever, query))()
  }

  handleChatModelStart(model: unknown, messages: unknown, key: string, parent?: string, extra?: unknown, tags?: string[], metadata?: unknown, name?: string): void {
    this._createRunForChatModelStart(model, messages, key, parent, extra, tags, metadata, name)
  }

  handleLLMStart(model: unknown, prompts: unknown, key: string, parent?: string, extra?: unknown, tags?: string[], metadata?: unknown, name?: string): void {
    this._createRunForLLMStart(model, prompts, key, parent, extra, tags, metadata, name)
  }

  handleLLMNewToken(_token: unknown, _index: unknown, key: string): void {
    this.#guard(() => this.#hook.modelToken(key))()
  }

  handleLLMEnd(output: unknown, key: string): void {
    this.#guard(() => this.#hook.modelEnd(key, output))()
  }

  handleLLMError(error: unknown, key: string): void {
    this.#guard(() => this.#hook.modelError(key, error))()
  }

  handleChainStart(chain: unknown, inputs: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, type?: string, name?: string): void {
    this._createRunForChainStart(chain, inputs, key, parent, tags, metadata, type, name)
  }

  handleChainEnd(outputs: unknown, key: string, parent?: string): void {
    this.#guard(() => this.#hook.chainEnd(key, outputs, parent))()
  }

  handleChainError(error: unknown, key: string, parent?: string): void {
    this.#guard(() => this.#hook.chainError(key, error, parent))()
  }

  handleToolStart(tool: unknown, input: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, name?: string, callId?: string): void {
    this._createRunForToolStart(tool, input, key, parent, tags, metadata, name, callId)
  }

  handleToolEnd(output: unknown, key: string): void {
    this.#guard(() => this.#hook.toolEnd(key, output))()
  }

  handleToolError(error: unknown, key: string): void {
    this.#guard(() => this.#hook.toolError(key, error))()
  }

  handleRetrieverStart(retriever: unknown, query: unknown, key: string, parent?: string, tags?: string[], metadata?: unknown, name?: string): void {
    this._createRunForRetrieverStart(retriever, query, key, parent, tags, metadata, name)
  }

  handleRetrieverEnd(documents: unknown, key: string): void {
    this.#guard(() => this.#hook.retrieverEnd(key, documents))()
  }

  handleRetrieverError(error: unknown, key: string): void {
    this.#guard(() => this.#hook.retrieverError(key, error))()
  }
}

/**
 * For those who name their callbacks: `agent.invoke(input, { callbacks: [new AgentTracerCallbackHandler(tracer)] })`.
 * Not needed beside `langchain()`; together they record each run once.
 */
export class AgentTracerCallbackHandler extends TracingHandler {
  constructor(tracer: AgentTracer) {
    super(tracer.context('langchain'))
  }
}
