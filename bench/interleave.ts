export interface Spread {
  readonly median: number
  readonly p10: number
  readonly p90: number
  /** The fastest sample: what the code costs when nobody else is on the machine. */
  readonly best: number
}

type Sample = () => Promise<number>

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN

const spread = (samples: readonly number[]): Spread => {
  const sorted = [...samples].sort((a, b) => a - b)
  return { median: at(sorted, 0.5), p10: at(sorted, 0.1), p90: at(sorted, 0.9), best: at(sorted, 0) }
}

/** Runs the samples by turns (A B A B ..., the order swapped every round), so that a busy machine hits all alike. */
export async function interleave<Names extends string>(samples: Record<Names, Sample>, plan: { readonly rounds: number; readonly warmup: number }): Promise<Spread[]> {
  const entries = Object.values<Sample>(samples)
  const values: number[][] = entries.map(() => [])
  for (let round = -plan.warmup; round < plan.rounds; round++) {
    const order = entries.map((_, index) => index)
    if (round % 2 === 0) order.reverse()
    for (const index of order) {
      globalThis.gc?.()
      const value = await entries[index]?.()
      if (round >= 0 && value !== undefined) values[index]?.push(value)
    }
  }
  return values.map(spread)
}
