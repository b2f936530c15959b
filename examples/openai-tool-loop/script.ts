import { startFakeLlm } from '@agenttracer/fake-llm'
import type { FakeReply, FakeRequest } from '@agenttracer/fake-llm'

export interface Model {
  /** Options for the openai client; empty with a real key. */
  readonly options: { readonly apiKey?: string; readonly baseURL?: string }
  close(): Promise<void>
}

export async function openModel(): Promise<Model> {
  if (process.env['OPENAI_API_KEY'] !== undefined) return { options: {}, close: async () => {} }
  const llm = await startFakeLlm({ script: reply, latencyMs: 250 })
  return { options: { apiKey: 'not-a-key', baseURL: llm.url }, close: () => llm.close() }
}

const call = (name: string, args: object): FakeReply => ({ kind: 'tools', calls: [{ name, args }], usage: { input: 310, output: 18 } })
const say = (text: string, more: FakeReply = {}): FakeReply => ({ kind: 'text', text, usage: { input: 350, output: 40 }, ...more })

/** The scripted model: it answers by what the conversation asks for and by how many tool results it has seen. */
function reply({ lastUser = '', toolResults, attempt }: FakeRequest): FakeReply {
  if (lastUser.includes('sell')) return { kind: 'error', preset: 'quota' }
  if (lastUser.includes('everything')) return say('Lamps have', { finish_reason: 'length' })
  if (toolResults.length > 0) return say('Done.')
  if (lastUser.includes('Reserve')) return call('reserve_item', { item: 'lamp' })
  if (lastUser.includes('Paint')) return call('paint_item', { item: 'lamp' })
  if (lastUser.includes('today') && attempt === 0) return { kind: 'error', preset: 'server' }
  return call('check_stock', { item: 'lamp' })
}
