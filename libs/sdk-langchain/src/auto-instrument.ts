import { createRequire } from 'node:module'
import * as ownCopy from '@langchain/core/callbacks/manager'
import { readProperty } from '@agenttracer/sdk-core'
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

/** The copy of core that `require` finds from here or from where the host runs; it may be another one than `import` finds. */
function requiredCopy(from: string): unknown {
  try {
    return createRequire(from)('@langchain/core/callbacks/manager')
  } catch {
    return undefined
  }
}

/** Watches every copy of core that this process can reach: the ES one and the CommonJS ones may live side by side. */
export function instrument(hook: LangChainHook): () => void {
  const copies = new Set<unknown>([ownCopy, requiredCopy(import.meta.url), requiredCopy(`${process.cwd()}/`)])
  const undo = [...copies].map((copy) => watch(copy, hook))
  return () => undo.forEach((one) => one())
}
