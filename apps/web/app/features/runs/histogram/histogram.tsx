import type { RunHistogram } from '@agenttracer/schema/query'
import { useNavigate } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PointerEvent } from 'react'
import { useApi } from '../../../api/api-context.ts'
import { panelError } from '../../../api/panel-error.ts'
import { exactCount } from '../../../format/count.ts'
import { dayTime } from '../../../format/time.ts'
import { useNow, useZone } from '../../../preferences/preferences-context.tsx'
import { FailedPanel } from '../../../ui/states.tsx'
import { between } from '../filter-change.ts'
import { filteredAddress } from '../list-query.ts'
import type { ListQuery } from '../list-query.ts'
import { histogramQuery } from '../queries.ts'
import { barsOf, histogramHeight, rangeOf } from './bars.ts'
import { TimeForm } from './time-form.tsx'

/** The filter's runs over time. A press or a drag takes a part of it as the time range; the two fields below do the same by keyboard. */
export function Histogram({ query }: { readonly query: ListQuery }) {
  const histogram = useQuery(histogramQuery(useApi(), query.filter))
  const [zone, now] = [useZone(), useNow()]
  if (histogram.data === undefined && histogram.error !== null) {
    return <FailedPanel what="The chart" {...panelError(histogram.error)} isRetrying={histogram.isFetching} onRetry={() => void histogram.refetch()} />
  }
  const data = histogram.data
  return (
    <section aria-label="Runs over time">
      <div className="h-16">{data === undefined ? null : <Chart data={data} query={query} />}</div>
      <div className="mt-0.5 flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-muted">
        {data === undefined ? null : <span>{dayTime(data.from, zone, now)}</span>}
        <span aria-hidden="true" className="flex flex-1 items-center justify-center gap-3 max-sm:hidden">
          <Key tone="bg-failed" word="failed" /> <Key tone="bg-ok" word="OK" /> <Key tone="bg-cancelled" word="other" />
        </span>
        {data === undefined ? null : <span>{dayTime(data.to, zone, now)}</span>}
        <TimeForm query={query} from={data?.from} to={data?.to} />
      </div>
    </section>
  )
}

const Key = ({ tone, word }: { readonly tone: string; readonly word: string }) => (
  <span className="flex items-center gap-1">
    <span className={`size-2 rounded-xs ${tone}`} /> {word}
  </span>
)

function Chart({ data, query }: { readonly data: RunHistogram; readonly query: ListQuery }) {
  const navigate = useNavigate()
  const [brush, setBrush] = useState<readonly [start: number, end: number] | null>(null)
  const count = data.parts.length
  const { bars, total, failed } = barsOf(data)
  const partAt = ({ currentTarget, clientX }: PointerEvent<SVGSVGElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)))
  }
  const choose = (event: PointerEvent<SVGSVGElement>): void => {
    if (brush === null) return
    const { from, to } = rangeOf(data, brush[0], partAt(event))
    setBrush(null)
    navigate(filteredAddress(query, between(query.filter, from, to)))
  }
  return (
    <svg
      role="img"
      data-testid="histogram"
      aria-label={`${exactCount(total)} runs in this time, ${exactCount(failed)} failed`}
      viewBox={`0 0 ${count} ${histogramHeight}`}
      preserveAspectRatio="none"
      className="block h-16 w-full cursor-crosshair touch-pan-y rounded border-b border-line bg-surface"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setBrush([partAt(event), partAt(event)])
      }}
      onPointerMove={(event) => brush !== null && setBrush([brush[0], partAt(event)])}
      onPointerUp={choose}
      onPointerCancel={() => setBrush(null)}
    >
      {brush === null ? null : <rect x={Math.min(...brush)} width={Math.abs(brush[1] - brush[0]) + 1} y="0" height={histogramHeight} fill="var(--selected)" />}
      {bars.map(({ x, y, height, kind }) => (
        <rect key={`${kind}${String(x)}`} x={x + 0.08} y={y} width="0.84" height={height} fill={`var(--${kind})`} />
      ))}
    </svg>
  )
}
