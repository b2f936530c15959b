import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { memo, startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CSSProperties, ReactNode, RefObject } from 'react'
import { isHydrated } from '../../ui/hydration.ts'
import { whenIdle } from '../../ui/later.ts'
import { duration } from '../../format/duration.ts'
import type { Comparison } from '../model/comparison.ts'
import { layout } from '../model/layout.ts'
import type { WaterfallModel } from '../model/row.ts'
import { timeScale } from '../model/time-scale.ts'
import { fitAround, isWhole, wholeRun } from '../model/time-window.ts'
import type { TimeWindow } from '../model/time-window.ts'
import type { ViewAction, ViewState } from '../model/view-state.ts'
import { visibleRows } from '../model/visible-rows.ts'
import type { VisibleRow } from '../model/visible-rows.ts'
import { Backdrop, ticksOf } from './axis.tsx'
import { Minimap } from './minimap.tsx'
import { WaterfallRow } from './row.tsx'
import type { RowEvents } from './row.tsx'
import { Toolbar } from './toolbar.tsx'
import { onGridKey } from './use-grid-keys.ts'
import { useBeforePaint, useLaneSize } from './use-lane-width.ts'
import { useBrush, useWheel } from './use-time-gestures.ts'

interface WaterfallProps {
  readonly model: WaterfallModel
  readonly state: ViewState
  readonly dispatch: (action: ViewAction) => void
  readonly openDetail: () => void
  /** Another run, drawn as thin lines under the bars. */
  readonly comparison?: Comparison | null
  /** Left part of the toolbar. */
  readonly title: ReactNode
}

/** Rows in the server's picture beside those around the selection: a screenful. Each more is one to bring to life. */
const firstRows = 16
/** Rows above and below those in sight: a flick of the wheel finds them there. */
const restOverscan = 8

/** The run as a tree of steps over time, drawn anew only when one of them changes: every key writes the address. Owns the scrolling element, the focus and the time window's gestures. */
export const Waterfall = memo(function Waterfall({ model, state, dispatch, openDetail, title, comparison = null }: WaterfallProps) {
  const [scroll, lane, body] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const { widthPx, isMeasured, rowPx } = useLaneSize(lane)
  const lines = useMemo(() => visibleRows(model, state.openness), [model, state.openness])
  const window = state.window ?? wholeRun(model.totalMs)
  const scale = useMemo(() => timeScale(window, widthPx, state.areGapsFolded ? model.gaps : []), [window.from, window.to, widthPx, state.areGapsFolded, model])
  const ticks = useMemo(() => ticksOf(window, scale), [scale])
  const selectedAt = Math.max(0, lines.findIndex((line) => line.key === state.selected || (line.fold === null && line.row.id === state.selected)))
  const setWindow = useCallback((next: TimeWindow) => dispatch({ do: 'window', window: isWhole(next, model.totalMs) ? null : next }), [dispatch, model.totalMs])
  useWheel({ lane, scroll, scale, window, totalMs: model.totalMs, setWindow })
  const { brush, handlers } = useBrush(scale, model.totalMs, setWindow)

  // Rows out of sight come when what is in sight is painted.
  const [overscan, setOverscan] = useState(1)
  useEffect(() => whenIdle(() => startTransition(() => setOverscan(restOverscan))), [])
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan,
    // A forced synchronous render may fall into React's hydration, which does not survive it.
    useFlushSync: false,
    initialRect: { width: 800, height: firstRows * rowPx },
    // The server cannot scroll; the browser alone need not draw the top first.
    initialOffset: isHydrated() ? offsetOf(selectedAt, lines.length, rowPx) : 0,
    // The selected row stays mounted, also when it is scrolled out: it holds the focus.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const around = isMeasured ? [selectedAt] : [selectedAt - 3, selectedAt - 2, selectedAt - 1, selectedAt, selectedAt + 1, selectedAt + 2]
      return [...new Set([...shown, ...around.filter((at) => at >= 0 && at < lines.length)])].sort((a, b) => a - b)
    },
  })
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx])
  const inSight = useRef('')
  const keepInSight = (): void => {
    const wanted = `${rowPx} ${state.selected}`
    if (inSight.current !== wanted) virtualizer.scrollToIndex(selectedAt, { align: 'auto' })
    inSight.current = wanted
  }
  // First before the paint, where the page is laid out for the lane anyway.
  useBeforePaint(keepInSight, [virtualizer])
  // Not for a new place of the same step: in a run that goes on, steps come in above it.
  useEffect(keepInSight, [virtualizer, state.selected, rowPx])
  useFollowEnd(scroll, lines.length, model.isOpen)
  useFocusFollowsSelection(body, lines[selectedAt]?.key)

  const events = useMemo<RowEvents>(
    () => ({
      onSelect: (line, attempt) => (line.fold === null ? dispatch({ do: 'select', row: line.row.id, attempt }) : dispatch({ do: 'toggle', id: line.fold.id, isFold: true })),
      onToggle: (line) => dispatch({ do: 'toggle', id: line.fold?.id ?? line.row.id, isFold: line.fold !== null }),
      onFit: ({ row, fold }) => setWindow(fitAround(fold?.start ?? row.start, fold?.end ?? row.end, model.totalMs)),
    }),
    [dispatch, setWindow, model.totalMs],
  )
  const select = (line: VisibleRow): void => dispatch({ do: 'select', row: line.row.id })
  const items = virtualizer.getVirtualItems()
  const boxes = useMemo(() => layout(items.map((item) => lines[item.index] as VisibleRow), scale), [items, lines, scale])
  const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 400) / rowPx) - 1)

  return (
    <div className="wf" data-testid="waterfall" data-compare={comparison !== null || undefined}>
      <Toolbar model={model} state={state} window={window} dispatch={dispatch}>
        {title}
      </Toolbar>
      <Minimap model={model} window={window} setWindow={setWindow} />
      <div
        role="treegrid"
        aria-label="Steps of the run"
        aria-rowcount={lines.length + 1}
        aria-colcount={comparison === null ? 4 : 5}
        onKeyDown={(event) => {
          if (onGridKey(event, { model, lines, state, window, selectedAt, page, dispatch, select, toggle: events.onToggle, openDetail })) event.preventDefault()
        }}
      >
        <div role="rowgroup" className="wf-head">
          <div role="row" aria-rowindex={1} className="wf-grid">
            <div role="columnheader" className="wf-cell">Step</div>
            <div role="columnheader" className="wf-cell wf-num">Tries</div>
            <div role="columnheader" className="wf-cell wf-num">Duration</div>
            {comparison === null ? null : <div role="columnheader" className="wf-cell wf-num">Change</div>}
            <div role="columnheader" ref={lane} className="wf-axis" title="Drag to zoom into a part of the run" {...handlers}>
              <span className="sr-only">{`Time, ${duration(window.from)} to ${duration(window.to)}`}</span>
              {(isMeasured ? ticks : []).map((tick) => (
                <span key={tick.x} aria-hidden="true" className="wf-tick" style={{ transform: `translateX(${Math.round(tick.x)}px)` }}>
                  {tick.label}
                </span>
              ))}
              {brush === null ? null : <span className="wf-brush" style={{ transform: `translateX(${brush.from}px)`, width: `${brush.to - brush.from}px` }} />}
            </div>
          </div>
        </div>
        <div ref={scroll} role="presentation" className="wf-scroll">
          <div ref={body} role="rowgroup" className="wf-body" style={{ height: `calc(var(--wf-row) * ${lines.length})` } as CSSProperties}>
            <Backdrop ticks={ticks} gaps={model.gaps} scale={scale} isMeasured={isMeasured} />
            {items.map((item, at) => {
              const line = lines[item.index] as VisibleRow
              const isSelected = item.index === selectedAt
              return (
                <WaterfallRow
                  key={line.key}
                  line={line}
                  boxes={boxes[at] ?? []}
                  at={item.index}
                  isSelected={isSelected}
                  chosenAttempt={isSelected ? state.attempt : null}
                  isCritical={state.isCriticalShown && line.fold === null && !Number.isNaN(model.criticalPath[line.row.index])}
                  scale={scale}
                  isMeasured={isMeasured}
                  comparison={comparison}
                  events={events}
                />
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
})

/** Where the list must be scrolled to so that a row that is not among the first is in sight, with some of what comes before and after it. */
const offsetOf = (at: number, count: number, rowPx: number): number => (at < firstRows / 2 ? 0 : Math.max(0, Math.min(at - firstRows / 2, count - firstRows)) * rowPx)

/** In a run that goes on the newest row stays in sight for a reader who is at the end, and for nobody else. */
function useFollowEnd(scroll: RefObject<HTMLElement | null>, rows: number, isOpen: boolean): void {
  const isAtEnd = useRef(false)
  useEffect(() => {
    const element = scroll.current
    if (element === null || !isOpen) return
    const look = (): void => void (isAtEnd.current = element.scrollHeight > element.clientHeight && element.scrollHeight - element.scrollTop - element.clientHeight < 8)
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [scroll, isOpen])
  useEffect(() => {
    const element = scroll.current
    if (element !== null && isOpen && isAtEnd.current) element.scrollTop = element.scrollHeight
  }, [scroll, rows, isOpen])
}

/** Focus moves with the selection, but only while it already is on a row: never taken from elsewhere. */
function useFocusFollowsSelection(body: RefObject<HTMLElement | null>, key: string | undefined): void {
  useEffect(() => {
    const element = body.current
    if (element === null || key === undefined || !element.contains(document.activeElement)) return
    document.getElementById(`wf-${key}`)?.focus({ preventScroll: true })
  }, [body, key])
}
