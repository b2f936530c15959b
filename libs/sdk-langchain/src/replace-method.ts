export type Method = (this: unknown, ...args: unknown[]) => unknown

/** Replaces a method; answers how to put it back, if nobody has replaced it since. */
export function replaceMethod(target: unknown, name: string, wrap: (original: Method) => Method): () => void {
  if ((typeof target !== 'object' && typeof target !== 'function') || target === null) return () => undefined
  const holder = target as Record<string, unknown>
  const original = holder[name]
  if (typeof original !== 'function') return () => undefined
  const wrapped = wrap(original as Method)
  holder[name] = wrapped
  return () => {
    if (holder[name] === wrapped) holder[name] = original
  }
}

/** What core brought itself: a wrapper that another library has put around it wants to be called. */
export const isCores = (method: Method, name: string): boolean => method.name === name && method.constructor.name === 'AsyncFunction'
