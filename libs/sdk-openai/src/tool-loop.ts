import { readProperty, type PluginContext, type WorkEnd } from '@agenttracer/sdk-core'
import { readArguments } from './answer.ts'
import { isAbortError } from './signals.ts'

type Method = (this: unknown, ...args: readonly unknown[]) => unknown

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isFunction = (value: unknown): value is Method => typeof value === 'function'

/** A copy with hidden properties and all, one of them replaced: the client marks its own tools by properties that do not enumerate. */
function withProperty(original: object, name: string, value: unknown): object {
  const own = Object.getOwnPropertyDescriptor(original, name)
  const descriptors = { ...Object.getOwnPropertyDescriptors(original), [name]: { value, writable: true, configurable: true, enumerable: own?.enumerable ?? true } }
  return Object.create(Object.getPrototypeOf(original) as object | null, descriptors) as object
}

/**
 * `runTools` of the client: a loop of model calls and of the host's own functions. It is one run (or part of the run around it), each of its
 * functions a tool step. Nobody listens to the runner: a listener for errors would change whether they count as handled.
 */
export class ToolLoop {
  readonly #context: PluginContext

  constructor(context: PluginContext) {
    this.#context = context
    context.run.start(this, {})
  }

  within<R>(fn: () => R): R {
    return this.#context.within(this, fn)
  }

  /** The request with functions that tell when they run; the host's own request and tools stay as they are. */
  watched(body: unknown): unknown {
    const tools = readProperty(body, 'tools')
    return isObject(body) && Array.isArray(tools) ? withProperty(body, 'tools', tools.map((tool: unknown) => this.#tool(tool))) : body
  }

  /** Tells the end, whichever way it comes. */
  observe(runner: unknown, [body, options]: readonly unknown[]): void {
    const emit = readProperty(runner, '_emit')
    if (!isObject(runner) || !isFunction(emit)) {
      this.end({})
      return
    }
    const tell = this.#context.guard((event: unknown, error: unknown) => {
      if (event === 'error') this.end({ error })
      else if (event === 'abort') this.end({ error, status: 'cancelled', flags: ['caller_aborted'] })
      else if (event === 'end') {
        if (!isObject(readProperty(body, 'tool_choice')) && hasUsedUpItsCalls(runner, options)) this.#callLimit()
        this.end({})
      }
    })
    Object.defineProperty(runner, '_emit', {
      configurable: true, writable: true, enumerable: false,
      value(this: unknown, ...args: readonly unknown[]) {
        tell(args[0], args[1])
        return emit.apply(this, [...args])
      },
    })
  }

  end(end: WorkEnd): void {
    this.#context.run.end(this, end)
  }

  /** The client says nothing about it: the loop just ends. */
  #callLimit(): void {
    const key = {}
    this.#context.step.start(key, { type: 'orchestration', name: 'turn_limit', parent: this })
    this.#context.step.end(key, { flags: ['step_limit_reached'] })
  }

  #tool(tool: unknown): unknown {
    const definition = readProperty(tool, 'function')
    if (!isObject(tool) || !isObject(definition)) return tool
    const name = readProperty(definition, 'name')
    const callback = readProperty(tool, '$callback')
    if (isFunction(callback)) return this.#withParser(name, withProperty(tool, '$callback', this.#traced(name, callback)), '$parseRaw')
    const fn = readProperty(definition, 'function')
    if (!isFunction(fn)) return tool
    return withProperty(tool, 'function', this.#withParser(name ?? fn.name, withProperty(definition, 'function', this.#traced(name ?? fn.name, fn)), 'parse'))
  }

  /** What the parser of a tool throws is told to the model and to nobody else. */
  #withParser(name: unknown, holder: object, field: string): object {
    const parse = readProperty(holder, field)
    if (!isFunction(parse)) return holder
    const refused = this.#context.guard((input: unknown) => this.#refused(name, input))
    return withProperty(holder, field, function parseTraced(this: unknown, ...args: readonly unknown[]) {
      let result: unknown
      try {
        result = parse.apply(this, [...args])
      } catch (error) {
        refused(args[0])
        throw error
      }
      if (result instanceof Promise) result.catch(() => refused(args[0]))
      return result
    })
  }

  /** Arguments that do not fit the tool; those that are no JSON show in the answer that has them. */
  #refused(name: unknown, input: unknown): void {
    if (readArguments(input) === undefined) return
    const key = {}
    this.#context.step.start(key, { type: 'tool', name: typeof name === 'string' ? name : undefined, parent: this, operation: 'execute_tool' })
    this.#context.step.end(key, { status: 'error', flags: ['invalid_tool_arguments'] })
  }

  #traced(name: unknown, fn: Method): Method {
    const call = (input: unknown, run: () => unknown): unknown => this.#call(name, input, run)
    const traced: Method = function toolTraced(this: unknown, ...args) {
      return call(args[0], () => fn.apply(this, [...args]))
    }
    // The client falls back on a function's own name.
    Object.defineProperty(traced, 'name', { value: fn.name, configurable: true })
    return traced
  }

  #call(name: unknown, input: unknown, fn: () => unknown): unknown {
    const key = {}
    this.#context.step.start(key, { type: 'tool', name: typeof name === 'string' ? name : undefined, parent: this, operation: 'execute_tool', input: readArguments(input)?.value })
    const end = (outcome: WorkEnd): void => this.#context.step.end(key, 'error' in outcome && isAbortError(outcome.error) ? { ...outcome, status: 'cancelled' } : outcome)
    let result: unknown
    try {
      result = this.#context.within(key, fn)
    } catch (error) {
      end({ error })
      throw error
    }
    if (!(result instanceof Promise)) {
      end({})
      return result
    }
    // A promise beside the host's own: that one is handed on untouched.
    result.then(() => end({}), (error: unknown) => end({ error }))
    return result
  }
}

/** What the client allows where nothing is said. */
const defaultCalls = 10

/** The model was answered by a tool and never asked again. */
function hasUsedUpItsCalls(runner: unknown, options: unknown): boolean {
  const [messages, made] = [readProperty(runner, 'messages'), readProperty(runner, '_chatCompletions')]
  const allowed = readProperty(options, 'maxChatCompletions') ?? defaultCalls
  if (!Array.isArray(messages) || !Array.isArray(made) || typeof allowed !== 'number') return false
  return made.length >= allowed && readProperty(messages.at(-1), 'role') === 'tool'
}
