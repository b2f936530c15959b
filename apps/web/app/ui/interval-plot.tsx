interface IntervalPlotProps {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly tone: 'worse' | 'better' | 'unclear'
}

const [width, height, edge] = [180, 20, 8]
const tones = { worse: 'var(--failed)', better: 'var(--ok)', unclear: 'var(--cancelled)' } as const

/** An interval around nothing: left is less, right is more. Decoration of the numbers beside it; drawn on the server. */
export function IntervalPlot({ value, low, high, tone }: IntervalPlotProps) {
  const most = Math.max(Math.abs(low), Math.abs(high), Number.EPSILON)
  const x = (at: number): number => width / 2 + (at / most) * (width / 2 - edge)
  return (
    <svg aria-hidden="true" width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="block max-w-full">
      <line x1={width / 2} x2={width / 2} y1="1" y2={height - 1} stroke="var(--border)" strokeDasharray="2 2" />
      <line x1={x(low)} x2={x(high)} y1={height / 2} y2={height / 2} stroke={tones[tone]} strokeWidth="2" />
      {[low, high].map((end, at) => (
        <line key={at} x1={x(end)} x2={x(end)} y1={height / 2 - 4} y2={height / 2 + 4} stroke={tones[tone]} strokeWidth="2" />
      ))}
      <circle cx={x(value)} cy={height / 2} r="4" fill={tones[tone]} />
    </svg>
  )
}
