import { newTraceId } from './random-ids.ts'

/** Secret of this process: a hash can be compared here and means nothing anywhere else. It is never sent. */
const secret = newTraceId()
const maxLength = 20_000

/**
 * Keyed hash of any input, for comparing in memory only; empty when there is none or it cannot be read (circular, throwing getter). By hand,
 * because the keyed hashes of `node:crypto` cost more than the whole record of a step.
 */
export function hashOf(input: unknown): string {
  if (input === undefined || input === null) return ''
  try {
    const text = secret + (typeof input === 'string' ? input : JSON.stringify(input))
    let hash = 0
    for (let i = 0; i < text.length && i < maxLength; i++) hash = Math.imul(hash ^ text.charCodeAt(i) ^ (hash >>> 15), 2654435761)
    return `${hash}.${text.length}`
  } catch {
    return ''
  }
}
