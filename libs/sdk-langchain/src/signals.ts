import { errorClass, readProperty, type WorkEnd } from '@agenttracer/sdk-core'
import { firstGeneration, firstMessage } from './counts.ts'

type Flag = NonNullable<WorkEnd['flags']>[number]

const aborts: ReadonlySet<string> = new Set(['AbortError', 'ModelAbortError', 'APIUserAbortError'])
const interrupts: ReadonlySet<string> = new Set(['GraphInterrupt', 'NodeInterrupt', 'GraphBubbleUp'])
const parsers: ReadonlySet<string> = new Set(['SyntaxError', 'ZodError', '$ZodError', 'OutputParserException', 'StructuredOutputParsingError', 'MultipleStructuredOutputsError'])
const badArguments: ReadonlySet<string> = new Set(['ToolInputParsingException', 'ToolInvocationError'])

const isOneOf = (error: unknown, classes: ReadonlySet<string>): boolean => {
  const name = errorClass(error)
  return name !== undefined && classes.has(name)
}

export const isAbort = (error: unknown): boolean => isOneOf(error, aborts)
/** LangGraph stops a graph for a human by throwing: that is no failure. */
export const isInterrupt = (error: unknown): boolean => isOneOf(error, interrupts)
/** LangGraph's way to leave a subgraph: control flow. */
export const isControlFlow = (error: unknown): boolean => errorClass(error) === 'ParentCommand'
/** LangGraph goes on with what waited for a human when it is given a command that resumes. */
export const isResume = (inputs: unknown): boolean => readProperty(inputs, 'lg_name') === 'Command' && readProperty(inputs, 'resume') !== undefined
/** LangChain marks the errors of model providers; in a retriever that asked no chat model it is the embedding of the query that failed. */
export const isProviderError = (error: unknown): boolean => [error, readProperty(error, 'cause')].some((each) => /^MODEL_/.test(String(readProperty(each, 'lc_error_code'))))

/** Messages that a tool adds to the state by the command it returns; an update is an object or a list of keys and values. */
export function updatesOf(output: unknown): readonly unknown[] {
  const update = readProperty(output, 'lg_name') === 'Command' ? readProperty(output, 'update') : undefined
  const added: unknown = Array.isArray(update) ? update.findLast((pair) => readProperty(pair, '0') === 'messages')?.[1] : readProperty(update, 'messages')
  return Array.isArray(added) ? added : [added]
}

/** An error of reading a good answer. */
export const isParseError = (error: unknown): boolean => isOneOf(error, parsers)
export const isBadArguments = (error: unknown): boolean => isOneOf(error, badArguments)
/**
 * LangGraph's client answers a refused request with an `HTTPError` that keeps the server's text beside the status (not read here), and a server that
 * cannot be reached with a bare error that it calls `ConnectionError`: the remote graph never got to run. Other libraries' errors of those names have
 * no such field, or are of a class of their own.
 */
export const isRemoteRefusal = (error: unknown): boolean =>
  (errorClass(error) === 'HTTPError' && typeof readProperty(error, 'status') === 'number' && Object.hasOwn(error as object, 'text')) ||
  (readProperty(error, 'name') === 'ConnectionError' && readProperty(readProperty(error, 'constructor'), 'name') === 'Error')
export const isBare = (error: unknown): boolean => errorClass(error) === 'Error'

/** `AbortSignal.timeout` and middlewares of that kind: a deadline, not a cancel. */
export const isDeadline = (signal: AbortSignal | undefined): boolean => signal?.aborted === true && errorClass(signal.reason) === 'TimeoutError'

const isEmpty = (content: unknown): boolean => content === undefined || content === null || content === '' || (Array.isArray(content) && content.length === 0)

/** A chat completion's refusal is not in LangChain's message; it is in the raw answer, where the host asked for that. */
function isRawRefusal(raw: unknown): boolean {
  const choices = readProperty(raw, 'choices')
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined
  return [readProperty(choice, 'message'), readProperty(choice, 'delta')].some((said) => !isEmpty(readProperty(said, 'refusal')))
}

/** What an answer shows besides its counts: that a refusal is there, or nothing at all. Texts are looked at for presence only. */
export function answerFlags(output: unknown): readonly Flag[] {
  const message = firstMessage(output)
  if (message === undefined) return []
  const extra = readProperty(message, 'additional_kwargs')
  const content = readProperty(message, 'content')
  const hasRefusalPart = Array.isArray(content) && content.some((part) => readProperty(part, 'type') === 'refusal')
  if (hasRefusalPart || !isEmpty(readProperty(extra, 'refusal')) || isRawRefusal(readProperty(extra, '__raw_response'))) return ['refusal']
  const calls = [readProperty(message, 'tool_calls'), readProperty(message, 'invalid_tool_calls')]
  const hasCalls = calls.some((list) => Array.isArray(list) && list.length !== 0)
  const isNothing = isEmpty(content) && !hasCalls && isEmpty(readProperty(extra, 'audio')) && isEmpty(readProperty(firstGeneration(output), 'text'))
  return isNothing ? ['empty_response'] : []
}
