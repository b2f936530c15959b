import { readProperty } from '@agenttracer/sdk-core'
import { isLookup } from './flow-lookup.ts'
import type { LangChainHook } from './hook.ts'
import { hasQuietChildren, isQuiet, quietChild, quietChildOf, quietCopy, unshare } from './quiet-manager.ts'
import { replaceMethod } from './replace-method.ts'

type Hooks = ReadonlySet<LangChainHook>

/**
 * Every run gets a manager, also one that nobody has given callbacks: without one LangChain tells nobody. Core is asked as if there were
 * no manager; only if it wants none (no handlers, no tracing by environment) is a cheap one made.
 */
export function patchConfigure(managerClass: unknown, hooks: Hooks): () => void {
  return replaceMethod(managerClass, '_configureSync', (original) => function configureTraced(this: unknown, ...args) {
    const [given, local, ...config] = args
    if (hooks.size === 0 || typeof managerClass !== 'function') return original.apply(this, args)
    if (!isQuiet(given, managerClass) || local !== undefined) return original.apply(this, args) ?? Reflect.construct(managerClass, [])
    const isThrownAway = isLookup(given)
    if (original.call(this, undefined, undefined, ...config) !== undefined) return original.apply(this, args)
    return isThrownAway ? undefined : quietChild(given, managerClass, config)
  })
}

/** Managers without handlers are copied for every runnable: core's own way to do it is most of what tracing would cost. */
export function patchCopies(module: unknown, managerClass: unknown, hooks: Hooks): readonly (() => void)[] {
  if (typeof managerClass !== 'function') return []
  const copy = replaceMethod(managerClass.prototype, 'copy', (original) => function copied(this: unknown, ...args) {
    const isPlain = hooks.size !== 0 && isQuiet(this, managerClass) && (args[0] === undefined || (Array.isArray(args[0]) && args[0].length === 0))
    return isPlain ? quietCopy(this, managerClass) : original.apply(this, args)
  })
  const children = ['CallbackManagerForChainRun', 'CallbackManagerForToolRun', 'CallbackManagerForRetrieverRun'].map((name) =>
    replaceMethod(readProperty(readProperty(module, name), 'prototype'), 'getChild', (original) => function childOf(this: unknown, ...args) {
      return hooks.size !== 0 && hasQuietChildren(this) ? quietChildOf(this, managerClass, args[0]) : original.apply(this, args)
    }))
  const changes = ['addTags', 'removeTags', 'addMetadata', 'removeMetadata'].map((name) =>
    replaceMethod(managerClass.prototype, name, (original) => function changed(this: unknown, ...args) {
      if (hooks.size !== 0 && isQuiet(this, managerClass)) unshare(this)
      return original.apply(this, args)
    }))
  return [copy, ...children, ...changes]
}
