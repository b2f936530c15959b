import type { RunHistogram } from '@agenttracer/schema/query'

/** Pixels; the chart is as wide as the page. */
export const histogramHeight = 64

export interface Bar {
  /** Number of the part. */
  readonly x: number
  readonly y: number
  readonly height: number
  readonly kind: 'failed' | 'ok' | 'cancelled'
}

/** Stacked bars, the failed at the foot; what is there is at least two pixels tall. */
export function barsOf({ parts }: RunHistogram): { readonly bars: readonly Bar[]; readonly total: number; readonly failed: number } {
  const most = Math.max(1, ...parts.map(({ ok, failed, other }) => ok + failed + other))
  const bars = parts.flatMap(({ ok, failed, other }, x) => {
    let y = histogramHeight
    return ([['failed', failed], ['ok', ok], ['cancelled', other]] as const).flatMap(([kind, runs]): readonly Bar[] => {
      if (runs === 0) return []
      const height = Math.max(2, (runs / most) * (histogramHeight - 6))
      y -= height
      return [{ x, y, height, kind }]
    })
  })
  return { bars, total: parts.reduce((sum, { ok, failed, other }) => sum + ok + failed + other, 0), failed: parts.reduce((sum, { failed }) => sum + failed, 0) }
}

/** The time from one part to another, in either order, both whole. */
export function rangeOf({ parts, from, to }: RunHistogram, one: number, other: number): { readonly from: string; readonly to: string } {
  return { from: parts[Math.min(one, other)]?.at ?? from, to: parts[Math.max(one, other) + 1]?.at ?? to }
}
