export interface Slope {
  /** Change of y for one x. */
  readonly perUnit: number
  /** Standard error of it: twice this much is what chance alone does. */
  readonly error: number
  /** Standard deviation of single points around the line. */
  readonly scatter: number
}

/** Straight line through the points by least squares. NaN for fewer than three points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const count = points.length
  if (count < 3) return { perUnit: Number.NaN, error: Number.NaN, scatter: Number.NaN }
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / count
  const [meanX, meanY] = [mean(0), mean(1)]
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  const perUnit = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const residue = points.reduce((sum, [x, y]) => sum + (y - meanY - perUnit * (x - meanX)) ** 2, 0)
  const scatter = Math.sqrt(residue / (count - 2))
  return { perUnit, error: scatter / Math.sqrt(spread), scatter }
}
