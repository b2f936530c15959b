import { exactCount } from '../format/count.ts'

interface TrendPoint {
  readonly at: string
  readonly runs: number
  readonly failed?: number
}

const [width, height] = [120, 24]

/** Small bars over equal parts of the window: runs, and the failed among them on top of the same foot. SVG, drawn on the server. */
export function TrendBars({ points, label }: { readonly points: readonly TrendPoint[]; readonly label: string }) {
  const most = Math.max(1, ...points.map(({ runs }) => runs))
  const step = width / Math.max(1, points.length)
  const total = points.reduce((sum, { runs }) => sum + runs, 0)
  const failed = points.reduce((sum, point) => sum + (point.failed ?? 0), 0)
  const tall = (value: number): number => (value === 0 ? 0 : Math.max(2, (value / most) * (height - 2)))
  return (
    <svg role="img" aria-label={`${label}: ${exactCount(total)} in all, ${exactCount(failed)} failed, at most ${exactCount(most)} in one part`} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block overflow-visible">
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--hairline)" />
      {points.map(({ at, runs, failed: bad = 0 }, index) => (
        <g key={at}>
          <rect x={index * step} y={height - tall(runs)} width={Math.max(1, step - 1)} height={tall(runs)} fill="var(--kind-agent)" />
          <rect x={index * step} y={height - tall(bad)} width={Math.max(1, step - 1)} height={tall(bad)} fill="var(--failed)" />
        </g>
      ))}
    </svg>
  )
}
