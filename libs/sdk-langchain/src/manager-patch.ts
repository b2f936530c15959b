import { readProperty } from '@agenttracer/sdk-core'
import { patchConfigure, patchCopies } from './configure-patch.ts'
import { watchBreaks } from './graph-breaks.ts'
import type { LangChainHook, RunInfo } from './hook.ts'
import { announce } from './late-serialization.ts'
import { isGraph } from './names.ts'
import { isQuiet, isQuietRun, quietRun, type QuietManager } from './quiet-manager.ts'
import { isCores, replaceMethod, type Method } from './replace-method.ts'
import { runKey } from './run-key.ts'

type Hooks = ReadonlySet<LangChainHook>

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** A manager's own facts about the run that it starts. Read within a hook's guard. */
function infoOf(manager: unknown, key: string, name: unknown): RunInfo {
  const { tags, metadata, _parentRunId } = manager as QuietManager
  return { key, parent: text(_parentRunId), name: text(name), tags: Array.isArray(tags) ? tags : [], metadata }
}

const prototypeOf = (module: unknown, name: string): unknown => readProperty(readProperty(module, name), 'prototype')

const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined)

type OnStart = (hook: LangChainHook, manager: unknown, key: string, args: readonly unknown[]) => void

/** The start methods: the class of the run's manager, where the run id stands among their arguments, and what they tell. */
const starts: readonly { readonly name: string; readonly run: string; readonly idAt: number; readonly on: OnStart }[] = [
  { name: 'handleChainStart', run: 'CallbackManagerForChainRun', idAt: 2, on: (hook, manager, key, args) => hook.chainStart(infoOf(manager, key, args[6]), { serialized: args[0], inputs: args[1], type: text(args[3]) }) },
  { name: 'handleToolStart', run: 'CallbackManagerForToolRun', idAt: 2, on: (hook, manager, key, args) => hook.toolStart(infoOf(manager, key, args[6]), args[0], args[1], args[7]) },
  { name: 'handleRetrieverStart', run: 'CallbackManagerForRetrieverRun', idAt: 2, on: (hook, manager, key, args) => hook.retrieverStart(infoOf(manager, key, args[6]), args[0], args[1]) },
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

/** A start of core's for which nobody listens: answers its run's manager, or undefined where somebody may want to be told. */
function silentStart(module: unknown, start: { readonly name: string; readonly run: string }, original: Method): (manager: unknown, key: string) => object | undefined {
  const managerClass = readProperty(module, 'CallbackManager')
  const runClass = readProperty(module, start.run)
  if (typeof managerClass !== 'function' || typeof runClass !== 'function' || !isCores(original, start.name)) return () => undefined
  return (manager, key) => (isQuiet(manager, managerClass) ? quietRun(manager, runClass, key) : undefined)
}

function patchStart(module: unknown, start: (typeof starts)[number], hooks: Hooks): () => void {
  return replaceMethod(prototypeOf(module, 'CallbackManager'), start.name, (original) => {
    const silent = silentStart(module, start, original)
    return function startTraced(this: unknown, ...args) {
      const key = text(args[start.idAt]) ?? runKey()
      args[start.idAt] = key
      each(hooks, (hook) => start.on(hook, this, key, args))
      const run = silent(this, key)
      const started = run === undefined ? original.apply(this, args) : Promise.resolve(run)
      if (start.name !== 'handleChainStart' || hooks.size === 0 || !isGraph(args[0])) return started
      return watchBreaks(started, { stopped: () => each(hooks, (hook) => hook.graphStopped(key)), resumed: () => each(hooks, (hook) => hook.graphResumed(key)) })
    }
  })
}

/** A model may be asked several prompts at once: core gives each but the first an id of its own. */
function patchModelStart(module: unknown, name: string, hooks: Hooks): () => void {
  return replaceMethod(prototypeOf(module, 'CallbackManager'), name, (original) => {
    const silent = silentStart(module, { name, run: 'CallbackManagerForLLMRun' }, original)
    return function modelStartTraced(this: unknown, ...args) {
      const key = text(args[2]) ?? runKey()
      args[2] = key
      each(hooks, (hook) => modelStart(hook, this, key, args))
      const prompts = args[1]
      const run = Array.isArray(prompts) && prompts.length === 1 ? silent(this, key) : undefined
      const managers = run === undefined ? original.apply(this, args) : Promise.resolve([run])
      return Array.isArray(prompts) && prompts.length > 1 && managers instanceof Promise ? others(this, managers, args, hooks) : managers
    }
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
  return replaceMethod(prototypeOf(module, end.manager), end.name, (original) => {
    // An error goes on in core's own time: what it stopped beneath has told its own by then.
    const canSkip = isCores(original, end.name) && !end.name.endsWith('Error')
    return function endTraced(this: unknown, ...args) {
      const key = text(readProperty(this, 'runId'))
      if (key !== undefined) each(hooks, (hook) => end.on(hook, key, args[0], this))
      return canSkip && isQuietRun(this) ? Promise.resolve() : original.apply(this, args)
    }
  })
}

/**
 * Watches the callback managers of one copy of core. This sees what a callback handler sees, at a fraction of its price: a handler costs
 * a promise and a context switch for every event, before it has done anything.
 */
export function patchManagers(module: unknown, hooks: Hooks): () => void {
  const managerClass = readProperty(module, 'CallbackManager')
  const prototype = prototypeOf(module, 'CallbackManager')
  const modelStarts = ['handleChatModelStart', 'handleLLMStart']
  const undo = [
    patchConfigure(managerClass, hooks),
    ...patchCopies(module, managerClass, hooks),
    ...starts.map((start) => patchStart(module, start, hooks)),
    ...modelStarts.map((name) => patchModelStart(module, name, hooks)),
    ...ends.map((end) => patchEnd(module, end, hooks)),
  ]
  const isHeardByNobody = (manager: unknown): boolean => hooks.size !== 0 && typeof managerClass === 'function' && isQuiet(manager, managerClass)
  if (typeof prototype === 'object' && prototype !== null) for (const name of [...starts.map((start) => start.name), ...modelStarts]) announce(prototype, name, isHeardByNobody)
  return () => undo.forEach((one) => one())
}
