import type { RunnableConfig } from '@langchain/core/runnables'
import { ChatOpenAI, type ChatOpenAIFields } from '@langchain/openai'
import type { FakeReply } from '@agenttracer/fake-llm'
import { langchain } from '@agenttracer/sdk-langchain'
import { agents } from './langchain-agents.ts'
import { chains, models, retrieval } from './langchain-chains.ts'
import { graphs } from './langchain-graphs.ts'
import type { langchainPlaces } from './langchain-places.ts'
import { naiveHandler } from './naive-handler.ts'
import type { Plant, Stage } from './stage.ts'

type LangChainPlant = Plant<(typeof langchainPlaces)[number]['id']>

export interface Play {
  readonly stage: Stage
  readonly plant: LangChainPlant
  readonly chat: (fields?: ChatOpenAIFields) => ChatOpenAI
  /** With text in every field that takes text, and the handler that notes everything. */
  readonly config: () => RunnableConfig
  /** Sets what the model says, and runs. */
  readonly act: (script: readonly FakeReply[], fn: () => unknown) => Promise<unknown>
}

/** A host that uses LangChain and LangGraph, traced by the plugin alone. */
export async function playLangChain(stage: Stage, plant: LangChainPlant): Promise<void> {
  const { witness, llm } = stage
  stage.newTracer({ agentId: 'canary-langchain', agentVersion: '1.4.0', environment: 'canary', plugins: [langchain()] })
  const handler = naiveHandler(witness)
  const path = plant('langchain.model.url')
  const play: Play = {
    stage, plant,
    chat: (fields = {}) =>
      new ChatOpenAI({
        model: 'gpt-4o-mini', apiKey: 'sk-fake', maxRetries: 0, ...fields,
        configuration: { baseURL: llm.url, fetch: witness.fetch, defaultHeaders: { 'x-customer': plant('langchain.model.header') } },
      }),
    config: () => ({
      callbacks: [handler], tags: [plant('langchain.config.tag')], metadata: { [plant('langchain.config.metadata-key')]: 'x', note: plant('langchain.config.metadata') },
      configurable: { user_id: plant('langchain.config.user-id'), thread_id: plant('langchain.config.thread-id') },
    }),
    act: (script, fn) => {
      llm.setScript(script)
      return witness.watch(fn)
    },
  }
  witness.see(play.config(), path)
  await models(play)
  await chains(play)
  await retrieval(play)
  await agents(play)
  await graphs(play)
  const unreachable = new ChatOpenAI({ model: 'gpt-4o-mini', apiKey: 'sk-fake', maxRetries: 0, configuration: { baseURL: `${stage.closedUrl}/${encodeURIComponent(path)}` } })
  await witness.watch(() => unreachable.invoke('hello', play.config()))
}
