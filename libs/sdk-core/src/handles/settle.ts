/** Anything with a `then`; never assumed to be a native promise. */
const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && 'then' in value && typeof value.then === 'function'

/**
 * Calls the function and tells how it ended, once. A lazy thenable (the openai client's) is awaited exactly once, so observing it changes
 * nothing. What the host gets is its own value or its own error.
 */
export function settle<R>(fn: () => R, onEnd: (end: { readonly error?: unknown }) => void): R {
  let result: R
  try {
    result = fn()
  } catch (error) {
    onEnd({ error })
    throw error
  }
  if (!isThenable(result)) {
    onEnd({})
    return result
  }
  // The caller's R is a promise here, and this is one of the same value.
  return awaited(result, onEnd) as R
}

async function awaited(promise: PromiseLike<unknown>, onEnd: (end: { readonly error?: unknown }) => void): Promise<unknown> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    onEnd({ error })
    throw error
  }
  onEnd({})
  return value
}
