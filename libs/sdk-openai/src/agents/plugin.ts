import { readProperty, type Plugin } from '@agenttracer/sdk-core'
import { patchCopies } from '../module-copies.ts'
import { watchCopies } from '../plugin.ts'
import { AgentsHook } from './agents-hook.ts'
import { patchRunner } from './patch-runner.ts'
import { patchSpan } from './patch-span.ts'

/**
 * Traces the OpenAI Agents SDK: runs, agents as tools, tools, hand-offs and guardrails, and the model calls of the openai client below.
 * `plugins: [openaiAgents()]`, and nothing else to change; it does not need the SDK's own tracing, and never exports to anybody else.
 * Supports `@openai/agents` 0.18 and later.
 */
export const openaiAgents = (): Plugin => ({
  name: 'openai-agents',
  setup(context) {
    const hook = new AgentsHook(context)
    const undoClient = watchCopies(context)
    const undoAgents = patchCopies('@openai/agents', () => import('@openai/agents'), (copy) => {
      const undoRunner = patchRunner(readProperty(copy, 'Runner'), hook)
      const undoSpan = patchSpan(readProperty(copy, 'Span'), hook)
      return () => {
        undoRunner()
        undoSpan()
      }
    })
    return () => {
      hook.stop()
      undoAgents()
      undoClient()
    }
  },
})
