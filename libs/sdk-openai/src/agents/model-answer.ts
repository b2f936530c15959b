import { readProperty } from '@agenttracer/sdk-core'
import { isOutput, type Answer } from '../answer.ts'

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const count = (usage: unknown, field: string): number | undefined => {
  const value = readProperty(usage, field)
  return typeof value === 'number' ? value : undefined
}

/** What the Agents SDK makes of any model's answer: counts, which tools it calls, whether it refuses. Texts are looked at for presence only. */
export function answerOf(response: unknown): Answer {
  const output = list(readProperty(response, 'output'))
  const toolCalls = output.filter((item) => readProperty(item, 'type') === 'function_call').map((item) => ({ name: text(readProperty(item, 'name')), args: readProperty(item, 'arguments') }))
  const parts = output.flatMap((item) => list(readProperty(item, 'content')))
  const usage = readProperty(response, 'usage')
  const inputTokens = count(usage, 'inputTokens')
  const outputTokens = count(usage, 'outputTokens')
  return {
    facts: { toolCallCount: toolCalls.length, ...(inputTokens === undefined ? {} : { inputTokens }), ...(outputTokens === undefined ? {} : { outputTokens }) },
    flags: parts.some((part) => readProperty(part, 'type') === 'refusal') ? ['refusal'] : output.some(isOutput) ? [] : ['empty_response'],
    toolCalls,
  }
}

/** Names of the tools and hand-offs that a request offers. */
export const offeredTo = (request: unknown): readonly string[] =>
  [...list(readProperty(request, 'tools')).map((tool) => readProperty(tool, 'name')), ...list(readProperty(request, 'handoffs')).map((handoff) => readProperty(handoff, 'toolName'))].flatMap((name) => text(name) ?? [])
