import { readProperty } from '@agenttracer/sdk-core'
import type { LangChainHook } from './hook.ts'
import { replaceMethod } from './replace-method.ts'

/** Tracers at work. What was wrapped for them stays wrapped, and does nothing without them. */
const live = new Set<LangChainHook>()

/** Whatever of a vector store makes it embed: the first of them shows which embeddings it has. */
const searches = ['asRetriever', 'similaritySearch', 'similaritySearchWithScore', 'maxMarginalRelevanceSearch'] as const
const methods = ['embedQuery', 'embedDocuments'] as const

/** Classes of embeddings whose methods are watched. */
const watched = new WeakSet()

/** The object up the prototypes that has the method itself. */
function ownerOf(from: unknown, name: string): object | undefined {
  let level: unknown = from
  for (let depth = 0; depth < 6 && typeof level === 'object' && level !== null; depth++) {
    if (Object.hasOwn(level, name)) return level
    level = Object.getPrototypeOf(level)
  }
  return undefined
}

function watchEmbeddings(embeddings: unknown): void {
  const owners = methods.map((name) => ({ name, owner: ownerOf(embeddings, name) }))
  for (const { name, owner } of owners) {
    if (owner === undefined || watched.has(owner)) continue
    replaceMethod(owner, name, (original) => function embedTraced(this: unknown, ...args) {
      return [...live].reduceRight<() => unknown>((inner, hook) => () => hook.embedding(this, args[0], inner), () => original.apply(this, args))()
    })
  }
  for (const { owner } of owners) if (owner !== undefined) watched.add(owner)
}

/** Vector stores of one copy of core, once. */
const stores = new WeakSet()

function patchStores(module: unknown): void {
  const prototype = readProperty(readProperty(module, 'VectorStore'), 'prototype')
  if (typeof prototype !== 'object' || prototype === null || stores.has(prototype)) return
  stores.add(prototype)
  for (const name of searches) {
    replaceMethod(prototype, name, (original) => function searchTraced(this: unknown, ...args) {
      try {
        if (live.size !== 0) watchEmbeddings(readProperty(this, 'embeddings'))
      } catch {
        // An object of the host's that cannot be watched is left as it is.
      }
      return original.apply(this, args)
    })
  }
}

/**
 * LangChain tells nobody of a call of embeddings: no callback, no common method. A vector store knows its own, so their class is watched
 * from the moment that a store is searched or made a retriever.
 */
export function watchVectorStores(copies: Iterable<unknown>, hook: LangChainHook): () => void {
  for (const copy of copies) patchStores(copy)
  live.add(hook)
  return () => live.delete(hook)
}
