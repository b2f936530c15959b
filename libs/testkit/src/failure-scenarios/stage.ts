import { setTimeout as sleep } from 'node:timers/promises'
import type { AgentTracer } from '@agenttracer/sdk-core'
import type { FakeLlm } from '@agenttracer/fake-llm'
import { BaseRetriever } from '@langchain/core/retrievers'
import { Document } from '@langchain/core/documents'
import type { RunnableConfig } from '@langchain/core/runnables'
import { Annotation, StateGraph } from '@langchain/langgraph'
import { ChatOpenAI, type ChatOpenAIFields } from '@langchain/openai'
import { Agent, OpenAIProvider, Runner } from '@openai/agents'
import { createAgent, tool } from 'langchain'
import OpenAI from 'openai'
import { z } from 'zod'

/** Where a scenario plays. */
export interface Stage {
  readonly tracer: AgentTracer
  readonly llm: FakeLlm
  readonly shopUrl: string
  /** Nobody listens there. */
  readonly deadUrl: string
}

export const modelName = 'gpt-4.1'
export const ask = { messages: [{ role: 'user' as const, content: 'go on' }] }

/** As services and their clients report a status. */
export class HttpError extends Error {
  readonly status: number

  constructor(status: number) {
    super('the service refused')
    this.status = status
  }
}

export async function getJson(url: string, timeoutMs?: number): Promise<unknown> {
  const answer = await fetch(url, timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) })
  if (!answer.ok) throw new HttpError(answer.status)
  return answer.json()
}

export const chat = ({ llm }: Stage, more: Partial<ChatOpenAIFields> = {}): ChatOpenAI =>
  new ChatOpenAI({ model: modelName, apiKey: 'sk-none', maxRetries: 0, configuration: { baseURL: llm.url }, ...more })

export const client = ({ llm }: Stage, more: ConstructorParameters<typeof OpenAI>[0] = {}): OpenAI => new OpenAI({ apiKey: 'sk-none', baseURL: llm.url, maxRetries: 0, ...more })

/** A tool as LangChain programs write it. */
export const langTool = (name: string, fn: () => unknown) => tool(async () => JSON.stringify(await fn()), { name, description: name, schema: z.object({}) })

interface Invocable {
  invoke(input: unknown, config?: object): Promise<unknown>
}

/** An agent with the framework's own middleware, whose declared types do not compile under `exactOptionalPropertyTypes`. */
export const agentWith = createAgent as unknown as (options: { model: unknown; tools: readonly unknown[]; middleware: readonly unknown[]; checkpointer?: unknown }) => Invocable

/** Middleware by its factory, for the same reason. */
export const middlewareOf = (factory: unknown, options: object): unknown => (factory as (options: object) => unknown)(options)

/** A graph of one node, in which errors are not turned into text. */
export async function inGraph(node: (config: RunnableConfig) => unknown, config: RunnableConfig = {}): Promise<unknown> {
  const state = Annotation.Root({ done: Annotation<boolean> })
  const work = async (_: unknown, inner: RunnableConfig): Promise<{ done: boolean }> => {
    await node(inner)
    return { done: true }
  }
  return new StateGraph(state).addNode('work', work).addEdge('__start__', 'work').addEdge('work', '__end__').compile().invoke({}, config)
}

class Store extends BaseRetriever {
  lc_namespace = ['scenarios']
  readonly #search: () => Promise<unknown>

  constructor(search: () => Promise<unknown>) {
    super()
    this.#search = search
  }

  override async _getRelevantDocuments(): Promise<Document[]> {
    const found = await this.#search()
    return Array.isArray(found) ? found.map((page) => new Document({ pageContent: String(page) })) : []
  }
}

/** A node that searches, in a graph. */
export const inStore = (search: () => Promise<unknown>): Promise<unknown> => inGraph((config) => new Store(search).invoke('find it', { ...config, runName: 'handbook' }))

/** Runs an agent of the Agents SDK against the scripted model. */
export async function runAgent(stage: Stage, agent: Partial<ConstructorParameters<typeof Agent>[0]>, options: { maxTurns?: number } = {}): Promise<unknown> {
  const runner = new Runner({ modelProvider: new OpenAIProvider({ openAIClient: client(stage), useResponses: true }) })
  return runner.run(new Agent({ name: 'desk', model: modelName, instructions: 'help', ...agent }), 'go on', options)
}

/** Aborts once the model server has been asked. */
export async function whenAsked({ llm }: Stage, then: () => void): Promise<void> {
  const before = llm.requests.length
  while (llm.requests.length === before) await sleep(2)
  then()
}
