import { newcombe, smallestSample } from '@agenttracer/schema'
import type { CountedShare, ShareDifference } from '@agenttracer/schema'
import type { ChangeWord, VersionComparison, VersionMetric } from '@agenttracer/schema/query'
import { quantileDifference } from './quantile-difference.ts'

export interface Change {
  readonly change: ShareDifference | null
  readonly word: ChangeWord
}

/** In every metric that is compared more is worse. */
function judged(change: ShareDifference): Change {
  return { change, word: change.low > 0 ? 'worse' : change.high < 0 ? 'better' : 'no_clear_change' }
}

const tooFew: Change = { change: null, word: 'too_few' }
const isEnough = (a: number, b: number): boolean => a >= smallestSample && b >= smallestSample

/** From A to B. */
export const shareChange = (a: CountedShare, b: CountedShare): Change => (isEnough(a.total, b.total) ? judged(newcombe(b, a)) : tooFew)

export function compareShares(metric: VersionMetric, a: CountedShare, b: CountedShare): VersionComparison {
  const share = ({ part, total }: CountedShare): number | null => (total === 0 ? null : part / total)
  return { metric, a: share(a), b: share(b), nA: a.total, nB: b.total, ...shareChange(a, b) }
}

export interface MeasuredSide {
  /** Exact, over all runs. */
  readonly value: number | null
  readonly n: number
  /** Of the newest runs. */
  readonly sample: readonly number[]
}

export function compareQuantiles(metric: VersionMetric, quantile: number, a: MeasuredSide, b: MeasuredSide): VersionComparison {
  const own = { metric, a: a.value, b: b.value, nA: a.n, nB: b.n }
  const difference = isEnough(a.n, b.n) ? quantileDifference(a.sample, b.sample, quantile) : null
  if (difference === null || a.value === null || b.value === null) return { ...own, ...tooFew }
  return { ...own, ...judged({ ...difference, value: b.value - a.value }) }
}
