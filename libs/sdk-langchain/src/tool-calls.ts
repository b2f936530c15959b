import { readProperty, type PluginContext } from '@agenttracer/sdk-core'
import { firstMessage } from './counts.ts'

const maxPending = 500
/** Results of the last turn are at the end of what a model is given. */
const maxLooked = 50

type Fault = 'unknown_tool' | 'invalid_tool_arguments'

interface PendingCall {
  /** Only if it was offered: a name that the model invented is content. */
  readonly name: string | undefined
  readonly parent: string
  /** Known to be bad already; told when the framework has dealt with it, or at the end of the run. */
  readonly fault: Fault | undefined
}

/**
 * Calls that a model asked for and whose tool has not started. LangChain fires no callback for an unknown tool or for arguments that
 * break the schema, so what was asked is compared with what then ran.
 */
export class ToolCalls {
  readonly #context: PluginContext
  readonly #pending = new Map<string, PendingCall>()
  /** Tools that have started and not ended, by call id; one that the host called itself by its own key. */
  readonly #running = new Map<string, { readonly key: string; readonly parent: string | undefined }>()

  constructor(context: PluginContext) {
    this.#context = context
  }

  /** A model has answered. Names that were not offered, and arguments that are not JSON, are faults already. */
  asked(model: { key: string; parent: string | undefined; offered: readonly string[] }, output: unknown): void {
    const message = firstMessage(output)
    const parent = model.parent ?? model.key
    const note = (call: unknown, faultOfKnown: Fault | undefined): void => {
      const name = readProperty(call, 'name')
      const id = readProperty(call, 'id')
      const isDeclared = typeof name === 'string' && model.offered.includes(name)
      // Where no offer was seen nothing tells whether the tool is known, and its name is not told either.
      const isOffered = isDeclared || (typeof name === 'string' && model.offered.length === 0)
      const pending = { name: isDeclared ? name : undefined, parent, fault: isOffered ? faultOfKnown : ('unknown_tool' as const) }
      if (this.#pending.size < maxPending) this.#pending.set(typeof id === 'string' ? id : `${model.key}:${this.#pending.size}`, pending)
    }
    for (const call of list(readProperty(message, 'tool_calls'))) note(call, undefined)
    for (const call of list(readProperty(message, 'invalid_tool_calls'))) note(call, 'invalid_tool_arguments')
  }

  started(callId: unknown, key: string, parent: string | undefined): void {
    const id = typeof callId === 'string' ? callId : key
    this.#pending.delete(id)
    if (this.#running.size < maxPending) this.#running.set(id, { key, parent })
  }

  /** A tool has told its end: answers the id of the call that it ran for. */
  ended(key: string): string | undefined {
    for (const [id, running] of this.#running) {
      if (running.key !== key) continue
      this.#running.delete(id)
      return id
    }
    return undefined
  }

  /** A node failed with an error that no step has thrown, while a tool of its own has not told its end: its result was refused. */
  failedIn(node: string, error: unknown): boolean {
    const [id, tool] = [...this.#running].findLast(([, { parent }]) => parent === node) ?? []
    if (id === undefined || tool === undefined) return false
    this.#running.delete(id)
    this.#context.step.end(tool.key, { error, flags: ['invalid_result'] })
    return true
  }

  /** Messages that a node returned or a model is given: an error result of a call whose tool never started is one of bad arguments. */
  answered(messages: unknown, parent?: string): void {
    if (this.#pending.size + this.#running.size === 0) return
    for (const message of list(messages).slice(-maxLooked)) {
      const id = readProperty(message, 'tool_call_id')
      if (typeof id === 'string') this.#resultRefused(id, message)
      const call = typeof id === 'string' ? this.#take(id) : undefined
      if (call === undefined) continue
      if (call.fault !== undefined || readProperty(message, 'status') === 'error') this.#report(parent ?? call.parent, call.name, call.fault ?? 'invalid_tool_arguments')
    }
  }

  /** An answer for a tool that never told its end: what it returned was not what it had declared. */
  #resultRefused(id: string, message: unknown): void {
    const tool = this.#running.get(id)
    if (tool === undefined) return
    this.#running.delete(id)
    this.#context.step.end(tool.key, readProperty(message, 'status') === 'error' ? { status: 'error', flags: ['invalid_result'] } : {})
  }

  /** A middleware has answered calls itself: they were stopped, not wrong. */
  stopped(messages: unknown): boolean {
    const errors = list(messages).slice(-maxLooked).filter((message) => readProperty(message, 'status') === 'error' && typeof readProperty(message, 'tool_call_id') === 'string')
    for (const message of errors) this.#pending.delete(readProperty(message, 'tool_call_id') as string)
    return errors.length !== 0
  }

  /** A tool has refused the arguments of this call. */
  refusedCall(id: string, parent: string | undefined, error: unknown): void {
    const call = this.#take(id)
    if (call !== undefined) this.#report(parent ?? call.parent, call.name, 'invalid_tool_arguments', error)
  }

  /** The arguments of a call broke its schema and the error went up. */
  refused(parent: string, error: unknown): void {
    const [id] = [...this.#pending.keys()].slice(-1)
    const call = id === undefined ? undefined : this.#take(id)
    if (call !== undefined) this.#report(parent, call.name, 'invalid_tool_arguments', error)
  }

  /** The host's call is over: what nobody has dealt with is told now. */
  over(): void {
    for (const { name, parent, fault } of this.#pending.values()) if (fault !== undefined) this.#report(parent, name, fault)
    this.#pending.clear()
  }

  #take(id: string): PendingCall | undefined {
    const call = this.#pending.get(id)
    this.#pending.delete(id)
    return call
  }

  #report(parent: string, name: string | undefined, flag: Fault, error?: unknown): void {
    const key = {}
    this.#context.step.start(key, { type: 'tool', name: name ?? 'unlisted_tool', parent, operation: 'execute_tool' })
    this.#context.step.end(key, error === undefined ? { status: 'error', flags: [flag] } : { error, flags: [flag] })
  }
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
