import { readProperty, type FactsInput, type WorkEnd } from '@agenttracer/sdk-core'

type ModelFacts = FactsInput<'model'>
type Flag = NonNullable<WorkEnd['flags']>[number]

export interface ToolCall {
  readonly name: string | undefined
  /** Looked at in memory: whether it is JSON, and for counting repeats. */
  readonly args: unknown
  /** A custom tool: what it is given is text, in no form that could be broken. */
  readonly isText?: boolean
}

/** What an answer says of itself: counts, closed words, and which tools it calls. */
export interface Answer {
  readonly facts: ModelFacts
  readonly flags: readonly Flag[]
  readonly toolCalls: readonly ToolCall[]
  /** An answer that reports its own failure (`response.failed`). */
  readonly error?: unknown
}

const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const isPresent = (value: unknown): boolean => value !== undefined && value !== null && value !== ''

function usageFacts(usage: unknown): ModelFacts {
  const details = readProperty(usage, 'prompt_tokens_details') ?? readProperty(usage, 'input_tokens_details')
  const outDetails = readProperty(usage, 'completion_tokens_details') ?? readProperty(usage, 'output_tokens_details')
  const inputTokens = number(readProperty(usage, 'prompt_tokens')) ?? number(readProperty(usage, 'input_tokens'))
  const outputTokens = number(readProperty(usage, 'completion_tokens')) ?? number(readProperty(usage, 'output_tokens'))
  const cachedInputTokens = number(readProperty(details, 'cached_tokens'))
  const reasoningTokens = number(readProperty(outDetails, 'reasoning_tokens'))
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(cachedInputTokens === undefined ? {} : { cachedInputTokens }),
    ...(reasoningTokens === undefined ? {} : { reasoningTokens }),
  }
}

const named = (model: unknown): ModelFacts => {
  const name = text(model)
  return name === undefined ? {} : { model: name }
}

/** A finish reason is looked up in the core's table: any text may be handed over. */
const finished = (reason: unknown): ModelFacts => {
  const word = text(reason)
  return word === undefined ? {} : { finishReason: word as NonNullable<ModelFacts['finishReason']> }
}

const functionCall = (call: unknown): ToolCall => ({ name: text(readProperty(call, 'name')), args: readProperty(call, 'arguments') })
const customCall = (call: unknown): ToolCall => ({ name: text(readProperty(call, 'name')), args: readProperty(call, 'input'), isText: true })

function chatCall(call: unknown): ToolCall {
  const custom = readProperty(call, 'custom')
  return custom === undefined ? functionCall(readProperty(call, 'function')) : customCall(custom)
}

const poorEnds: ReadonlySet<unknown> = new Set(['length', 'content_filter'])

/** Of several the first that came to its end: the others are there in case one does not. */
function bestChoice(result: unknown): unknown {
  const choices = list(readProperty(result, 'choices'))
  return choices.find((choice) => !poorEnds.has(readProperty(choice, 'finish_reason')) && !isPresent(readProperty(readProperty(choice, 'message'), 'refusal'))) ?? choices[0]
}

export function chatAnswer(result: unknown): Answer {
  const choice = bestChoice(result)
  const message = readProperty(choice, 'message')
  const older = readProperty(message, 'function_call')
  const calls = [...list(readProperty(message, 'tool_calls')).map(chatCall), ...(isPresent(older) ? [functionCall(older)] : [])]
  const finish = readProperty(choice, 'finish_reason')
  const isRefusal = isPresent(readProperty(message, 'refusal'))
  const hasContent = isPresent(readProperty(message, 'content')) || isPresent(readProperty(message, 'audio'))
  const isEmpty = !isRefusal && !hasContent && calls.length === 0 && !poorEnds.has(finish)
  return {
    facts: { ...usageFacts(readProperty(result, 'usage')), ...named(readProperty(result, 'model')), ...finished(finish), toolCallCount: calls.length },
    flags: isRefusal ? ['refusal'] : isEmpty ? ['empty_response'] : [],
    toolCalls: calls,
  }
}

const isSaid = (part: unknown): boolean => readProperty(part, 'type') !== 'output_text' || isPresent(readProperty(part, 'text'))

/** An item of a response that answers: thoughts do not, nor does a message without a word. The Agents SDK keeps the form of its items. */
export function isOutput(item: unknown): boolean {
  const type = readProperty(item, 'type')
  return type === 'message' ? list(readProperty(item, 'content')).some(isSaid) : type !== 'reasoning'
}

function responseCall(item: unknown): ToolCall | undefined {
  const type = readProperty(item, 'type')
  if (type === 'function_call') return functionCall(item)
  return type === 'custom_tool_call' ? customCall(item) : undefined
}

export function responsesAnswer(result: unknown): Answer {
  const output = list(readProperty(result, 'output'))
  const calls = output.flatMap((item) => responseCall(item) ?? [])
  const parts = output.flatMap((item) => list(readProperty(item, 'content')))
  const isRefusal = parts.some((part) => readProperty(part, 'type') === 'refusal')
  const status = readProperty(result, 'status')
  const reason = readProperty(readProperty(result, 'incomplete_details'), 'reason')
  const finish = status === 'incomplete' ? (reason ?? 'other') : status === 'failed' ? 'failed' : calls.length === 0 ? 'stop' : 'tool_calls'
  const answer: Answer = {
    facts: { ...usageFacts(readProperty(result, 'usage')), ...named(readProperty(result, 'model')), ...finished(finish), toolCallCount: calls.length },
    flags: isRefusal ? ['refusal'] : status === 'completed' && !output.some(isOutput) ? ['empty_response'] : [],
    toolCalls: calls,
  }
  return status === 'failed' ? { ...answer, error: readProperty(result, 'error') } : answer
}

export function textAnswer(result: unknown): Answer {
  const choice = list(readProperty(result, 'choices'))[0]
  return { facts: { ...usageFacts(readProperty(result, 'usage')), ...named(readProperty(result, 'model')), ...finished(readProperty(choice, 'finish_reason')) }, flags: [], toolCalls: [] }
}

/** Embeddings, images, audio: counts only. */
export const plainAnswer = (result: unknown): Answer => ({
  facts: { ...usageFacts(readProperty(result, 'usage')), ...named(readProperty(result, 'model')) }, flags: [], toolCalls: [],
})

const declaredName = (tool: unknown): string | undefined =>
  text(readProperty(readProperty(tool, 'function'), 'name')) ?? text(readProperty(readProperty(tool, 'custom'), 'name')) ?? text(readProperty(tool, 'name'))

/** Those of a namespace are called by names of their own. */
const declaredNames = (tool: unknown): readonly string[] => [declaredName(tool) ?? [], list(readProperty(tool, 'tools')).flatMap((inner) => declaredName(inner) ?? [])].flat()

/** Names of the tools that a request offers, in the form of chat completions (today's and `functions`) or of responses. */
export const offeredTools = (body: unknown): readonly string[] => [...list(readProperty(body, 'tools')), ...list(readProperty(body, 'functions'))].flatMap(declaredNames)

/** A prompt kept by the provider has tools of its own, and a search for tools finds more. */
export const mayOfferMore = (body: unknown): boolean =>
  (readProperty(body, 'messages') === undefined && isPresent(readProperty(body, 'prompt'))) || list(readProperty(body, 'tools')).some((tool) => readProperty(tool, 'type') === 'tool_search')

/** The answer was cut, and whatever it was about to say or call with it. */
export const endsEarly = ({ facts }: Answer): boolean => cutEnds.has(facts.finishReason)

const cutEnds: ReadonlySet<unknown> = new Set([...poorEnds, 'max_output_tokens'])

/** What may be told of a tool that a model asks for: a name that was not offered is the model's own text, also where no offer was seen at all. */
export const declaredTool = (offered: readonly string[], name: string | undefined): string => (name !== undefined && offered.includes(name) ? name : 'unlisted_tool')

/**
 * Tool arguments as a value: a JSON text is read, so that the same arguments are the same however they are written. Text that is no JSON is a
 * fault of the model's and has no value.
 */
export function readArguments(args: unknown): { readonly value: unknown } | undefined {
  if (typeof args !== 'string') return { value: args }
  try {
    return { value: JSON.parse(args) as unknown }
  } catch {
    return undefined
  }
}
