import type { ShareDifference } from '@agenttracer/schema'

/** Resamples: the ends of a 95% interval rest on the 50 outermost on either side. */
const resamples = 2_000

/**
 * How much a quantile moved from one sample to another, with a 95% bootstrap interval. The k-th smallest of n draws with replacement sits at the
 * place that the k-th smallest of n uniform numbers points at, and that one is Beta(k, n + 1 - k): one draw replaces a whole resample, exactly.
 * Seeded: the same samples give the same interval. Null for an empty sample.
 */
export function quantileDifference(before: readonly number[], after: readonly number[], quantile: number): ShareDifference | null {
  const [a, b] = [before, after].map((sample) => Float64Array.from(sample).sort()) as [Float64Array, Float64Array]
  if (a.length === 0 || b.length === 0) return null
  const random = seeded((a.length * 2_654_435_761 + b.length * 40_503 + Math.round(quantile * 1_000)) >>> 0)
  const differences = Float64Array.from({ length: resamples }, () => resampled(b, quantile, random) - resampled(a, quantile, random)).sort()
  const end = (share: number): number => differences[Math.min(resamples - 1, Math.floor(share * resamples))] ?? 0
  return { value: quantileOf(b, quantile) - quantileOf(a, quantile), low: end(0.025), high: end(0.975) }
}

const rank = (n: number, quantile: number): number => Math.max(1, Math.ceil(quantile * n))

/** The smallest value that at least this share of the sample does not exceed: `percentile_disc` of SQL. */
export const quantileOf = (sorted: Float64Array, quantile: number): number => sorted[rank(sorted.length, quantile) - 1] ?? 0

function resampled(sorted: Float64Array, quantile: number, random: () => number): number {
  const n = sorted.length
  const k = rank(n, quantile)
  const x = gamma(k, random)
  const place = x / (x + gamma(n + 1 - k, random))
  return sorted[Math.min(n - 1, Math.floor(place * n))] ?? 0
}

/** Gamma(shape, 1) for a shape of 1 or more, by Marsaglia and Tsang. */
function gamma(shape: number, random: () => number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}

const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())

/** Mulberry32, over (0, 1]. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (((t ^ (t >>> 14)) >>> 0) + 1) / 4_294_967_296
  }
}
