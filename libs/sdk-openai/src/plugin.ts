import { readProperty, type AgentTracer, type Plugin, type PluginContext } from '@agenttracer/sdk-core'
import { watchClient, watchModule } from './client-hook.ts'
import { patchCopies } from './module-copies.ts'

/** Watches every copy of the client's module in this process. */
export const watchCopies = (context: PluginContext): (() => void) =>
  patchCopies('openai', () => import('openai'), (copy) => watchModule(readProperty(copy, 'OpenAI') ?? copy, context))

/** Traces every call of the openai client in this process: `plugins: [openai()]`, and nothing else to change. Supports `openai` 5 and later. */
export const openai = (): Plugin => ({ name: 'openai', setup: watchCopies })

/** Traces one client only: `const client = traceOpenAI(new OpenAI(), tracer)`. Answers the same client. */
export function traceOpenAI<Client extends object>(client: Client, tracer: AgentTracer): Client {
  watchClient(client, tracer.context('openai'))
  return client
}
