import { exactCount } from '../format/count.ts'
import { barsPath } from './bars-path.ts'

interface TrendPoint {
  readonly at: string
  readonly runs: number
  readonly failed?: number
}

const box = { width: 120, height: 24 } as const

/**
 * Small bars over equal parts of the window: runs, and the failed among them on top of the same foot. SVG, drawn on the server. One path for all
 * bars of a colour: an element for each bar was two thirds of all elements of the Overview.
 */
export function TrendBars({ points, label }: { readonly points: readonly TrendPoint[]; readonly label: string }) {
  const most = Math.max(1, ...points.map(({ runs }) => runs))
  const total = points.reduce((sum, { runs }) => sum + runs, 0)
  const failed = points.reduce((sum, point) => sum + (point.failed ?? 0), 0)
  const { width, height } = box
  return (
    <svg role="img" aria-label={`${label}: ${exactCount(total)} in all, ${exactCount(failed)} failed, at most ${exactCount(most)} in one part`} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block overflow-visible">
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--hairline)" />
      <path d={barsPath(points.map(({ runs }) => runs), most, box)} fill="var(--kind-agent)" />
      <path d={barsPath(points.map((point) => point.failed ?? 0), most, box)} fill="var(--failed)" />
    </svg>
  )
}
