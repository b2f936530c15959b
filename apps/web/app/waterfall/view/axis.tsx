import { ticks } from 'd3-array'
import { duration, shortSeconds } from '../../format/duration.ts'
import type { Gap } from '../model/row.ts'
import { foldedGapPx } from '../model/time-scale.ts'
import type { TimeScale } from '../model/time-scale.ts'
import type { TimeWindow } from '../model/time-window.ts'

/** Room that a label wants, and how wide one is. */
const tickPx = 76
const labelPx = (label: string): number => 12 + label.length * 6.5

export interface Tick {
  readonly x: number
  readonly label: string
}

/** Round instants of the window with their place. */
export function ticksOf(window: TimeWindow, scale: TimeScale): Tick[] {
  const instants = ticks(window.from, window.to, Math.max(1, Math.floor(scale.widthPx / tickPx)))
  const step = (instants[1] ?? window.to) - (instants[0] ?? window.from)
  let edge = Number.NEGATIVE_INFINITY
  return instants.flatMap((ms) => {
    const [x, label] = [scale.toPx(ms), tickLabel(ms, step)]
    if (x < edge || x + labelPx(label) > scale.widthPx + 8) return []
    edge = x + labelPx(label)
    return [{ x, label }]
  })
}

/** Labels of one axis share a unit that fits the distance between them. */
function tickLabel(ms: number, step: number): string {
  if (ms === 0) return '0'
  if (step < 1) return `${ms.toFixed(2)} ms`
  if (step < 100 && ms < 10_000) return `${Math.round(ms)} ms`
  if (step < 1_000 && ms < 60_000) return `${(ms / 1000).toFixed(step < 100 ? 2 : 1)} s`
  return ms < 60_000 ? `${Math.round(ms / 1000)} s` : duration(ms)
}

interface BackdropProps {
  readonly ticks: readonly Tick[]
  readonly gaps: readonly Gap[]
  readonly scale: TimeScale
  readonly isMeasured: boolean
}

/** Lines at the ticks and bands where nothing ran, behind the rows. */
export function Backdrop({ ticks, gaps, scale, isMeasured }: BackdropProps) {
  if (!isMeasured) return null
  return (
    <div className="wf-gridlines" aria-hidden="true">
      <div>
        {ticks.map(({ x }) => (
          <span key={x} className="wf-line" style={{ transform: `translateX(${Math.round(x)}px)` }} />
        ))}
        {gaps.map((gap) => (
          <GapBand key={gap.start} gap={gap} scale={scale} />
        ))}
      </div>
    </div>
  )
}

function GapBand({ gap, scale }: { readonly gap: Gap; readonly scale: TimeScale }) {
  const [from, to] = [Math.max(0, scale.toPx(gap.start)), Math.min(scale.widthPx, scale.toPx(gap.end))]
  if (to - from < 2) return null
  const length = shortSeconds(gap.end - gap.start)
  const label = to - from > 150 ? `no step recorded, ${length}` : to - from >= foldedGapPx ? length : ''
  return (
    <div className="wf-gap" style={{ transform: `translateX(${from}px)`, width: `${to - from}px` }}>
      <span>{label}</span>
    </div>
  )
}
