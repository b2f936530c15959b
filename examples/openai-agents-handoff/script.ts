import { startFakeLlm } from '@agenttracer/fake-llm'
import type { FakeReply, FakeRequest } from '@agenttracer/fake-llm'
import { OpenAIProvider, setTraceProcessors } from '@openai/agents'
import OpenAI from 'openai'

export interface Model {
  /** Options for the Runner; empty with a real key. */
  readonly runner: { readonly modelProvider?: OpenAIProvider }
  close(): Promise<void>
}

export async function openModel(): Promise<Model> {
  if (process.env['OPENAI_API_KEY'] !== undefined) return { runner: {}, close: async () => {} }
  // The SDK's own exporter sends prompts to its vendor; there is no vendor here.
  setTraceProcessors([])
  const llm = await startFakeLlm({ script: reply, latencyMs: 250 })
  const openAIClient = new OpenAI({ apiKey: 'not-a-key', baseURL: llm.url })
  return { runner: { modelProvider: new OpenAIProvider({ openAIClient }) }, close: () => llm.close() }
}

const call = (name: string, args: object): FakeReply => ({ kind: 'tools', calls: [{ name, args }], usage: { input: 280, output: 16 } })

/** The scripted model: triage hands over, booking works; a rocket is declined. */
function reply({ lastUser = '', toolResults, tools }: FakeRequest): FakeReply {
  if (lastUser.includes('rocket')) return { kind: 'refusal', refusal: 'No.' }
  if (tools.some(({ name }) => name === 'transfer_to_booking')) return call('transfer_to_booking', {})
  if (toolResults.length > 1) return { kind: 'text', text: 'Done.', usage: { input: 330, output: 22 } }
  return lastUser.includes('seat') ? call('book_seat', { to: 'Oslo' }) : call('find_train', { to: 'Oslo' })
}
