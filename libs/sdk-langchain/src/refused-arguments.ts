import { readProperty } from '@agenttracer/sdk-core'
import type { LangChainHook } from './hook.ts'
import { text } from './names.ts'
import { replaceMethod } from './replace-method.ts'
import { isBadArguments } from './signals.ts'

/** The id of the call of a model's that a tool is called for: it is the call itself, or stands in the config. */
const callIdOf = (input: unknown, config: unknown): string | undefined =>
  text(readProperty(readProperty(input, 'type') === 'tool_call' ? input : readProperty(config, 'toolCall'), 'id'))

/**
 * A tool reads its arguments before it tells anybody that it starts: those that it refuses fire no callback. A host that calls tools itself may put
 * the refusal into any words it likes.
 */
export function patchTools(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  return replaceMethod(readProperty(readProperty(module, 'StructuredTool'), 'prototype'), 'call', (original) => function callTraced(this: unknown, ...args) {
    const result = original.apply(this, args)
    const callId = callIdOf(args[0], args[1])
    if (callId === undefined || !(result instanceof Promise)) return result
    const around = text(readProperty(readProperty(args[1], 'callbacks'), '_parentRunId'))
    return result.then(undefined, (error: unknown) => {
      if (isBadArguments(error)) for (const hook of hooks) hook.guarded((told) => told.argumentsRefused({ callId, around, error }))
      throw error
    })
  })
}
