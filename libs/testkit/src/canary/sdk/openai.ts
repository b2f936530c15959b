import OpenAI, { toFile } from 'openai'
import { openai, traceOpenAI } from '@agenttracer/sdk-openai'
import type { openaiPlaces } from './openai-places.ts'
import { odd, undeclared } from './openai-odd.ts'
import { chatAnswers, chatRequest } from './openai-chat.ts'
import type { Plant, Stage } from './stage.ts'

export type OpenAIPlant = Plant<(typeof openaiPlaces)[number]['id']>

export interface Play {
  readonly client: OpenAI
  readonly stage: Stage
  readonly plant: OpenAIPlant
}

/** A host that calls the openai client in a loop of its own. */
export async function playOpenAI(stage: Stage, plant: OpenAIPlant): Promise<void> {
  const tracer = stage.newTracer({ agentId: 'canary-openai', agentVersion: '1.4.0', environment: 'canary', plugins: [openai()] })
  const client = new OpenAI({
    apiKey: plant('openai.client.key', 'sk-fake'), baseURL: stage.llm.url, maxRetries: 0, fetch: stage.witness.fetch, organization: plant('openai.client.organization'), project: plant('openai.client.project'),
    defaultHeaders: { 'x-customer': plant('openai.client.header') }, defaultQuery: { customer: plant('openai.client.query') },
  })
  const play: Play = { client, stage, plant }
  await tracer.run(async () => {
    await chat(play)
    await streams(play)
    await responses(play)
    await undeclared(play)
    await odd(play)
    await endpointsWithoutServer(play)
    await unreachable(play)
  })
  const other = stage.newTracer({ agentId: 'canary-openai-client', environment: 'canary' })
  stage.llm.setScript([{ text: plant('openai.answer.text') }])
  await stage.witness.watch(() => traceOpenAI(client, other).chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: plant('openai.chat.user') }] }))
}

async function chat({ client, stage, plant }: Play): Promise<void> {
  const { witness, llm } = stage
  const options = { headers: { 'x-call': plant('openai.call.header'), 'idempotency-key': plant('openai.call.idempotency') } }
  for (const answer of chatAnswers(plant)) {
    llm.setScript([answer])
    await witness.watch(() => client.chat.completions.create(chatRequest(plant), options))
  }
  llm.setScript([{ text: JSON.stringify({ total: plant('openai.answer.parsed') }) }, { text: plant('openai.answer.unparsable') }])
  const format = { type: 'json_schema' as const, json_schema: { name: 'invoice', strict: true, schema: { type: 'object' } } }
  const ask = { model: 'gpt-4o-mini', messages: [{ role: 'user' as const, content: 'total?' }], response_format: { ...format, $parseRaw: JSON.parse, __output: undefined } }
  for (let i = 0; i < 2; i += 1) await witness.watch(async () => JSON.parse((await client.chat.completions.parse(ask)).choices[0]?.message.content ?? ''))
  llm.setScript([{ kind: 'text', text: 'late', delayMs: 2_000 }])
  const controller = new AbortController()
  const pending = witness.watch(() => client.chat.completions.create({ model: 'gpt-4o-mini', messages: [] }, { signal: controller.signal }))
  const reason = new Error(plant('openai.abort.reason'))
  witness.see(reason)
  setTimeout(() => controller.abort(reason), 20)
  await pending
}

async function streams({ client, stage, plant }: Play): Promise<void> {
  const { witness, llm } = stage
  const answers = [
    { kind: 'text' as const, text: plant('openai.stream.text'), calls: [{ name: plant('openai.stream.tool-name'), args: { q: plant('openai.stream.tool-args') } }] },
    { kind: 'refusal' as const, refusal: plant('openai.stream.refusal') },
    { kind: 'stream_error' as const, text: 'so far so good and on', message: plant('openai.stream.error') },
    { kind: 'truncated' as const, text: `${plant('openai.stream.cut')} and much more text that never arrives because of the cut` },
    { kind: 'malformed' as const, text: plant('openai.stream.malformed') },
  ]
  for (const answer of answers) {
    llm.setScript([answer])
    witness.see(answer)
    await witness.watch(async () => {
      for await (const part of await client.chat.completions.create({ ...chatRequest(plant), stream: true })) witness.see(part)
    })
  }
}

async function responses({ client, stage, plant }: Play): Promise<void> {
  const { witness, llm } = stage
  const request = {
    model: 'gpt-4o-mini', instructions: plant('openai.responses.instructions'), previous_response_id: plant('openai.responses.previous'), metadata: { note: plant('openai.responses.metadata') },
    input: [
      { role: 'user' as const, content: plant('openai.responses.item') },
      { type: 'function_call_output' as const, call_id: 'call_1', output: plant('openai.responses.call-output') },
    ],
    tools: [{ type: 'function' as const, name: 'lookup_invoice', parameters: {}, strict: false }],
  }
  const calls = [{ name: plant('openai.responses.tool-name'), args: { q: plant('openai.responses.tool-args') } }, { name: 'lookup_invoice', rawArgs: `{ ${plant('openai.responses.tool-args')}` }]
  llm.setScript([
    { kind: 'text', text: plant('openai.responses.text'), reasoning: plant('openai.responses.reasoning'), calls },
    { kind: 'refusal', refusal: plant('openai.responses.refusal') },
    { kind: 'text', failed: { code: plant('openai.responses.failed-code'), message: plant('openai.responses.failed') } },
  ])
  for (let i = 0; i < 3; i += 1) await witness.watch(() => client.responses.create(request))
  llm.setScript([{ text: plant('openai.responses.stream') }])
  await witness.watch(async () => {
    for await (const part of await client.responses.create({ model: 'gpt-4o-mini', input: plant('openai.responses.input'), stream: true })) witness.see(part)
  })
  await witness.watch(() => client.embeddings.create({ model: 'text-embedding-3-small', input: plant('openai.embeddings.input') }))
}

/** Endpoints that the scripted server does not serve are answered in the process. */
async function endpointsWithoutServer({ stage, plant }: Play): Promise<void> {
  const answer = JSON.stringify({
    id: 'x', model: 'gpt-image-1', choices: [{ index: 0, text: plant('openai.completions.text'), finish_reason: 'stop' }], data: [{ url: plant('openai.images.revised'), revised_prompt: plant('openai.images.revised') }],
    text: plant('openai.audio.text'),
  })
  const { witness } = stage
  const answering = async (...[input, init]: Parameters<typeof fetch>): Promise<Response> => {
    witness.see(await new Request(input, init).text(), answer)
    return new Response(answer, { headers: { 'content-type': 'application/json' } })
  }
  const client = new OpenAI({ apiKey: 'sk-fake', baseURL: 'http://127.0.0.1:9/v1', maxRetries: 0, fetch: answering })
  await witness.watch(() => client.completions.create({ model: 'gpt-3.5-turbo-instruct', prompt: plant('openai.completions.prompt') }))
  await witness.watch(() => client.images.generate({ model: 'gpt-image-1', prompt: plant('openai.images.prompt') }))
  await witness.watch(() => client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: plant('openai.audio.input') }))
  const file = await toFile(Buffer.from('sound'), plant('openai.audio.file'))
  witness.see(file.name)
  await witness.watch(() => client.audio.transcriptions.create({ model: 'whisper-1', file }))
}

async function unreachable({ stage, plant }: Play): Promise<void> {
  const path = plant('openai.client.url')
  const model = plant('openai.chat.model', 'gpt-4o-mini')
  stage.witness.see(path, model)
  const client = new OpenAI({ apiKey: 'sk-fake', baseURL: `${stage.closedUrl}/${encodeURIComponent(path)}`, maxRetries: 1 })
  await stage.witness.watch(() => client.chat.completions.create({ model, messages: [] }))
}
