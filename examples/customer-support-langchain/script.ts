import type { FakeReply, FakeRequest } from '@agenttracer/fake-llm'

const call = (name: string, args: object): FakeReply => ({ kind: 'tools', calls: [{ name, args }], usage: { input: 420, output: 24 } })
const say = (text: string): FakeReply => ({ kind: 'text', text, usage: { input: 610, output: 58 } })

/** The scripted model: it answers by what the conversation asks for and by how many tool results it has seen. */
export function answerFor({ messages, toolResults }: FakeRequest): FakeReply {
  const question = messages.find((message) => message.role === 'user')?.content ?? ''
  const seen = toolResults.length
  const order = /[A-Z]-\d+/.exec(question)?.[0] ?? 'unknown'
  if (question.includes('busiest')) return { kind: 'error', preset: 'rate_limit' }
  if (question.includes('cheapest')) return call('list_orders', { page: seen + 1 })
  if (seen > 0) return say('Here is what I found.')
  if (question.includes('refund')) return call('issue_refund', { order })
  if (question.includes('parcel')) return call('ask_carrier', { order })
  if (question.includes('ship to')) return call('search_help', { question })
  return call('lookup_order', { order })
}
