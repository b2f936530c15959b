import { readProperty } from '@agenttracer/sdk-core'

const storeKey = Symbol.for('ls:tracing_async_local_storage')
const configKey = Symbol.for('lc:child_config')

interface Store {
  readonly getStore: () => unknown
}
const isStore = (value: unknown): value is Store => typeof readProperty(value, 'getStore') === 'function'

/**
 * The signal that the caller has passed to the work of this flow, by the config that LangChain keeps for it. LangGraph gives each superstep a signal
 * of its own, which also fires when a sibling fails; the caller's own stands beside it.
 */
export function callersSignal(): AbortSignal | undefined {
  const store = readProperty(globalThis, storeKey)
  const config = isStore(store) ? readProperty(readProperty(store.getStore(), 'extra'), configKey) : undefined
  const ofGraph = readProperty(readProperty(config, 'configurable'), '__pregel_abort_signals')
  const signal = ofGraph === undefined ? readProperty(config, 'signal') : readProperty(ofGraph, 'externalAbortSignal')
  return signal instanceof AbortSignal ? signal : undefined
}
