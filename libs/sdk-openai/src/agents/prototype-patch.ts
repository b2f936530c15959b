type Method = (this: unknown, ...args: unknown[]) => unknown

/** Replaces a method of a prototype; answers how to put it back (only if nobody has replaced it since). */
export function patchMethod(prototype: unknown, name: string, wrap: (original: Method) => Method): () => void {
  if (typeof prototype !== 'object' || prototype === null) return () => undefined
  const holder = prototype as Record<string, unknown>
  const original = holder[name]
  if (typeof original !== 'function') return () => undefined
  const wrapped = wrap(original as Method)
  // A frozen object keeps its own.
  if (!Reflect.set(holder, name, wrapped)) return () => undefined
  return () => {
    if (holder[name] === wrapped) holder[name] = original
  }
}
