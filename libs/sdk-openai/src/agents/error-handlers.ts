import { readProperty } from '@agenttracer/sdk-core'
import { patchMethod } from './prototype-patch.ts'

const kinds = ['maxTurns', 'modelRefusal', 'invalidFinalOutput', 'default']

/** Watches the host's handlers for errors that would end a run: one that answers puts its answer in the place of the error. */
export function watchErrorHandlers(handlers: unknown, tell: (error: unknown) => void): void {
  for (const kind of kinds) {
    patchMethod(handlers, kind, (original) => function handle(this: unknown, ...args) {
      const answer = original.apply(this, args)
      const error = readProperty(args[0], 'error')
      // Beside the SDK's own promise. No answer: the error goes its way.
      if (answer instanceof Promise) answer.then((late: unknown) => { if (late) tell(error) }, () => undefined)
      else if (answer) tell(error)
      return answer
    })
  }
}
