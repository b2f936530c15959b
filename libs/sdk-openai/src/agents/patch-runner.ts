import { readProperty } from '@agenttracer/sdk-core'
import type { AgentsHook } from './agents-hook.ts'
import { patchMethod } from './prototype-patch.ts'

const isThenable = (value: unknown): value is Promise<unknown> => typeof readProperty(value, 'then') === 'function'

/** `run()` of the runner: where a run begins, and the only place that has the real error and the caller's signal. */
export function patchRunner(runnerClass: unknown, hook: AgentsHook): () => void {
  return patchMethod(readProperty(runnerClass, 'prototype'), 'run', (original) => function run(this: unknown, ...args) {
    const work = hook.runStart(this, args[0], args[2], args[1])
    if (work === undefined) return original.apply(this, args)
    let result: unknown
    try {
      result = hook.within(work, () => original.apply(this, args))
    } catch (error) {
      hook.runEnd(work, { error })
      throw error
    }
    return isThenable(result) ? passOn(result, hook, work) : result
  })
}

async function passOn(result: Promise<unknown>, hook: AgentsHook, work: object): Promise<unknown> {
  let value: unknown
  try {
    value = await result
  } catch (error) {
    hook.runEnd(work, { error })
    throw error
  }
  hook.runAnswered(work, value)
  return value
}
