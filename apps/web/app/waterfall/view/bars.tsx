import { memo } from 'react'
import type { CSSProperties } from 'react'
import type { BarBox } from '../model/layout.ts'
import type { StepType } from '@agenttracer/schema'

interface BarsProps {
  readonly boxes: readonly BarBox[]
  readonly kind: StepType | 'run'
  readonly chosen: number | null
  readonly widthPx: number
  /** Before the lane is measured places are shares of it, so that the server's picture fits any width. */
  readonly isMeasured: boolean
}

/** The boxes of one lane. Pixels by `transform` only, so that zooming does not lay the page out again. */
export const Bars = memo(function Bars({ boxes, kind, chosen, widthPx, isMeasured }: BarsProps) {
  return (
    <>
      {boxes.map((box, at) =>
        box.kind === 'wait' ? (
          <span key={at} className="wf-wait" style={place(box, widthPx, isMeasured)} />
        ) : (
          <span
            key={at}
            className="wf-bar"
            data-kind={kind}
            data-look={box.look}
            data-state={box.state}
            data-attempt={box.attempt}
            data-timeout={box.isTimeout || undefined}
            data-cut-left={box.isCutLeft || undefined}
            data-cut-right={box.isCutRight || undefined}
            data-chosen={(chosen !== null && chosen === box.attempt) || undefined}
            style={place(box, widthPx, isMeasured)}
          />
        ),
      )}
    </>
  )
})

function place({ x, width }: BarBox, widthPx: number, isMeasured: boolean): CSSProperties {
  if (isMeasured) return { transform: `translateX(${round(x)}px)`, width: `${round(width)}px` }
  return { left: `${round((x / widthPx) * 100)}%`, width: `max(3px, ${round((width / widthPx) * 100)}%)` }
}

const round = (value: number): number => Math.round(value * 100) / 100
