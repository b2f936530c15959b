import { readProperty } from '../signals/error-link.ts'

type OnEnd = (end: { readonly error?: unknown }) => void
type Then = (this: unknown, ...handlers: unknown[]) => unknown

/**
 * Calls the function and tells how it ended, once. What the host gets is its own value or its own error. Of a plain promise it gets another
 * one of the same outcome: whoever listens to a promise marks it as handled, and a rejection that the host forgot must not fall silent.
 */
export function settle<R>(fn: () => R, onEnd: OnEnd): R {
  let result: R
  try {
    result = fn()
  } catch (error) {
    onEnd({ error })
    throw error
  }
  const then = readProperty(result, 'then')
  if (typeof then !== 'function') onEnd({})
  // The caller's R is a promise here, and this is one of the same value.
  else if (readProperty(result, 'constructor') === Promise) return passOn(result as Promise<unknown>, onEnd) as R
  else watchThen(result as object, then as Then, onEnd)
  return result
}

async function passOn(promise: Promise<unknown>, onEnd: OnEnd): Promise<unknown> {
  try {
    const value = await promise
    onEnd({})
    return value
  } catch (error) {
    onEnd({ error })
    throw error
  }
}

/**
 * A promise of a class of its own (the openai client's has `withResponse()`), or anything else with a `then`: the host gets that very
 * object, and nothing asks it before the host does. What it comes to is seen when the host asks.
 */
function watchThen(target: object, then: Then, onEnd: OnEnd): void {
  const define = (name: string, value: unknown): boolean => Reflect.defineProperty(target, name, { value, configurable: true, writable: true })
  const watched: Then = function (onValue, onError, ...more) {
    const passed = (value: unknown): unknown => {
      onEnd({})
      return typeof onValue === 'function' ? (onValue(value) as unknown) : value
    }
    const failed = (error: unknown): unknown => {
      onEnd({ error })
      if (typeof onError === 'function') return onError(error) as unknown
      throw error
    }
    return then.call(this, passed, failed, ...more)
  }
  // One that cannot be watched is over for us.
  if (!define('then', watched)) onEnd({})
  else if (target instanceof Promise) for (const name of ['catch', 'finally'] as const) define(name, Promise.prototype[name])
}
