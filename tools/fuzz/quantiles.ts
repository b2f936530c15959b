/** Quantiles of many times, in buckets a tenth wide: a million of them must not need a million places. */
export class Quantiles {
  readonly #buckets = new Map<number, number>()
  #count = 0

  /** @param ms above 0. */
  add(ms: number): void {
    const bucket = Math.ceil(Math.log(Math.max(ms, 0.001)) / Math.log(1.1))
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1)
    this.#count += 1
  }

  /** Upper end of the bucket in which the quantile lies; milliseconds. */
  at(quantile: number): number {
    let seen = 0
    for (const [bucket, count] of [...this.#buckets].sort(([a], [b]) => a - b)) if ((seen += count) >= quantile * this.#count) return 1.1 ** bucket
    return 0
  }

  summary(): { count: number; p50: number; p99: number } {
    return { count: this.#count, p50: this.at(0.5), p99: this.at(0.99) }
  }
}
