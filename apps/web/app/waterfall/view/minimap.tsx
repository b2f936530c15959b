import { useEffect, useRef } from 'react'
import type { WaterfallModel } from '../model/row.ts'
import { timeScale } from '../model/time-scale.ts'
import { isWhole, wholeRun } from '../model/time-window.ts'
import type { TimeWindow } from '../model/time-window.ts'
import { afterPaint } from '../../ui/later.ts'
import { drawMinimap } from './draw-minimap.ts'
import { useBrush } from './use-time-gestures.ts'

interface MinimapProps {
  readonly model: WaterfallModel
  readonly window: TimeWindow
  readonly setWindow: (window: TimeWindow) => void
}

/** The whole run at a glance; a drag selects a window. Hidden from assistive technology: its functions are buttons beside it. */
export function Minimap({ model, window, setWindow }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const draw = (): void => drawMinimap(element, model)
    // Its first call draws too; the rows are painted before that.
    const size = new ResizeObserver(() => afterPaint(draw))
    size.observe(element)
    const theme = new MutationObserver(draw)
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    const dark = matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', draw)
    return () => {
      size.disconnect()
      theme.disconnect()
      dark.removeEventListener('change', draw)
    }
  }, [model])
  const scale = timeScale(wholeRun(model.totalMs), canvas.current?.clientWidth ?? 1)
  const { brush, handlers } = useBrush(scale, model.totalMs, setWindow)
  const left = (window.from / model.totalMs) * 100
  const right = 100 - (window.to / model.totalMs) * 100
  return (
    <div className="wf-minimap" aria-hidden="true" {...handlers}>
      <canvas ref={canvas} />
      {isWhole(window, model.totalMs) ? null : (
        <>
          <div className="wf-shade" style={{ left: 0, width: `${left}%` }} />
          <div className="wf-shade" style={{ right: 0, left: 'auto', width: `${right}%` }} />
        </>
      )}
      {brush === null ? null : <div className="wf-brush" style={{ transform: `translateX(${brush.from}px)`, width: `${brush.to - brush.from}px` }} />}
    </div>
  )
}
