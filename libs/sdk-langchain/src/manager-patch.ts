import { readProperty, uuidv7 } from '@agenttracer/sdk-core'
import { watchBreaks } from './graph-breaks.ts'
import type { LangChainHook, RunInfo } from './hook.ts'
import { isGraph } from './names.ts'
import { hasQuietChildren, isQuiet, quietChild, quietChildOf, quietCopy } from './quiet-manager.ts'
import { replaceMethod } from './replace-method.ts'

type Hooks = ReadonlySet<LangChainHook>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A manager's own facts about the run that it starts. */
function infoOf(manager: unknown, key: string, name: unknown): RunInfo {
  const tags = readProperty(manager, 'tags')
  return { key, parent: text(readProperty(manager, '_parentRunId')), name: text(name), tags: Array.isArray(tags) ? tags : [], metadata: readProperty(manager, 'metadata') }
}

const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)

type OnStart = (hook: LangChainHook, manager: unknown, key: string, args: readonly unknown[]) => void

/** The start methods: where the run id stands among their arguments, and what they tell. */
const starts: readonly { readonly name: string; readonly idAt: number; readonly on: OnStart }[] = [
  { name: 'handleChainStart', idAt: 2, on: (hook, manager, key, args) => hook.chainStart(infoOf(manager, key, args[6]), { serialized: args[0], inputs: args[1], type: text(args[3]) }) },
  { name: 'handleToolStart', idAt: 2, on: (hook, manager, key, args) => hook.toolStart(infoOf(manager, key, args[6]), args[0], args[1], args[7]) },
  { name: 'handleRetrieverStart', idAt: 2, on: (hook, manager, key, args) => hook.retrieverStart(infoOf(manager, key, args[6]), args[0], args[1]) },
]

const modelStart: OnStart = (hook, manager, key, args) => hook.modelStart(infoOf(manager, key, args[7]), { serialized: args[0], extra: args[4], messages: first(args[1]) })

type OnEnd = (hook: LangChainHook, key: string, value: unknown, manager: unknown) => void

const ends: readonly { readonly manager: string; readonly name: string; readonly on: OnEnd }[] = [
  { manager: 'CallbackManagerForLLMRun', name: 'handleLLMNewToken', on: (hook, key) => hook.modelToken(key) },
  { manager: 'CallbackManagerForLLMRun', name: 'handleLLMEnd', on: (hook, key, output) => hook.modelEnd(key, output) },
  { manager: 'CallbackManagerForLLMRun', name: 'handleLLMError', on: (hook, key, error) => hook.modelError(key, error) },
  { manager: 'CallbackManagerForChainRun', name: 'handleChainEnd', on: (hook, key, output, manager) => hook.chainEnd(key, output, parentOf(manager)) },
  { manager: 'CallbackManagerForChainRun', name: 'handleChainError', on: (hook, key, error, manager) => hook.chainError(key, error, parentOf(manager)) },
  { manager: 'CallbackManagerForToolRun', name: 'handleToolEnd', on: (hook, key, output) => hook.toolEnd(key, output) },
  { manager: 'CallbackManagerForToolRun', name: 'handleToolError', on: (hook, key, error) => hook.toolError(key, error) },
  { manager: 'CallbackManagerForRetrieverRun', name: 'handleRetrieverEnd', on: (hook, key, output) => hook.retrieverEnd(key, output) },
  { manager: 'CallbackManagerForRetrieverRun', name: 'handleRetrieverError', on: (hook, key, error) => hook.retrieverError(key, error) },
]

const parentOf = (manager: unknown): string | undefined => text(readProperty(manager, '_parentRunId'))

/** Every hook, each in its own guard: none can reach LangChain or another. */
function each(hooks: Hooks, tell: (hook: LangChainHook) => void): void {
  for (const hook of hooks) hook.guarded(tell)
}

/**
 * Every run gets a manager, also one that nobody has given callbacks: without one LangChain tells nobody. Core is asked as if there were
 * no manager; only if it wants none (no handlers, no tracing by environment) is a cheap one made.
 */
function patchConfigure(managerClass: unknown, hooks: Hooks): () => void {
  return replaceMethod(managerClass, '_configureSync', (original) => function configureTraced(this: unknown, ...args) {
    const [given, local, ...config] = args
    if (hooks.size === 0 || typeof managerClass !== 'function') return original.apply(this, args)
    if (!isQuiet(given, managerClass) || local !== undefined) return original.apply(this, args) ?? Reflect.construct(managerClass, [])
    return original.call(this, undefined, undefined, ...config) === undefined ? quietChild(given, managerClass, config) : original.apply(this, args)
  })
}

/** Managers without handlers are copied for every runnable: core's own way to do it is most of what tracing would cost. */
function patchCopies(module: unknown, managerClass: unknown, hooks: Hooks): readonly (() => void)[] {
  if (typeof managerClass !== 'function') return []
  const copy = replaceMethod(managerClass.prototype, 'copy', (original) => function copied(this: unknown, ...args) {
    const isPlain = hooks.size !== 0 && isQuiet(this, managerClass) && (args[0] === undefined || (Array.isArray(args[0]) && args[0].length === 0))
    return isPlain ? quietCopy(this, managerClass) : original.apply(this, args)
  })
  const children = ['CallbackManagerForChainRun', 'CallbackManagerForToolRun', 'CallbackManagerForRetrieverRun'].map((name) =>
    replaceMethod(readProperty(readProperty(module, name), 'prototype'), 'getChild', (original) => function childOf(this: unknown, ...args) {
      return hooks.size !== 0 && hasQuietChildren(this) ? quietChildOf(this, managerClass, args[0]) : original.apply(this, args)
    }))
  return [copy, ...children]
}

function patchStart(prototype: unknown, start: (typeof starts)[number], hooks: Hooks): () => void {
  return replaceMethod(prototype, start.name, (original) => function startTraced(this: unknown, ...args) {
    const key = text(args[start.idAt]) ?? uuidv7()
    args[start.idAt] = key
    each(hooks, (hook) => start.on(hook, this, key, args))
    const started = original.apply(this, args)
    if (start.name !== 'handleChainStart' || hooks.size === 0 || !isGraph(args[0])) return started
    return watchBreaks(started, { stopped: () => each(hooks, (hook) => hook.graphStopped(key)), resumed: () => each(hooks, (hook) => hook.graphResumed(key)) })
  })
}

/** A model may be asked several prompts at once: core gives each but the first an id of its own. */
function patchModelStart(prototype: unknown, name: string, hooks: Hooks): () => void {
  return replaceMethod(prototype, name, (original) => function modelStartTraced(this: unknown, ...args) {
    const key = text(args[2]) ?? uuidv7()
    args[2] = key
    each(hooks, (hook) => modelStart(hook, this, key, args))
    const managers = original.apply(this, args)
    const prompts = args[1]
    return Array.isArray(prompts) && prompts.length > 1 && managers instanceof Promise ? others(this, managers, args, hooks) : managers
  })
}

async function others(manager: unknown, managers: Promise<unknown>, args: readonly unknown[], hooks: Hooks): Promise<unknown> {
  const started = await managers
  for (const [index, each_] of (Array.isArray(started) ? started : []).entries()) {
    const key = text(readProperty(each_, 'runId'))
    const prompts = args[1]
    if (index === 0 || key === undefined) continue
    each(hooks, (hook) => modelStart(hook, manager, key, [args[0], [Array.isArray(prompts) ? prompts[index] : undefined], ...args.slice(2)]))
  }
  return started
}

function patchEnd(module: unknown, end: (typeof ends)[number], hooks: Hooks): () => void {
  return replaceMethod(readProperty(readProperty(module, end.manager), 'prototype'), end.name, (original) => function endTraced(this: unknown, ...args) {
    const key = text(readProperty(this, 'runId'))
    if (key !== undefined) each(hooks, (hook) => end.on(hook, key, args[0], this))
    return original.apply(this, args)
  })
}

/**
 * Watches the callback managers of one copy of core. This sees what a callback handler sees, at a fraction of its price: a handler costs
 * a promise and a context switch for every event, before it has done anything.
 */
export function patchManagers(module: unknown, hooks: Hooks): () => void {
  const managerClass = readProperty(module, 'CallbackManager')
  const prototype = readProperty(managerClass, 'prototype')
  const undo = [
    patchConfigure(managerClass, hooks),
    ...patchCopies(module, managerClass, hooks),
    ...starts.map((start) => patchStart(prototype, start, hooks)),
    ...['handleChatModelStart', 'handleLLMStart'].map((name) => patchModelStart(prototype, name, hooks)),
    ...ends.map((end) => patchEnd(module, end, hooks)),
  ]
  return () => undo.forEach((one) => one())
}
