import { readProperty } from '@agenttracer/sdk-core'
import { patchMethod } from './prototype-patch.ts'

/** Watches what the host's own code does in a hand-off, its callback and the filter of its input: without the SDK's spans nothing else tells that it failed. */
export function watchHandoff(handoff: unknown, failed: (error: unknown) => void): void {
  for (const name of ['onInvokeHandoff', 'inputFilter']) {
    patchMethod(handoff, name, (original) => function handOff(this: unknown, ...args) {
      let result: unknown
      try {
        result = original.apply(this, args)
      } catch (error) {
        failed(error)
        throw error
      }
      // Beside the SDK's own promise: what it gets is untouched.
      if (result instanceof Promise) result.catch(failed)
      return result
    })
  }
}

/** A hand-off that went well, although its span has an error: the model had asked for several, and the SDK took the first. */
export const isOneOfSeveral = (span: unknown): boolean => Array.isArray(readProperty(readProperty(readProperty(span, 'error'), 'data'), 'requested_agents'))
