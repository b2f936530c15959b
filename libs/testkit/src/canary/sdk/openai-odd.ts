import { AzureOpenAI } from 'openai'
import type { Play } from './openai.ts'

const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'no tools here' }] }

/** A model that calls tools where no function was offered: nothing vouches for their names. */
export async function undeclared({ client, stage: { llm, witness }, plant }: Play): Promise<void> {
  const calling = (name: string) => ({ kind: 'tools' as const, calls: [{ name, args: {} }, { name, rawArgs: '{' }] })
  llm.setScript([calling(plant('openai.answer.undeclared'))])
  await witness.watch(() => client.chat.completions.create(ask))
  llm.setScript([calling(plant('openai.answer.undeclared-stream'))])
  await witness.watch(async () => {
    for await (const part of await client.chat.completions.create({ ...ask, stream: true })) witness.see(part)
  })
  llm.setScript([calling(plant('openai.responses.undeclared'))])
  await witness.watch(() => client.responses.create({ model: 'gpt-4o-mini', input: 'look', tools: [{ type: 'web_search' }] }))
}

/** Answers with text in every field that the client passes on unread, and a client that has its model in its address. */
export async function odd({ client, stage: { llm, witness }, plant }: Play): Promise<void> {
  const id = plant('openai.answer.id')
  const other = plant('openai.answer.other')
  const usage = plant('openai.answer.usage')
  const body = {
    id, object: 'chat.completion', created: 1, model: 'gpt-4o-mini', system_fingerprint: id, service_tier: id, note: other, [other]: { [other]: other },
    choices: [{ index: 0, finish_reason: 'stop', note: other, logprobs: { content: [{ token: other, logprob: 0 }] }, message: { role: 'assistant', content: 'x', annotations: [{ type: 'url_citation', url_citation: { url: other, title: other } }], audio: { id: other, transcript: other } } }],
    usage: { prompt_tokens: usage, completion_tokens: [usage], total_tokens: { note: usage }, prompt_tokens_details: { cached_tokens: usage } },
  }
  const raw = { kind: 'raw' as const, status: 200, body }
  llm.setScript([raw])
  await witness.watch(() => client.chat.completions.create(ask))
  llm.setScript([{ text: 'x' }])
  await witness.watch(() => client.chat.completions.create({ ...ask, model: `https://gateway.example.com/openai?deployment=${plant('openai.chat.model-url')}` }))
  const azure = new AzureOpenAI({
    apiKey: 'fake', endpoint: llm.url, deployment: encodeURIComponent(plant('openai.azure.deployment')), apiVersion: plant('openai.azure.version'), maxRetries: 0, fetch: witness.fetch,
  })
  llm.setScript([{ text: 'x' }])
  await witness.watch(() => azure.chat.completions.create({ ...ask, model: 'gpt-4o-mini' }))
}
