import { useEffect, useLayoutEffect, useState } from 'react'
import type { RefObject } from 'react'

/** On the server there is no layout to wait for. */
export const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Stands in until the lane is measured; places are then shares of it. */
export const assumedLanePx = 480

export interface LaneSize {
  readonly widthPx: number
  readonly isMeasured: boolean
  /** Height of a row as the style sheet sets it for this screen. */
  readonly rowPx: number
}

/** Width of the element whose box is the lane itself, not of the frame around it: borders and scrollbars would shift every bar. */
export function useLaneSize(lane: RefObject<HTMLElement | null>): LaneSize {
  const [size, setSize] = useState<LaneSize>({ widthPx: assumedLanePx, isMeasured: false, rowPx: 28 })
  useBeforePaint(() => {
    const element = lane.current
    if (element === null) return
    const measure = (): void => {
      const rowPx = Number.parseFloat(getComputedStyle(element).getPropertyValue('--wf-row'))
      setSize({ widthPx: Math.max(1, element.clientWidth), isMeasured: true, rowPx: rowPx > 0 ? rowPx : 28 })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [lane])
  return size
}
