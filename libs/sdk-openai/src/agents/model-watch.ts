import { readProperty, type PluginContext } from '@agenttracer/sdk-core'
import { answerOf, offeredTo } from './model-answer.ts'
import { declaredTool, readArguments } from '../answer.ts'
import { failureOf, signalOf } from '../signals.ts'

type Method = (this: unknown, ...args: unknown[]) => unknown

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isFunction = (value: unknown): value is Method => typeof value === 'function'

/** Whose models call the openai client: that plugin tells their calls, with every attempt. */
const ofTheClient = /^OpenAI(Responses|ChatCompletions)/
const usesClient = (model: object): boolean => ofTheClient.test(text(readProperty(readProperty(model, 'constructor'), 'name')) ?? '')

/** The model that was asked for, where the host's own class names it; else the class. */
const nameOf = (model: object): string | undefined => {
  for (const field of ['model', 'modelId', 'modelName', 'name']) {
    const name = text(readProperty(model, field))
    if (name !== undefined) return name
  }
  return text(readProperty(readProperty(model, 'constructor'), 'name'))
}

export interface ModelWatcher {
  readonly context: PluginContext
  readonly isStopped: boolean
}

/** Kept at the model alone: hosts may make one for every request. */
const watchers = new WeakMap<object, Set<ModelWatcher>>()

const isModel = (value: unknown): value is object => isObject(value) && isFunction(readProperty(value, 'getResponse'))

/** Models that a model holds in its fields: it asks them (a fallback, a router, a cache), and their calls are the ones to show. */
const modelsIn = (model: object): readonly object[] => Object.keys(model).map((field) => readProperty(model, field)).flatMap((held) => (Array.isArray(held) ? held.filter(isModel) : isModel(held) ? [held] : []))

/** Models in models: further down nobody looks. */
const maxDepth = 4

/** Watches a model that is not the openai client's: `getResponse` and `getStreamedResponse` of the host's own object. */
export function watchModel(model: unknown, watcher: ModelWatcher, depth = 0): void {
  if (depth > maxDepth || !isModel(model) || usesClient(model)) return
  const held = watchers.has(model) ? [] : modelsIn(model)
  if (held.length > 0) {
    for (const each of held) watchModel(each, watcher, depth + 1)
    return
  }
  const known = watchers.get(model)
  if (known !== undefined) {
    known.add(watcher)
    return
  }
  const own = new Set([watcher])
  watchers.set(model, own)
  replace(model, 'getResponse', (original) => function getResponse(this: unknown, ...args) {
    const calls = begin(this, args[0], own)
    const result = within(calls, () => original.apply(this, args))
    // Beside the SDK's own promise: what it gets is untouched.
    if (result instanceof Promise) result.then((response: unknown) => calls.forEach((call) => call.ended(response)), (error: unknown) => calls.forEach((call) => call.failed(error)))
    else calls.forEach((call) => call.ended(result))
    return result
  })
  replace(model, 'getStreamedResponse', (original) => function getStreamedResponse(this: unknown, ...args) {
    const calls = begin(this, args[0], own)
    // The SDK iterates what it gets, and nothing else.
    return passOn(within(calls, () => original.apply(this, args)) as AsyncIterable<unknown>, calls)
  })
}

const within = (calls: readonly ModelCall[], fn: () => unknown): unknown => calls.reduceRight<() => unknown>((inner, call) => () => call.within(inner), fn)()

function replace(model: object, name: string, wrap: (original: Method) => Method): void {
  const original = readProperty(model, name)
  if (!isFunction(original) || !Object.isExtensible(model)) return
  Object.defineProperty(model, name, { value: wrap(original), configurable: true, writable: true, enumerable: false })
}

function begin(model: unknown, request: unknown, own: ReadonlySet<ModelWatcher>): readonly ModelCall[] {
  if (!isObject(model)) return []
  return [...own].filter(({ isStopped }) => !isStopped).map(({ context }) => new ModelCall(context, model, request))
}

async function* passOn(events: AsyncIterable<unknown>, calls: readonly ModelCall[]): AsyncGenerator<unknown> {
  let hasPart = false
  let response: unknown
  let isOver = false
  try {
    for await (const event of events) {
      if (!hasPart) calls.forEach((call) => call.firstPart())
      hasPart = true
      if (readProperty(event, 'type') === 'response_done') response = readProperty(event, 'response')
      yield event
    }
    isOver = true
    calls.forEach((call) => call.ended(response))
  } catch (error) {
    isOver = true
    calls.forEach((call) => call.failed(error, hasPart))
    throw error
  } finally {
    if (!isOver) calls.forEach((call) => call.left())
  }
}

/** One call of a model of the host's own. Every verb of the context is total. */
class ModelCall {
  readonly #context: PluginContext
  readonly #signal: AbortSignal | undefined
  readonly #offered: readonly string[]
  readonly #mayOfferMore: boolean
  readonly #startedAt = performance.now()

  constructor(context: PluginContext, model: object, request: unknown) {
    this.#context = context
    this.#signal = signalOf(request)
    this.#offered = offeredTo(request)
    this.#mayOfferMore = !Array.isArray(readProperty(request, 'tools')) || readProperty(request, 'prompt') != null
    const name = nameOf(model)
    context.step.start(this, { type: 'model', name, operation: 'chat', lane: `agents-model|${name ?? ''}`, input: readProperty(request, 'input') })
  }

  within<R>(fn: () => R): R {
    return this.#context.within(this, fn)
  }

  firstPart(): void {
    this.#context.step.set(this, 'model', { streamed: true, ttftMs: Math.round((performance.now() - this.#startedAt) * 1000) / 1000 })
  }

  ended(response: unknown): void {
    const answer = answerOf(response)
    this.#context.step.set(this, 'model', answer.facts)
    this.#context.step.end(this, { flags: answer.flags })
    for (const { name, args } of answer.toolCalls) {
      const isOffered = name !== undefined && (this.#mayOfferMore || this.#offered.includes(name))
      const read = readArguments(args)
      if (isOffered && read !== undefined) continue
      const key = {}
      this.#context.step.start(key, { type: 'tool', name: declaredTool(this.#offered, name), operation: 'execute_tool' })
      this.#context.step.end(key, { status: 'error', flags: [isOffered ? 'invalid_tool_arguments' : 'unknown_tool'] })
    }
  }

  /** The SDK stopped reading. */
  left(): void {
    this.#context.step.end(this)
  }

  failed(error: unknown, hasStarted = false): void {
    this.#context.step.end(this, failureOf(error, this.#signal, hasStarted))
  }
}
