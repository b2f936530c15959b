import { readProperty } from '@agenttracer/sdk-core'
import { chatAnswer, responsesAnswer, textAnswer, type Answer } from './answer.ts'

/** Puts the parts of a streamed answer together as far as counts, closed words and tool calls need it. Texts are seen, not kept. */
export interface StreamReader {
  /** @returns true when the part carries the first output. */
  read(part: unknown): boolean
  /** Undefined while the stream has said no end. */
  answer(): Answer | undefined
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** One of the answers that a stream carries at the same time. */
interface Choice {
  finish: unknown
  hasRefusal: boolean
  hasContent: boolean
  readonly calls: Map<unknown, StreamedCall>
}

const maxChoices = 128

export function chatReader(): StreamReader {
  let model: unknown, usage: unknown
  const choices = new Map<unknown, Choice>()
  return {
    read(part) {
      model ??= readProperty(part, 'model')
      usage = readProperty(part, 'usage') ?? usage
      const parts = list(readProperty(part, 'choices'))
      for (const each of parts) readChoice(choices, each)
      return parts.length > 0
    },
    answer() {
      const ended = [...choices].sort(([a], [b]) => Number(a) - Number(b)).filter(([, { finish }]) => finish !== undefined && finish !== null)
      return ended.length === 0 ? undefined : chatAnswer({ model, usage, choices: ended.map(([, choice]) => whole(choice)) })
    },
  }
}

function readChoice(choices: Map<unknown, Choice>, part: unknown): void {
  const index = readProperty(part, 'index') ?? 0
  const choice = choices.get(index) ?? { finish: undefined, hasRefusal: false, hasContent: false, calls: new Map<unknown, StreamedCall>() }
  if (choices.size < maxChoices) choices.set(index, choice)
  choice.finish = readProperty(part, 'finish_reason') ?? choice.finish
  const delta = readProperty(part, 'delta')
  choice.hasRefusal ||= isText(readProperty(delta, 'refusal'))
  choice.hasContent ||= isText(readProperty(delta, 'content')) || readProperty(delta, 'audio') != null
  for (const call of list(readProperty(delta, 'tool_calls'))) addCall(choice.calls, readProperty(call, 'index'), call)
  const older = readProperty(delta, 'function_call')
  if (older != null) addCall(choice.calls, 'function_call', { function: older })
}

/** The form that it would have had without a stream. */
function whole({ finish, hasRefusal, hasContent, calls }: Choice): object {
  const tool_calls = [...calls.values()].map(({ name, args, kind }) => ({ [kind]: { name, [argumentsOf[kind]]: args } }))
  return { finish_reason: finish, message: { content: hasContent ? 'x' : null, refusal: hasRefusal ? 'x' : null, tool_calls } }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
/** Enough to tell whether the arguments are JSON and whether they repeat. */
const maxArguments = 20_000

interface StreamedCall {
  readonly kind: 'function' | 'custom'
  readonly name: unknown
  readonly args: string
}

/** Where a call of each kind has what the tool is given. */
const argumentsOf = { function: 'arguments', custom: 'input' } as const

function addCall(calls: Map<unknown, StreamedCall>, index: unknown, call: unknown): void {
  const known = calls.get(index) ?? { kind: 'function', name: undefined, args: '' }
  const kind = readProperty(call, 'custom') == null ? known.kind : 'custom'
  const part = readProperty(call, kind)
  const more = readProperty(part, argumentsOf[kind])
  if (calls.size < 100) calls.set(index, { kind, name: readProperty(part, 'name') ?? known.name, args: typeof more === 'string' && known.args.length < maxArguments ? known.args + more : known.args })
}

export function responsesReader(): StreamReader {
  let last: unknown
  let error: unknown
  return {
    read(part) {
      const type = readProperty(part, 'type')
      if (type === 'response.completed' || type === 'response.incomplete' || type === 'response.failed') last = readProperty(part, 'response')
      // Whoever stops reading there leaves as at a good end.
      if (type === 'error') error = part
      return typeof type === 'string' && type.endsWith('.delta')
    },
    answer: () => (last !== undefined ? responsesAnswer(last) : error === undefined ? undefined : { facts: { finishReason: 'error' }, flags: [], toolCalls: [], error }),
  }
}

export function textReader(): StreamReader {
  let last: unknown
  return {
    read(part) {
      if (readProperty(list(readProperty(part, 'choices'))[0], 'finish_reason') != null) last = part
      return true
    },
    answer: () => (last === undefined ? undefined : textAnswer(last)),
  }
}

/** Events of audio and images: their end is the end of the stream. */
export const plainReader = (): StreamReader => ({ read: () => true, answer: () => ({ facts: {}, flags: [], toolCalls: [] }) })
