import { createHmac, randomBytes } from 'node:crypto'

/** Secret of this process: a hash can be compared here and means nothing anywhere else. It is never sent. */
const secret = randomBytes(16)
const maxLength = 20_000

/** Keyed hash of any input, for comparing in memory only; empty when there is none or it cannot be read (circular, throwing getter). */
export function hashOf(input: unknown): string {
  if (input === undefined || input === null) return ''
  try {
    const text = typeof input === 'string' ? input : JSON.stringify(input)
    return createHmac('sha256', secret).update(text.slice(0, maxLength)).update(String(text.length)).digest('base64')
  } catch {
    return ''
  }
}
