import { readProperty } from '@agenttracer/sdk-core'

/** LangGraph's own mark of a handler that it tells where a graph stops for a human, and that it goes on (`GraphCallbackHandler`). */
const mark = Symbol.for('langgraph.graph_callback_handler')
const deaf = { awaitHandlers: true, ignoreLLM: true, ignoreChain: true, ignoreAgent: true, ignoreRetriever: true, ignoreCustomEvent: true }

/**
 * Breakpoints (`interruptBefore`, `interruptAfter`) show in nothing that callbacks get; only a handler of LangGraph's own kind hears of them. It is
 * put on the one manager of the graph's run, where it costs the work beneath nothing. Older versions of LangGraph never ask for it.
 */
export function watchBreaks(started: unknown, told: { readonly stopped: () => void; readonly resumed: () => void }): unknown {
  if (!(started instanceof Promise)) return started
  return started.then((manager: unknown) => {
    const handlers = readProperty(manager, 'handlers')
    // A list of its own: the run's manager shares the one that it was made with.
    if (Array.isArray(handlers)) Reflect.set(manager as object, 'handlers', [...handlers, { ...deaf, name: 'agenttracer', [mark]: true, handleInterrupt: told.stopped, handleResume: told.resumed }])
    return manager
  })
}
