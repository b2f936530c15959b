import { createRequire } from 'node:module'
import * as ownManagers from '@langchain/core/callbacks/manager'
import * as ownStores from '@langchain/core/vectorstores'
import { readProperty } from '@agenttracer/sdk-core'
import { watchVectorStores } from './embeddings-patch.ts'
import type { LangChainHook } from './hook.ts'
import { patchManagers } from './manager-patch.ts'

interface Patched {
  readonly hooks: Set<LangChainHook>
  readonly undo: () => void
}

/** By manager class. The first tracer patches, the last one restores. */
const patched = new WeakMap<object, Patched>()

function watch(module: unknown, hook: LangChainHook): () => void {
  const managerClass = readProperty(module, 'CallbackManager')
  if (typeof managerClass !== 'function') return () => undefined
  const known = patched.get(managerClass)
  const hooks = known?.hooks ?? new Set<LangChainHook>()
  hooks.add(hook)
  const entry = known ?? { hooks, undo: patchManagers(module, hooks) }
  patched.set(managerClass, entry)
  return () => {
    hooks.delete(hook)
    if (hooks.size !== 0) return
    patched.delete(managerClass)
    entry.undo()
  }
}

/** A module of core that `require` finds from here or from where the host runs; it may be another copy than `import` finds. */
function required(from: string, name: string): unknown {
  try {
    return createRequire(from)(name)
  } catch {
    return undefined
  }
}

const copiesOf = (own: unknown, name: string): ReadonlySet<unknown> => new Set([own, required(import.meta.url, name), required(`${process.cwd()}/`, name)])

/** Watches every copy of core that this process can reach: the ES one and the CommonJS ones may live side by side. */
export function instrument(hook: LangChainHook): () => void {
  const managers = copiesOf(ownManagers, '@langchain/core/callbacks/manager')
  const stores = copiesOf(ownStores, '@langchain/core/vectorstores')
  const undo = [...[...managers].map((copy) => watch(copy, hook)), watchVectorStores(stores, hook)]
  return () => undo.forEach((one) => one())
}
