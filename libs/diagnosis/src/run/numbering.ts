/** More than a run has steps by the caps, so that two numbers fit into a small integer: others are objects, and slow as keys. */
const span = 2 ** 15
const wideSpan = 2 ** 24

/** Numbers for keys, from 0 in the order of first sight: what is compared thousands of times is compared as a number. */
export class Numbering<K> {
  readonly #numbers = new Map<K, number>()

  of(key: K): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const next = this.#numbers.size
    this.#numbers.set(key, next)
    return next
  }
}

/** One number for two, neither of which is negative. */
export const paired = (a: number, b: number): number => (a < span && b < span ? a * span + b : span * span + a * wideSpan + b)
