import { dispatchCustomEvent } from '@langchain/core/callbacks/dispatch'
import { Document } from '@langchain/core/documents'
import { AIMessage, HumanMessage, SystemMessage } from '@langchain/core/messages'
import { StringOutputParser, StructuredOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { BaseRetriever } from '@langchain/core/retrievers'
import { RunnableLambda } from '@langchain/core/runnables'
import { OpenAIEmbeddings } from '@langchain/openai'
import { z } from 'zod'
import type { Play } from './langchain.ts'

/** Chains: prompts, functions, parsers, retries, fallbacks, custom events. */
export async function chains({ plant, act, config, chat }: Play): Promise<void> {
  const prompt = ChatPromptTemplate.fromMessages([['system', 'be kind'], ['user', '{question}']])
  const chain = prompt.pipe(chat()).pipe(new StringOutputParser()).withConfig({ runName: plant('langchain.chain.name', 'answer_chain') })
  await act([{ text: plant('langchain.answer.text') }], () => chain.invoke({ question: plant('langchain.prompt.variable') }, config()))
  await act([{ text: plant('langchain.answer.batch') }], () => chain.batch([{ question: 'x' }], config()))
  const named = RunnableLambda.from(async (input: string) => {
    await dispatchCustomEvent(plant('langchain.chain.event'), { note: plant('langchain.chain.event') })
    return `${input} ${plant('langchain.chain.output')}`
  }).withConfig({ runName: plant('langchain.chain.function', 'clean_up') })
  await act([], () => named.invoke(plant('langchain.chain.input'), config()))
  const failing = (text: string, more: object = {}): RunnableLambda<string, string> =>
    RunnableLambda.from((_input: string): string => {
      throw Object.assign(new Error(text, { cause: new Error(plant('langchain.chain.error-cause')) }), more)
    })
  await act([], () => failing(plant('langchain.chain.error')).withConfig({ runName: 'clean_up' }).invoke('x', config()))
  await act([], () => failing('see the stack', { stack: plant('langchain.chain.error-stack') }).invoke('x', config()))
  await act([], () => failing(plant('langchain.chain.retry-error')).withRetry({ stopAfterAttempt: 2 }).invoke('x', config()))
  await act([], () => failing(plant('langchain.chain.fallback-error')).withFallbacks([RunnableLambda.from(() => 'fallen back')]).invoke('x', config()))
  const schema = z.object({ total: z.number() })
  await act([{ text: plant('langchain.answer.unparsable') }], () => prompt.pipe(chat()).pipe(StructuredOutputParser.fromZodSchema(schema)).invoke({ question: 'total?' }, config()))
}

/** Models called directly: messages of every kind, structured output, streams, errors of the provider. */
export async function models({ plant, act, config, chat, stage }: Play): Promise<void> {
  const messages = [
    new SystemMessage(plant('langchain.prompt.system')),
    new AIMessage({ content: plant('langchain.prompt.ai'), additional_kwargs: { note: plant('langchain.prompt.extra') } }),
    new HumanMessage({ id: plant('langchain.prompt.message-id'), name: plant('langchain.prompt.message-name'), content: [{ type: 'text', text: plant('langchain.prompt.part') }] }),
  ]
  const settings = { user: plant('langchain.model.user'), stop: [plant('langchain.model.stop')], modelKwargs: { note: plant('langchain.model.kwargs') }, model: plant('langchain.model.name', 'gpt-4o-mini') }
  const odd = { text: 'x', model: plant('langchain.answer.model', 'gpt-4o-mini-2024-07-18'), finish_reason: plant('langchain.answer.finish') }
  await act([odd], () => chat(settings).invoke(messages, { ...config(), runName: plant('langchain.config.run-name', 'ask_model') }))
  await act([{ kind: 'refusal', refusal: plant('langchain.answer.refusal') }], () => chat().invoke('refuse', config()))
  await act([{ text: plant('langchain.answer.token') }], async () => {
    for await (const part of await chat().stream('stream', config())) stage.witness.see(part.content)
  })
  await act([{ text: plant('langchain.answer.event') }], async () => {
    for await (const event of chat().streamEvents('stream', { ...config(), version: 'v2' })) stage.witness.see(event)
  })
  const schema = z.object({ total: z.string().describe(plant('langchain.schema.description')) })
  for (const text of [JSON.stringify({ total: plant('langchain.answer.structured') }), JSON.stringify({ sum: plant('langchain.answer.structured-bad') })]) {
    await act([{ text }], () => chat().withStructuredOutput(schema, { name: 'invoice', method: 'jsonSchema' }).invoke('total?', config()))
  }
  for (const calls of [[{ name: plant('langchain.answer.undeclared'), rawArgs: '{' }], [{ name: plant('langchain.answer.undeclared'), args: {} }]]) await act([{ kind: 'tools', calls }], () => chat().invoke('call', config()))
  const id = plant('langchain.answer.id')
  const message = { role: 'assistant', content: 'x', note: id, reasoning_content: id }
  await act([{ kind: 'raw', status: 200, body: { id, object: 'chat.completion', model: 'gpt-4o-mini', system_fingerprint: id, note: id, choices: [{ index: 0, finish_reason: 'stop', message }] } }], () => chat().invoke('odd', config()))
  const body = { error: { message: plant('langchain.error.body'), code: plant('langchain.error.code'), type: 'invalid_request_error' } }
  await act([{ kind: 'raw', status: 400, headers: { 'x-request-id': plant('langchain.error.header') }, body }], () => chat().invoke('fail', config()))
  await act([{ kind: 'error', preset: 'rate_limit' }], () => chat().invoke('fail', config()))
  const controller = new AbortController()
  const reason = new Error(plant('langchain.abort.reason'))
  stage.witness.see(reason)
  setTimeout(() => controller.abort(reason), 30)
  await act([{ text: 'late', delayMs: 2_000 }], () => chat().invoke('wait', { ...config(), signal: controller.signal }))
}

/** Retrievers and embeddings. */
export async function retrieval({ plant, act, config, stage }: Play): Promise<void> {
  class Search extends BaseRetriever {
    lc_namespace = ['canary']
    override async _getRelevantDocuments(query: string): Promise<Document[]> {
      if (query === 'fail') throw new Error(plant('langchain.retriever.error'))
      return [new Document({ id: plant('langchain.retriever.document-id'), pageContent: plant('langchain.retriever.page'), metadata: { source: plant('langchain.retriever.metadata') } })]
    }
  }
  const search = new Search({ tags: [plant('langchain.retriever.tag')] })
  await act([], () => search.withConfig({ runName: plant('langchain.retriever.name', 'policy_search') }).invoke(plant('langchain.retriever.query'), config()))
  await act([], () => search.withConfig({ runName: 'policy_search' }).invoke('fail', config()))
  const embeddings = new OpenAIEmbeddings({ model: 'text-embedding-3-small', apiKey: 'sk-fake', maxRetries: 0, configuration: { baseURL: stage.llm.url, fetch: stage.witness.fetch } })
  await act([], () => embeddings.embedQuery(plant('langchain.embeddings.text')))
}
