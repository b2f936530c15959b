import { readProperty } from '@agenttracer/sdk-core'

const storeKey = Symbol.for('ls:tracing_async_local_storage')
const configKey = Symbol.for('lc:child_config')

interface Store {
  readonly getStore: () => unknown
}
const isStore = (value: unknown): value is Store => typeof readProperty(value, 'getStore') === 'function'

/** The config that LangChain keeps for the work of this flow: that of the runnable around it. */
export function flowsConfig(): unknown {
  const store = readProperty(globalThis, storeKey)
  return isStore(store) ? readProperty(readProperty(store.getStore(), 'extra'), configKey) : undefined
}

/** The signal that the runnable of a config works under. */
export const signalOf = (config: unknown): AbortSignal | undefined => {
  const signal = readProperty(config, 'signal')
  return signal instanceof AbortSignal ? signal : undefined
}

/**
 * The signal that the caller has passed to the work of a config. LangGraph gives each superstep a signal of its own, which also fires when a sibling
 * fails; the caller's own stands beside it.
 */
export function callersSignal(config: unknown): AbortSignal | undefined {
  const ofGraph = readProperty(readProperty(config, 'configurable'), '__pregel_abort_signals')
  const signal = ofGraph === undefined ? signalOf(config) : readProperty(ofGraph, 'externalAbortSignal')
  return signal instanceof AbortSignal ? signal : undefined
}

/**
 * A graph has stopped the work of a config itself, for a sibling that failed or a node that is over its time: the caller's signal has not fired. Known from
 * the second superstep on; in the first one LangGraph does not hand the caller's signal on.
 */
export function isStoppedByGraph(config: unknown): boolean {
  const ofGraph = readProperty(readProperty(config, 'configurable'), '__pregel_abort_signals')
  return ofGraph !== undefined && signalOf(config)?.aborted === true && callersSignal(config)?.aborted !== true
}
