import { readProperty } from '@agenttracer/sdk-core'
import type { AgentsHook } from './agents-hook.ts'
import { patchMethod } from './prototype-patch.ts'

/**
 * The SDK's own spans, where its tracing is on: they show guardrails, hand-offs, and that a tool's error was swallowed. They are read as
 * they start and end, in their own flow; no trace processor is registered, so nothing is exported by this.
 */
export function patchSpan(spanClass: unknown, hook: AgentsHook): () => void {
  const prototype = readProperty(spanClass, 'prototype')
  const undo = [
    patchMethod(prototype, 'start', (original) => function start(this: unknown, ...args) {
      hook.spanStart(this)
      return original.apply(this, args)
    }),
    patchMethod(prototype, 'setError', (original) => function setError(this: unknown, ...args) {
      hook.spanError(this)
      return original.apply(this, args)
    }),
    patchMethod(prototype, 'end', (original) => function end(this: unknown, ...args) {
      hook.spanEnd(this)
      return original.apply(this, args)
    }),
  ]
  return () => undo.forEach((each) => each())
}
