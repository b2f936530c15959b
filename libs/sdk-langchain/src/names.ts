import { readProperty } from '@agenttracer/sdk-core'

/** A text that says something. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Class name of a serialized component: the last part of its `id`, or its constructor's name in older cores. */
export function className(serialized: unknown): string | undefined {
  const id = readProperty(serialized, 'id')
  return Array.isArray(id) ? text(id.at(-1)) : undefined
}

const graphs: ReadonlySet<string | undefined> = new Set(['CompiledStateGraph', 'CompiledGraph', 'Pregel'])

export const isGraph = (serialized: unknown): boolean => graphs.has(className(serialized))

/** The model that was asked for. */
export function modelName(params: unknown, metadata: unknown): string | undefined {
  const field = (key: string): string | undefined => text(readProperty(params, key))
  return field('model') ?? field('model_name') ?? text(readProperty(metadata, 'ls_model_name')) ?? field('modelName') ?? field('deployment')
}

/** Name of a tool as its author declared it. */
export const toolName = (serialized: unknown, runName: string | undefined): string | undefined => runName ?? text(readProperty(serialized, 'name'))

export const retrieverName = (serialized: unknown, runName: string | undefined): string | undefined => runName ?? className(serialized)

/** Where the providers' forms of a tool hold its name: OpenAI's two, Bedrock's, Google's list; Anthropic's is the tool itself. */
function declarations(tool: unknown): readonly unknown[] {
  const group = readProperty(tool, 'functionDeclarations')
  return Array.isArray(group) ? group : [['function', 'custom', 'toolSpec'].map((key) => readProperty(tool, key)).find((each) => each !== undefined) ?? tool]
}

/** Names of the tools that a request offers to the model. */
export function offeredTools(params: unknown): readonly string[] {
  const tools = readProperty(params, 'tools')
  return Array.isArray(tools) ? tools.flatMap(declarations).flatMap((each) => text(readProperty(each, 'name')) ?? []) : []
}

export type ChainKind = 'agent' | 'node' | 'hook' | 'graph' | 'named' | 'function' | 'parser' | 'plumbing'

/** Names that frameworks give on their own: they say nothing about the host's program. */
const plumbing = /^(Runnable|Channel|Branch|_|Prompt|ChatPrompt|StrOutputParser|LangGraph$|Passthrough)|Prompt(Template)?$|^(true|false)$/

/** Nodes that `createAgent` makes of a middleware: they run every turn and say nothing unless they stop it. */
const middlewareHook = /\.(before|after)_(agent|model)$/

export interface Chain {
  readonly kind: ChainKind
  readonly name: string | undefined
  /** Of what only passes on: the nearest run around that does more. A chain that is tried again is another run in the same place. */
  around?: string | undefined
  /** The host called it itself. */
  isOutermost?: boolean
  parent?: string | undefined
  /** The run of `withFallbacks` that it lies in: whatever is asked in it stands in for what was asked there before. */
  fallbacks?: string | undefined
  /** Messages that a middleware was given. */
  given?: readonly unknown[]
}

/** What core calls a runnable that its author has not named: what it wraps, or its class. */
function defaultName(runnable: unknown): string | undefined {
  let inner = runnable
  for (let depth = 0; depth < 6 && readProperty(inner, 'bound') !== undefined; depth++) inner = readProperty(inner, 'bound')
  return text(readProperty(inner, 'name')) ?? text(readProperty(readProperty(inner, 'constructor'), 'name'))
}

/** Asks one after the other until one answers. */
export const isFallbacks = (serialized: unknown): boolean => className(serialized) === 'RunnableWithFallbacks'

/** Tries again what it wraps under that one's name; a chain beneath has its own run. */
const isRetryOf = (serialized: unknown, name: string): boolean =>
  className(serialized) === 'RunnableRetry' && name === defaultName(readProperty(readProperty(serialized, 'kwargs'), 'bound'))

/** LangGraph's name for the one handler that all nodes without their own have for their errors. */
const defaultHandler = '__default_error_handler__'

/** The task that an error handler of LangGraph was called for: it stands beneath that task. */
function handledTask(metadata: unknown): string | undefined {
  const task = text(readProperty(metadata, 'langgraph_checkpoint_ns'))
  const at = task?.search(/\|__(default_)?error_handler__[^|]*$/) ?? -1
  return at < 0 ? undefined : task?.slice(0, at)
}

/** The shared handler under the name that a node's own would have: what it does, it does in the place of the node that failed. */
function handlerOf(metadata: unknown): string | undefined {
  const failed = handledTask(metadata)?.split('|').at(-1)?.split(':')[0]
  return failed === undefined || failed === '' ? undefined : `__error_handler__${failed}`
}

/** What a chain run is: a graph node, an agent, a named chain, a parser, or plumbing. */
export function chainOf(serialized: unknown, run: { name: string | undefined; type: string | undefined; tags: readonly string[]; metadata: unknown }): Chain {
  const own = className(serialized)
  const name = run.name
  if (run.type === 'parser') return { kind: 'parser', name: name ?? own }
  if (run.type === 'prompt' || run.tags.includes('langsmith:hidden')) return { kind: 'plumbing', name: undefined }
  if (isGraph(serialized)) {
    if (name !== undefined && name === readProperty(run.metadata, 'lc_agent_name')) return { kind: 'agent', name }
    return { kind: 'graph', name: name === 'LangGraph' ? undefined : name }
  }
  const isNode = name !== undefined && name === readProperty(run.metadata, 'langgraph_node') && run.tags.some((tag) => tag.startsWith('graph:step:'))
  if (isNode) return { kind: middlewareHook.test(name) ? 'hook' : 'node', name: name === defaultHandler ? (handlerOf(run.metadata) ?? name) : name }
  if (name === undefined || name === own || plumbing.test(name) || isRetryOf(serialized, name)) return { kind: 'plumbing', name: undefined }
  return { kind: own === 'RunnableLambda' || own === 'RunnableCallable' ? 'function' : 'named', name }
}

/** The graph node that a run lies in. */
export const nodeOf = (metadata: unknown): string | undefined => text(readProperty(metadata, 'langgraph_node'))

/** Work under one key is the same logical call: the graph's task (it keeps its id over retries), else the parent run. */
export function lane(type: string, name: string | undefined, parent: string | undefined, metadata: unknown): string | undefined {
  const task = text(readProperty(metadata, 'langgraph_checkpoint_ns')) ?? parent
  return task === undefined ? undefined : `${task}|${type}|${name ?? ''}`
}
