const firstMs = 500
export const longestMs = 30_000
/** A server may ask for more patience than we would have, up to this. */
const longestAskedMs = 5 * 60_000
/** From here on the circuit is open: one attempt per longest wait. */
const failuresToOpen = 5

/** When the next attempt may be made: exponential with full jitter, the server's Retry-After first, open circuit after 5 failures. */
export class Backoff {
  #failures = 0
  #until = 0

  /** Milliseconds. */
  remaining(): number {
    return Math.max(0, this.#until - performance.now())
  }

  succeeded(): void {
    this.#failures = 0
    this.#until = 0
  }

  failed(askedMs: number | undefined): void {
    this.#failures++
    const ceiling = this.#failures >= failuresToOpen ? longestMs : Math.min(longestMs, firstMs * 2 ** (this.#failures - 1))
    const wait = askedMs === undefined ? ceiling * (0.5 + Math.random() / 2) : Math.min(longestAskedMs, Math.max(0, askedMs))
    this.#until = performance.now() + wait
  }
}
