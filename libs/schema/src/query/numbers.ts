/** Values by number, in the order in which they were first met: what columns hold in the place of a text that repeats. */
export class Numbers<T> {
  readonly all: T[]
  readonly #numbers: Map<T, number>

  /** `first`: values that have their numbers already. */
  constructor(first: readonly T[] = []) {
    this.all = [...first]
    this.#numbers = new Map(first.map((value, at) => [value, at]))
  }

  of(value: T): number {
    const known = this.#numbers.get(value)
    if (known !== undefined) return known
    const number = this.all.push(value) - 1
    this.#numbers.set(value, number)
    return number
  }
}
