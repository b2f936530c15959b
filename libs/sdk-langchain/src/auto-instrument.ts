import { createRequire } from 'node:module'
import * as ownManagers from '@langchain/core/callbacks/manager'
import * as ownSerializable from '@langchain/core/load/serializable'
import * as ownModels from '@langchain/core/language_models/chat_models'
import * as ownRunnables from '@langchain/core/runnables'
import * as ownSingletons from '@langchain/core/singletons'
import * as ownStreams from '@langchain/core/utils/stream'
import * as ownTools from '@langchain/core/tools'
import * as ownStores from '@langchain/core/vectorstores'
import { readProperty } from '@agenttracer/sdk-core'
import { watchVectorStores } from './embeddings-patch.ts'
import { patchCachedModels, patchFlow } from './flow-patch.ts'
import type { LangChainHook } from './hook.ts'
import { patchLeaving, patchStreams } from './left-streams.ts'
import { patchSerializable } from './late-serialization.ts'
import { patchManagers } from './manager-patch.ts'
import { patchTools } from './refused-arguments.ts'

interface Patched {
  readonly hooks: Set<LangChainHook>
  readonly undo: () => void
}

/** By what is patched: a class or the one object of a module. The first tracer patches, the last one restores. */
const patched = new WeakMap<object, Patched>()

type Patch = (module: unknown, hooks: ReadonlySet<LangChainHook>) => () => void

/** Patches one copy of a module, once, by what it exports under that name. */
function watch(module: unknown, name: string, patch: Patch, hook: LangChainHook): () => void {
  const target = readProperty(module, name)
  if ((typeof target !== 'function' && typeof target !== 'object') || target === null) return () => undefined
  const known = patched.get(target)
  const hooks = known?.hooks ?? new Set<LangChainHook>()
  hooks.add(hook)
  const entry = known ?? { hooks, undo: patch(module, hooks) }
  patched.set(target, entry)
  return () => {
    hooks.delete(hook)
    if (hooks.size !== 0) return
    patched.delete(target)
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

/** What is watched: where core exports it, under which name, and how. */
const watched: readonly (readonly [own: unknown, path: string, name: string, patch: Patch])[] = [
  [ownManagers, 'callbacks/manager', 'CallbackManager', patchManagers],
  [ownSerializable, 'load/serializable', 'Serializable', patchSerializable],
  [ownSingletons, 'singletons', 'AsyncLocalStorageProviderSingleton', patchFlow],
  [ownModels, 'language_models/chat_models', 'BaseChatModel', patchCachedModels],
  [ownRunnables, 'runnables', 'Runnable', patchStreams],
  [ownStreams, 'utils/stream', 'IterableReadableStream', patchLeaving],
  [ownTools, 'tools', 'StructuredTool', patchTools],
]

/** Watches every copy of core that this process can reach: the ES one and the CommonJS ones may live side by side. */
export function instrument(hook: LangChainHook): () => void {
  const undo = [
    ...watched.flatMap(([own, path, name, patch]) => [...copiesOf(own, `@langchain/core/${path}`)].map((copy) => watch(copy, name, patch, hook))),
    watchVectorStores(copiesOf(ownStores, '@langchain/core/vectorstores'), hook),
  ]
  return () => undo.forEach((one) => one())
}
