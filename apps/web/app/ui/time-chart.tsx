import { memo } from 'react'
import { bandPath, chartBox, chartPlace, linePath } from './chart-path.ts'

export interface TimeChartLine {
  readonly name: string
  readonly tone: string
  readonly values: readonly (number | null)[]
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] }
}

interface TimeChartProps {
  readonly lines: readonly TimeChartLine[]
  readonly isStacked: boolean
  readonly top: number
  readonly label: string
}

/** Dashes as well as colours tell lines apart. */
const dashes = ['', '6 3', '2 3', '10 3 2 3', '1 2'] as const

/** Lines or stacked bars over equal parts of time. SVG, drawn on the server; told by its label to whoever does not see it. */
export const TimeChart = memo(function TimeChart({ lines, isStacked, top, label }: TimeChartProps) {
  const count = lines[0]?.values.length ?? 0
  const place = chartPlace(count, top)
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${chartBox.width} ${chartBox.height}`} preserveAspectRatio="none" className="block h-full w-full overflow-visible">
      {[0, 0.5, 1].map((share) => (
        <line key={share} x1="0" x2={chartBox.width} y1={chartBox.height * share} y2={chartBox.height * share} stroke="var(--hairline)" vectorEffect="non-scaling-stroke" />
      ))}
      {isStacked ? (
        <Stacks lines={lines} count={count} top={top} />
      ) : (
        lines.map(({ name, tone, values, band }, at) => (
          <g key={name} fill="none" stroke={tone}>
            {band === undefined ? null : <path d={bandPath(band.low, band.high, place)} fill={tone} fillOpacity="0.16" stroke="none" />}
            <path d={linePath(values, place)} strokeWidth="2" strokeLinejoin="round" strokeDasharray={dashes[at] ?? ''} vectorEffect="non-scaling-stroke" />
          </g>
        ))
      )}
    </svg>
  )
})

function Stacks({ lines, count, top }: { readonly lines: readonly TimeChartLine[]; readonly count: number; readonly top: number }) {
  const step = chartBox.width / Math.max(1, count)
  const tall = (value: number): number => (top > 0 ? (value / top) * chartBox.height : 0)
  return (
    <>
      {Array.from({ length: count }, (_, at) => {
        let foot = chartBox.height
        return lines.map(({ name, tone, values }) => {
          const height = tall(values[at] ?? 0)
          if (height === 0) return null
          foot -= height
          return <rect key={`${name} ${at}`} x={at * step + step * 0.1} y={foot} width={step * 0.8} height={height} fill={tone} />
        })
      })}
    </>
  )
}

/** The colour and the dash of a line beside its name. */
export function LineKey({ name, tone, at, isStacked, value }: { readonly name: string; readonly tone: string; readonly at: number; readonly isStacked: boolean; readonly value: string | null }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1">
      <svg aria-hidden="true" width="16" height="8" className="shrink-0">
        {isStacked ? <rect x="3" y="0" width="10" height="8" fill={tone} /> : <line x1="0" x2="16" y1="4" y2="4" stroke={tone} strokeWidth="2" strokeDasharray={dashes[at] ?? ''} />}
      </svg>
      <span className="truncate">{name}</span>
      {value === null ? null : <span className="font-medium whitespace-nowrap text-fg">{value}</span>}
    </span>
  )
}
