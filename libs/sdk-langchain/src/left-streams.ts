import { AsyncLocalStorage } from 'node:async_hooks'
import { readProperty } from '@agenttracer/sdk-core'
import type { LangChainHook } from './hook.ts'
import { replaceMethod } from './replace-method.ts'

/** A stream that the host asked for, and the first run that began for it. */
interface Opening {
  key: string | undefined
  isWatched: boolean
}

const openings = new AsyncLocalStorage<Opening>()

/** A run begins: if it is the first in a stream of the host's, that stream is its own. */
export function streamBegins(key: string): void {
  const opening = openings.getStore()
  if (opening !== undefined) opening.key ??= key
}

/** Every class of runnables that has a way of its own to stream. */
export function patchStreams(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  const undo = Object.values(module as object).map((each: unknown) => {
    const prototype = typeof each === 'function' ? readProperty(each, 'prototype') : undefined
    if (typeof prototype !== 'object' || prototype === null || !Object.hasOwn(prototype, 'stream')) return () => undefined
    return replaceMethod(prototype, 'stream', (original) => function streamTraced(this: unknown, ...args) {
      return hooks.size === 0 ? original.apply(this, args) : openings.run({ key: undefined, isWatched: false }, () => original.apply(this, args))
    })
  })
  return () => undo.forEach((one) => one())
}

/** What is behind a stream of core's; the host never sees it. */
interface Source {
  return: (value: unknown) => Promise<unknown>
}

function watchSource(source: Source, onLeft: () => void): void {
  const leave = source.return
  source.return = async function left(value) {
    try {
      return await leave.call(source, value)
    } finally {
      onLeft()
    }
  }
}

/** A host that has read enough leaves a stream in its middle: core stops the work and tells nobody, so that its runs would never end. */
export function patchLeaving(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  return replaceMethod(readProperty(module, 'IterableReadableStream'), 'fromAsyncGenerator', (original) => function fromGeneratorTraced(this: unknown, ...args) {
    const opening = openings.getStore()
    const [source] = args
    if (opening !== undefined && !opening.isWatched && source instanceof Object && source.constructor === readProperty(module, 'AsyncGeneratorWithSetup')) {
      opening.isWatched = true
      watchSource(source as Source, () => {
        const { key } = opening
        if (key !== undefined) for (const hook of hooks) hook.guarded((told) => told.streamLeft(key))
      })
    }
    return original.apply(this, args)
  })
}
