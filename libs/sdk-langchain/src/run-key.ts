import { randomUUID } from 'node:crypto'

/** The random end of a UUID, once for this process: the time and the count before it make each its own. */
const ownEnd = randomUUID().slice(18)
const perMs = 0x1000

let lastMs = 0
let count = 0
let time = ''

/** A UUIDv7 whose 12 bits after the version count (RFC 9562, 6.2, method 1): a graph makes one for each of its runs, and random ones cost more than the rest of the start. */
export function runKey(): string {
  const now = Date.now()
  count++
  if (now > lastMs || count === perMs) {
    // A clock that was set back, or 4,096 in one millisecond: the time goes on by one.
    lastMs = Math.max(now, lastMs + 1)
    count = 0
    const hex = lastMs.toString(16).padStart(12, '0')
    time = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
  }
  return time + count.toString(16).padStart(3, '0') + ownEnd
}
