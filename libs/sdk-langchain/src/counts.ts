import { readProperty, type FactsInput } from '@agenttracer/sdk-core'

const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

type ModelFacts = FactsInput<'model'>

/** The answer's first message; results that are plain text have none. */
export function firstMessage(output: unknown): unknown {
  const generations = readProperty(output, 'generations')
  const group: unknown = Array.isArray(generations) ? generations[0] : undefined
  const generation: unknown = Array.isArray(group) ? group[0] : undefined
  return readProperty(generation, 'message')
}

export function firstGeneration(output: unknown): unknown {
  const generations = readProperty(output, 'generations')
  const group: unknown = Array.isArray(generations) ? generations[0] : undefined
  return Array.isArray(group) ? group[0] : undefined
}

/** Tokens, finish reason and answering model of a result; counts and closed words only. */
export function modelFacts(output: unknown): ModelFacts {
  const message = firstMessage(output)
  const meta = readProperty(message, 'response_metadata')
  const info = readProperty(firstGeneration(output), 'generationInfo')
  const usage = readProperty(message, 'usage_metadata')
  const older = readProperty(readProperty(output, 'llmOutput'), 'tokenUsage')
  const pick = (...values: readonly unknown[]): string | undefined => values.find((value): value is string => typeof value === 'string' && value !== '')
  const calls = readProperty(message, 'tool_calls')
  return defined({
    model: pick(readProperty(meta, 'model_name'), readProperty(meta, 'model')),
    finishReason: pick(readProperty(info, 'finish_reason'), readProperty(meta, 'finish_reason'), readProperty(meta, 'stop_reason'), readProperty(meta, 'finishReason')) as ModelFacts['finishReason'],
    inputTokens: number(readProperty(usage, 'input_tokens')) ?? number(readProperty(older, 'promptTokens')),
    outputTokens: number(readProperty(usage, 'output_tokens')) ?? number(readProperty(older, 'completionTokens')),
    cachedInputTokens: number(readProperty(readProperty(usage, 'input_token_details'), 'cache_read')),
    reasoningTokens: number(readProperty(readProperty(usage, 'output_token_details'), 'reasoning')),
    toolCallCount: Array.isArray(calls) ? calls.length : undefined,
  })
}

function defined<T extends object>(facts: { [K in keyof T]: T[K] | undefined }): T {
  const out: Partial<T> = {}
  for (const key in facts) if (facts[key] !== undefined) out[key] = facts[key] as T[typeof key]
  // Every key that is left holds what T asks of it.
  return out as T
}
