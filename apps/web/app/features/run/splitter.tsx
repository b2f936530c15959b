import { useRef } from 'react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { fitWidth, panelWidths, widthAfterKey } from './panel-width.ts'

export interface SplitterProps {
  readonly width: number
  readonly onWidth: (px: number) => void
  /** The pointer has let go, or a key was pressed: no more is to come. */
  readonly onChosen: (px: number) => void
  /** Id of the panel whose width it sets. */
  readonly controls: string
}

/** The edge between the waterfall and the details: dragged, or moved by arrow keys. */
export function Splitter({ width, onWidth, onChosen, controls }: SplitterProps) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const choose = (px: number): void => {
    onWidth(px)
    onChosen(px)
  }
  const draggedTo = (event: PointerEvent): number => (from.current === null ? width : fitWidth(from.current.width + from.current.x - event.clientX))
  const onDown = (event: PointerEvent<HTMLElement>): void => {
    from.current = { x: event.clientX, width }
    event.currentTarget.setPointerCapture(event.pointerId)
  }
  const onMove = (event: PointerEvent): void => {
    if (from.current !== null) onWidth(draggedTo(event))
  }
  const onUp = (event: PointerEvent): void => {
    choose(draggedTo(event))
    from.current = null
  }
  const onCancel = (): void => {
    onChosen(width)
    from.current = null
  }
  const onKey = (event: KeyboardEvent): void => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : widthAfterKey(width, event.key)
    if (next === undefined) return
    event.preventDefault()
    choose(next)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label="Width of the details"
      aria-controls={controls}
      aria-valuemin={panelWidths.least}
      aria-valuemax={panelWidths.most}
      aria-valuenow={width}
      aria-valuetext={`${width} pixels`}
      title="Drag, or use the arrow keys; Enter sets the usual width"
      className="run-splitter"
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onCancel}
      onDoubleClick={() => choose(panelWidths.usual)}
      onKeyDown={onKey}
    />
  )
}
