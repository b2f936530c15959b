import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { Witness } from './witness.ts'

const events = [
  'handleChatModelStart', 'handleLLMStart', 'handleLLMNewToken', 'handleLLMEnd', 'handleLLMError', 'handleChainStart', 'handleChainEnd', 'handleChainError', 'handleToolStart',
  'handleToolEnd', 'handleToolError', 'handleRetrieverStart', 'handleRetrieverEnd', 'handleRetrieverError', 'handleCustomEvent',
] as const

/** Notes everything that LangChain tells its callbacks: what a recorder without rules would send. */
export function naiveHandler(witness: Witness): BaseCallbackHandler {
  return BaseCallbackHandler.fromMethods(Object.fromEntries(events.map((event) => [event, (...told: readonly unknown[]) => witness.see(told)])))
}
