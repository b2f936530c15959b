import { randomFillSync } from 'node:crypto'

/** Secret of this process: a hash can be compared here and means nothing anywhere else. It is never sent. */
const secret = randomFillSync(new Uint32Array(2))
const maxLength = 20_000

/** 53-bit keyed hash of a text (never 0), for comparing in memory only. */
export function hashText(text: string): number {
  let high = 0xdeadbeef ^ (secret[0] ?? 0)
  let low = 0x41c6ce57 ^ (secret[1] ?? 0) ^ text.length
  const end = Math.min(text.length, maxLength)
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0) + 1
}

/** Hash of any input, or 0 when there is none or it cannot be read (circular, throwing getter). */
export function hashOf(input: unknown): number {
  if (input === undefined || input === null) return 0
  if (typeof input === 'string') return hashText(input)
  try {
    return hashText(JSON.stringify(input) ?? '')
  } catch {
    return 0
  }
}
