import { readProperty } from '@agenttracer/sdk-core'
import { looksIn } from './flow-lookup.ts'
import type { LangChainHook } from './hook.ts'
import { replaceMethod } from './replace-method.ts'

/** The method is the class's: the module only gives away its one object. */
const prototypeOf = (module: unknown): unknown => {
  const provider = readProperty(module, 'AsyncLocalStorageProviderSingleton')
  return typeof provider === 'object' && provider !== null ? Object.getPrototypeOf(provider) : undefined
}

/** Runs it within what each of the hooks makes current. */
function inside(hooks: ReadonlySet<LangChainHook>, enter: (hook: LangChainHook, inner: () => unknown) => unknown, fn: () => unknown): unknown {
  let entered = fn
  for (const hook of hooks) {
    const inner = entered
    entered = () => enter(hook, inner)
  }
  return entered()
}

/**
 * Where core runs functions of the host's (lambdas, fallbacks, streams). Work that they begin without handing their config on is tied to the run
 * by core only where LangGraph is loaded, and a client of another library's never: the outermost run is made the current one for them. It is not
 * simply entered at its start, because a batch starts all of its items in one flow.
 */
export function patchFlow(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  return replaceMethod(prototypeOf(module), 'runWithConfig', (original) => function runTraced(this: unknown, config, callback, ...more) {
    const manager = readProperty(config, 'callbacks')
    const around = readProperty(manager, '_parentRunId')
    if (typeof around !== 'string' || typeof callback !== 'function') return original.call(this, config, callback, ...more)
    const called = (): unknown => {
      looksIn(undefined)
      return callback()
    }
    return inside(hooks, (hook, inner) => hook.inOutermost(around, inner), () => {
      looksIn(manager as object)
      return original.call(this, config, called, ...more)
    })
  })
}

/**
 * A model with a cache starts its step in a function of its own and then asks in another flow: without this its requests would belong to no step.
 * Several prompts at once are several steps, and nothing tells which of them a request is for.
 */
export function patchCachedModels(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  return replaceMethod(readProperty(readProperty(module, 'BaseChatModel'), 'prototype'), '_generateUncached', (original) => function askTraced(this: unknown, ...args) {
    const started = args[3]
    const key = Array.isArray(started) && started.length === 1 ? readProperty(started[0], 'runId') : undefined
    if (typeof key !== 'string') return original.apply(this, args)
    return inside(hooks, (hook, inner) => hook.within(key, inner), () => original.apply(this, args))
  })
}
