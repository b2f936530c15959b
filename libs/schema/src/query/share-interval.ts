/** Below this many cases a share is told as plain counts, and nothing is concluded from it. */
export const smallestSample = 30

/** Ends of an interval, as shares of 0 to 1 (of a difference: -1 to 1). */
export interface Interval {
  readonly low: number
  readonly high: number
}

/** Standard normal quantile of a two-sided 95% interval. */
const z = 1.959_964

/** Wilson score interval at 95% for `part` of `total`; everything is possible where there is no case. */
export function wilson(part: number, total: number): Interval {
  if (total <= 0) return { low: 0, high: 1 }
  const share = part / total
  const spread = 1 + (z * z) / total
  const middle = share + (z * z) / (2 * total)
  const half = z * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total))
  return { low: part <= 0 ? 0 : Math.max(0, (middle - half) / spread), high: part >= total ? 1 : Math.min(1, (middle + half) / spread) }
}

export interface ShareDifference extends Interval {
  /** First share minus second. */
  readonly value: number
}

export interface CountedShare {
  readonly part: number
  readonly total: number
}

/** Difference of two independent shares with Newcombe's hybrid score interval at 95% (method 10 of his paper of 1998). */
export function newcombe(first: CountedShare, second: CountedShare): ShareDifference {
  const [a, b] = [first, second].map(({ part, total }) => ({ share: total <= 0 ? 0 : part / total, ...wilson(part, total) })) as [Interval & { share: number }, Interval & { share: number }]
  const value = a.share - b.share
  return { value, low: value - Math.hypot(a.share - a.low, b.high - b.share), high: value + Math.hypot(a.high - a.share, b.share - b.low) }
}
