import type { Plugin } from '@agenttracer/sdk-core'
import { instrument } from './auto-instrument.ts'
import { hookOf } from './callback-handler.ts'

/**
 * Traces everything LangChain.js and LangGraph.js run in this process: `plugins: [langchain()]`, and nothing else to change.
 * Supports `@langchain/core` 1.x.
 */
export const langchain = (): Plugin => ({
  name: 'langchain',
  setup: (context) => instrument(hookOf(context)),
})
