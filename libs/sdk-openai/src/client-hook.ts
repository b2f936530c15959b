import { readProperty, type PluginContext } from '@agenttracer/sdk-core'
import { Call } from './call.ts'
import { endpoints, type Endpoint } from './endpoints.ts'
import { observe } from './observe.ts'

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
  const served = new Set<object>()
  for (const context of contexts) {
    // Two plugins of one tracer may both watch the client: the call is one step.
    if (served.has(context.owner)) continue
    served.add(context.owner)
    quietly(() => calls.push(new Call(context, endpoint, { body: request.args[0], options: request.args[1], isAzure })))
  }
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

/** Wraps one method of an object (a prototype or a client's own resource); answers how to undo it. */
function watch(target: object, name: string, endpoint: Endpoint, context: PluginContext): () => void {
  const current = readProperty(target, name)
  if (typeof current !== 'function') return () => undefined
  const known = watchers.get(current as Method)
  if (known !== undefined && Object.hasOwn(target, name)) {
    known.add(context)
    return () => known.delete(context)
  }
  const contexts = new Set([context])
  const wrapped = wrap(current as Method, endpoint, contexts)
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

/** Watches one client. */
export function watchClient(client: unknown, context: PluginContext): () => void {
  const undo = endpoints.flatMap((endpoint) => {
    const resource = at(client, endpoint.path)
    return typeof resource === 'object' && resource !== null ? endpoint.methods.map((name) => watch(resource, name, endpoint, context)) : []
  })
  return () => undo.forEach((each) => each())
}

/** The class that a resource of the client is made of, found from the client class: `OpenAI.Chat.Completions`, `OpenAI.Embeddings`. */
function resourceClass(clientClass: unknown, path: readonly string[]): unknown {
  return path.reduce((value, key) => readProperty(value, key.charAt(0).toUpperCase() + key.slice(1)), clientClass)
}

/** Watches every client that is made of this copy of the module, also those that exist already. */
export function watchModule(clientClass: unknown, context: PluginContext): () => void {
  const undo = endpoints.flatMap((endpoint) => {
    const prototype = readProperty(resourceClass(clientClass, endpoint.path), 'prototype')
    return typeof prototype === 'object' && prototype !== null ? endpoint.methods.map((name) => watch(prototype, name, endpoint, context)) : []
  })
  return () => undo.forEach((each) => each())
}
