import { createRequire } from 'node:module'
import * as ownCopy from '@langchain/core/callbacks/manager'
import { readProperty } from '@agenttracer/sdk-core'
import { handlerName, type TracingHandler } from './callback-handler.ts'

interface Manager {
  readonly handlers: readonly unknown[]
  addHandler(handler: unknown, inherit?: boolean): void
}

type Configure = (this: unknown, ...args: unknown[]) => Manager | undefined

interface ManagerClass {
  new (): Manager
  _configureSync: Configure
}

/** Handlers to add, by patched class. The first one patches, the last one restores. */
const added = new WeakMap<ManagerClass, { readonly handlers: Set<TracingHandler>; readonly original: Configure }>()

const isManagerClass = (value: unknown): value is ManagerClass => typeof value === 'function' && typeof readProperty(value, '_configureSync') === 'function'

const hasOurs = (manager: Manager, handler: TracingHandler): boolean =>
  manager.handlers.some((known) => known === handler || readProperty(known, 'name') === handlerName)

function patch(target: ManagerClass, handler: TracingHandler): () => void {
  let entry = added.get(target)
  if (entry === undefined) {
    const original = target._configureSync
    const handlers = new Set<TracingHandler>()
    entry = { handlers, original }
    added.set(target, entry)
    target._configureSync = function configureTraced(...args) {
      const manager = original.apply(this, args)
      if (handlers.size === 0) return manager
      const traced = manager ?? new target()
      for (const each of handlers) if (!hasOurs(traced, each)) traced.addHandler(each, true)
      return traced
    }
  }
  const { handlers, original } = entry
  handlers.add(handler)
  return () => {
    handlers.delete(handler)
    if (handlers.size !== 0) return
    added.delete(target)
    target._configureSync = original
  }
}

/** The copy of core that `require` finds from here, when it is another one than `import` finds: both may live in one process. */
function requiredCopy(from: string): unknown {
  try {
    return createRequire(from)('@langchain/core/callbacks/manager')
  } catch {
    return undefined
  }
}

/**
 * Adds the handler to every callback manager that LangChain configures, in each copy of core that this process can reach.
 * A handler of ours that the host passed itself is not doubled.
 */
export function instrument(handler: TracingHandler): () => void {
  const undo: (() => void)[] = []
  const seen = new Set<ManagerClass>()
  const add = (module: unknown): void => {
    const target = readProperty(module, 'CallbackManager')
    if (!isManagerClass(target) || seen.has(target)) return
    seen.add(target)
    undo.push(patch(target, handler))
  }
  add(ownCopy)
  add(requiredCopy(import.meta.url))
  add(requiredCopy(`${process.cwd()}/`))
  return () => {
    for (const each of undo) each()
  }
}
