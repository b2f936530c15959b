import type { ReadContext } from './read-context.ts'

/**
 * A read that several parts of one page need alike is made once for the request that asks for them together, whoever comes first. Between
 * requests nothing is kept: an answer never holds less than what was committed before it was asked for.
 */
export function readOnce<Asked extends readonly unknown[], Found>(read: (context: ReadContext, ...asked: Asked) => Promise<Found>): (context: ReadContext, ...asked: Asked) => Promise<Found> {
  const byRequest = new WeakMap<object, Map<string, Promise<Found>>>()
  return (context, ...asked) => {
    if (context.request === undefined) return read(context, ...asked)
    const known = byRequest.get(context.request) ?? new Map<string, Promise<Found>>()
    byRequest.set(context.request, known)
    const key = JSON.stringify([context.project, asked])
    const found = known.get(key) ?? read(context, ...asked)
    known.set(key, found)
    return found
  }
}
