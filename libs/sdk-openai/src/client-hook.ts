import { readProperty, type PluginContext } from '@agenttracer/sdk-core'
import { Call } from './call.ts'
import { endpoints, type Endpoint } from './endpoints.ts'
import { observe } from './observe.ts'
import { ToolLoop } from './tool-loop.ts'

type Method = (this: unknown, ...args: readonly unknown[]) => unknown

/** Which context watches a wrapped method: several tracers may watch the same one. */
const watchers = new WeakMap<Method, Set<PluginContext>>()
/** A helper that calls another wrapped method (parse calls create) is one call. */
let depth = 0

function wrap(original: Method, endpoint: Endpoint, contexts: Set<PluginContext>): Method {
  return function traced(this: unknown, ...args) {
    if (depth > 0 || contexts.size === 0) return original.apply(this, [...args])
    const calls = begin(endpoint, contexts, { client: readProperty(this, '_client'), args })
    const run = calls.reduceRight<() => unknown>((inner, call) => () => call.within(inner), () => nested(() => original.apply(this, [...args])))
    let result: unknown
    try {
      result = run()
    } catch (error) {
      for (const call of calls) quietly(() => call.failed(error))
      throw error
    }
    for (const call of calls) quietly(() => observe(result, call))
    return result
  }
}

function begin(endpoint: Endpoint, contexts: Set<PluginContext>, request: { client: unknown; args: readonly unknown[] }): Call[] {
  const isAzure = typeof readProperty(request.client, 'deploymentName') === 'string' || typeof readProperty(request.client, 'apiVersion') === 'string'
  const calls: Call[] = []
  for (const context of oneOfEachTracer(contexts)) quietly(() => calls.push(new Call(context, endpoint, { body: request.args[0], options: request.args[1], isAzure })))
  return calls
}

/** The methods of the client return at once; what they call on the way is part of the same call. */
function nested<R>(fn: () => R): R {
  depth++
  try {
    return fn()
  } finally {
    depth--
  }
}

function quietly(fn: () => void): void {
  try {
    fn()
  } catch {
    // A hook must not reach the host; the recorder's verbs count what they swallow.
  }
}

/** The helper that calls the model and the host's functions in turns. */
function wrapLoop(original: Method, contexts: Set<PluginContext>): Method {
  return function loopTraced(this: unknown, ...args) {
    const loops: ToolLoop[] = []
    for (const context of oneOfEachTracer(contexts)) quietly(() => loops.push(new ToolLoop(context)))
    const body = loops.reduce((request, loop) => loop.watched(request), args[0])
    const run = loops.reduceRight<() => unknown>((inner, loop) => () => loop.within(inner), () => original.apply(this, [body, ...args.slice(1)]))
    let runner: unknown
    try {
      runner = run()
    } catch (error) {
      for (const loop of loops) quietly(() => loop.end({ error }))
      throw error
    }
    for (const loop of loops) quietly(() => loop.observe(runner, args))
    return runner
  }
}

/** Two plugins of one tracer may both watch the client: the call is one step. */
function oneOfEachTracer(contexts: Iterable<PluginContext>): readonly PluginContext[] {
  const served = new Set<object>()
  return [...contexts].filter(({ owner }) => !served.has(owner) && served.add(owner))
}

type Wrap = (original: Method, contexts: Set<PluginContext>) => Method

/** Wraps one method of an object (a prototype or a client's own resource); answers how to undo it. */
function watch(target: object, name: string, wrapWith: Wrap, context: PluginContext): () => void {
  const current = readProperty(target, name)
  if (typeof current !== 'function') return () => undefined
  const known = watchers.get(current as Method)
  if (known !== undefined && Object.hasOwn(target, name)) {
    known.add(context)
    return () => known.delete(context)
  }
  const contexts = new Set([context])
  const wrapped = wrapWith(current as Method, contexts)
  watchers.set(wrapped, contexts)
  const own = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { value: wrapped, configurable: true, writable: true, enumerable: own?.enumerable ?? false })
  return () => {
    contexts.delete(context)
    if (contexts.size !== 0 || readProperty(target, name) !== wrapped) return
    if (own === undefined) Reflect.deleteProperty(target, name)
    else Object.defineProperty(target, name, own)
  }
}

const at = (root: unknown, path: readonly string[]): unknown => path.reduce((value, key) => readProperty(value, key), root)

/** Everything that is watched, on whatever holds the methods. */
function watchAll(holderOf: (path: readonly string[]) => unknown, context: PluginContext): () => void {
  const watched = endpoints.flatMap((endpoint) => endpoint.methods.map((name) => ({ path: endpoint.path, name, wrapWith: (original: Method, contexts: Set<PluginContext>) => wrap(original, endpoint, contexts) })))
  const undo = [...watched, ...loops].map(({ path, name, wrapWith }) => {
    const holder = holderOf(path)
    return typeof holder === 'object' && holder !== null ? watch(holder, name, wrapWith, context) : () => undefined
  })
  return () => undo.forEach((each) => each())
}

/** Older clients have it beside the released resources. */
const loops: readonly { readonly path: readonly string[]; readonly name: string; readonly wrapWith: Wrap }[] = [
  { path: ['chat', 'completions'], name: 'runTools', wrapWith: wrapLoop },
  { path: ['beta', 'chat', 'completions'], name: 'runTools', wrapWith: wrapLoop },
]

/** Watches one client. */
export const watchClient = (client: unknown, context: PluginContext): (() => void) => watchAll((path) => at(client, path), context)

/** The class that a resource of the client is made of, found from the client class: `OpenAI.Chat.Completions`, `OpenAI.Embeddings`. */
function resourceClass(clientClass: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => readProperty(value, key.charAt(0).toUpperCase() + key.slice(1)), clientClass)
}

/** Watches every client that is made of this copy of the module, also those that exist already. */
export const watchModule = (clientClass: unknown, context: PluginContext): (() => void) =>
  watchAll((path) => readProperty(resourceClass(clientClass, path), 'prototype'), context)
