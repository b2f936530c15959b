import { AsyncLocalStorage } from 'node:async_hooks'
import type { PluginContext } from '@agenttracer/sdk-core'
import { RunState } from './agents/run-state.ts'
import { isAbortedByCaller } from './signals.ts'

/** Of a signal that a whole server shares, the runs that passed it last. */
const maxRuns = 20

/** What is to be told when a signal fires, run by run: one listener on the host's signal serves them all. */
const waiting = new WeakMap<AbortSignal, (() => void)[]>()

/**
 * A signal that the host hands to a model call is the caller's also for what else it stops: a tool that waits for its server, a check between
 * two steps. The recorder learns of its reason once it fires, so that an error which is, or wraps, that very reason counts as the caller's abort.
 */
export function watchSignal(context: PluginContext, state: RunState, signal: AbortSignal): void {
  if (signal.aborted || state.signals.has(signal)) return
  state.signals.add(signal)
  const inFlow = AsyncLocalStorage.snapshot()
  const tell = context.guard(() => inFlow(() => noteAbort(context, signal)))
  const known = waiting.get(signal)
  if (known !== undefined) {
    known.push(tell)
    if (known.length > maxRuns) known.shift()
    return
  }
  const all = [tell]
  waiting.set(signal, all)
  signal.addEventListener('abort', () => all.forEach((each) => each()), { once: true })
}

const hidden = { type: 'orchestration', name: undefined, show: 'hidden' } as const

function noteAbort(context: PluginContext, signal: AbortSignal): void {
  // Undefined: the run is over.
  if (!isAbortedByCaller(signal) || context.currentState(() => new RunState()) === undefined) return
  const key = {}
  context.step.start(key, hidden)
  // A failure of the run that is handed on as the reason stops what runs beside it: no abort of the caller's.
  const isFailure = context.hasSeenError(key, signal.reason)
  context.step.end(key, isFailure ? {} : { error: signal.reason as unknown, status: 'cancelled', flags: ['caller_aborted'] })
  goOn(context)
}

/** The run is not over with the abort that was just told: for the recorder something has begun after it. */
export function goOn(context: PluginContext, parent?: object): void {
  const key = {}
  context.step.start(key, { ...hidden, parent })
  context.step.end(key)
}
