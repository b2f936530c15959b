import { useEffect, useRef, useState } from 'react'
import type { PointerEvent as ReactPointerEvent, RefObject } from 'react'
import type { TimeScale } from '../model/time-scale.ts'
import { bounded, panBy, zoomAt } from '../model/time-window.ts'
import type { TimeWindow } from '../model/time-window.ts'

/** A press becomes a drag only after this way, or clicks would be lost. */
const dragPx = 4

interface GestureParts {
  readonly lane: RefObject<HTMLElement | null>
  readonly scroll: RefObject<HTMLElement | null>
  readonly scale: TimeScale
  readonly window: TimeWindow
  readonly totalMs: number
  readonly setWindow: (window: TimeWindow) => void
}

/** Ctrl or Meta and wheel zooms at the pointer, Shift and wheel pans; a plain wheel always scrolls the rows. */
export function useWheel(parts: GestureParts): void {
  const latest = useRef(parts)
  latest.current = parts
  const { scroll } = parts
  useEffect(() => {
    const element = scroll.current
    if (element === null) return
    const onWheel = (event: WheelEvent): void => {
      const { lane, scale, window, totalMs, setWindow } = latest.current
      const box = lane.current?.getBoundingClientRect()
      if (box === undefined || !(event.ctrlKey || event.metaKey || event.shiftKey)) return
      event.preventDefault()
      const turn = event.deltaY === 0 ? event.deltaX : event.deltaY
      if (event.shiftKey) return setWindow(panBy(window, Math.sign(turn) * 0.1, totalMs))
      const at = scale.toMs(Math.min(Math.max(0, event.clientX - box.left), box.width))
      setWindow(zoomAt(window, at, Math.exp(Math.min(Math.max(turn, -100), 100) * 0.004), totalMs))
    }
    // React's own wheel handlers are passive: they could not keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroll])
}

export interface Brush {
  readonly from: number
  readonly to: number
}

export interface BrushHandlers {
  readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void
  readonly onPointerMove: (event: ReactPointerEvent<HTMLElement>) => void
  readonly onPointerUp: (event: ReactPointerEvent<HTMLElement>) => void
}

/** Dragging over an element selects a window of time. `brush` is in pixels while the drag goes on. */
export function useBrush(scale: TimeScale, totalMs: number, setWindow: (window: TimeWindow) => void): { brush: Brush | null; handlers: BrushHandlers } {
  const [brush, setBrush] = useState<Brush | null>(null)
  const start = useRef<number | null>(null)
  const offset = (event: ReactPointerEvent<HTMLElement>): number => event.clientX - event.currentTarget.getBoundingClientRect().left
  return {
    brush,
    handlers: {
      onPointerDown: (event) => {
        start.current = event.button === 0 ? offset(event) : null
      },
      onPointerMove: (event) => {
        const from = start.current
        if (from === null) return
        const to = offset(event)
        if (brush === null && Math.abs(to - from) < dragPx) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setBrush({ from: Math.min(from, to), to: Math.max(from, to) })
      },
      onPointerUp: () => {
        start.current = null
        if (brush === null) return
        setBrush(null)
        setWindow(bounded({ from: scale.toMs(brush.from), to: scale.toMs(brush.to) }, totalMs))
      },
    },
  }
}
