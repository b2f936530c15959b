import type { LangChainHook } from './hook.ts'
import { replaceMethod, type Method } from './replace-method.ts'

/** Whoever starts a run with a manager that nobody listens to has just looked up its start method: what it serializes next is for that call. */
let isForNobody = false

const forget = (): void => {
  isForNobody = false
}

/**
 * What core's `toJSON` says of a runnable, worked out when it is read. The adapter reads the class's name of most, and of some what they wrap.
 */
class LateSerialization {
  readonly #runnable: object
  readonly #serialize: () => Record<string, unknown>
  #id: unknown
  #serialized: Record<string, unknown> | undefined

  constructor(runnable: object, serialize: Method) {
    this.#runnable = runnable
    this.#serialize = () => serialize.call(runnable) as Record<string, unknown>
  }

  get lc(): unknown {
    return this.toJSON()['lc']
  }

  get type(): unknown {
    return this.toJSON()['type']
  }

  get id(): unknown {
    return (this.#id ??= (this.#runnable as { readonly lc_id?: unknown }).lc_id)
  }

  get kwargs(): unknown {
    return this.toJSON()['kwargs']
  }

  toJSON(): Record<string, unknown> {
    return (this.#serialized ??= this.#serialize())
  }
}

/**
 * Core serializes a runnable for every run that has a manager, whether anybody listens or not: without a tracer there is no manager, and no such
 * work, and no getter of the host's that could throw in it. `JSON.stringify` passes a key and always gets the whole.
 */
export function patchSerializable(module: unknown, hooks: ReadonlySet<LangChainHook>): () => void {
  const prototype = (module as { readonly Serializable: { readonly prototype: object } }).Serializable.prototype
  return replaceMethod(prototype, 'toJSON', (original) => function serialized(this: unknown, ...args) {
    const isLate = isForNobody && hooks.size !== 0 && args.length === 0 && (this as { readonly toJSON: unknown }).toJSON === serialized
    forget()
    return isLate ? new LateSerialization(this as object, original) : original.apply(this, args)
  })
}

/** Makes reading the method known: core reads it, serializes the runnable, and calls it, in this order and at once. */
export function announce(prototype: object, name: string, isHeardByNobody: (manager: unknown) => boolean): void {
  const method = (prototype as Readonly<Record<string, unknown>>)[name]
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: unknown) {
      if (!isForNobody && isHeardByNobody(this)) {
        isForNobody = true
        queueMicrotask(forget)
      }
      return method
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, name, { value, configurable: true, writable: true })
    },
  })
}
