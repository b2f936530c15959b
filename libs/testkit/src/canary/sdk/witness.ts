import { inspect } from 'node:util'

/**
 * What a recorder without rules would have: everything the host and the frameworks handed around. Each mark must be found here, or its place
 * was never reached and its absence elsewhere proves nothing.
 */
export class Witness {
  readonly #seen: string[] = []
  /** Passed on to the frameworks' clients: notes every request and answer. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    this.see(decodeURIComponent(request.url), [...request.headers])
    void request.text().then((text) => this.see(text), () => undefined)
    const response = await fetch(input, init)
    this.see([...response.headers])
    response.clone().text().then((text) => this.see(text), () => undefined)
    return response
  }

  see(...values: readonly unknown[]): void {
    for (const value of values) this.#seen.push(typeof value === 'string' ? value : inspect(value, { depth: 12, maxStringLength: Infinity, maxArrayLength: Infinity, breakLength: Infinity }))
  }

  /** Runs what may fail: the host goes on, and has seen the result or the error. */
  async watch(fn: () => unknown): Promise<unknown> {
    try {
      const value = await fn()
      this.see(value)
      return value
    } catch (error) {
      this.see(error)
      return error
    }
  }

  get bytes(): Uint8Array {
    return Buffer.from(this.#seen.join('\n'))
  }
}
