import type { Attempt, RowState } from './row.ts'
import type { TimeScale } from './time-scale.ts'
import type { VisibleRow } from './visible-rows.ts'

/** No bar is narrower: what happened must be seen. */
export const leastBarPx = 3

export type BarLook = 'solid' | 'hollow' | 'hatched' | 'dashed' | 'open' | 'fold'

/** One box in a row's lane, in pixels from the lane's left edge. */
export interface BarBox {
  readonly kind: 'bar' | 'wait'
  readonly x: number
  readonly width: number
  readonly look: BarLook
  readonly state: RowState
  /** Step id of the try; absent for a fold, the run's own bar and for tries that were merged for lack of room. */
  readonly stepId?: string
  readonly attempt?: number
  /** The try ran into a time limit. */
  readonly isTimeout: boolean
  /** More of the bar lies outside the window. */
  readonly isCutLeft: boolean
  readonly isCutRight: boolean
}

/** The boxes of one line. Pure: the same for the same input, no reading of the page. */
export function layoutLine(line: VisibleRow, scale: TimeScale): BarBox[] {
  if (line.fold !== null) return segments([{ start: line.fold.start, end: line.fold.end, look: 'fold', state: 'ok', isTimeout: false }], scale)
  const { row } = line
  if (row.attempts.length === 0) return segments([{ start: row.start, end: row.end, look: lookOf(row.state), state: row.state, isTimeout: false }], scale)
  const last = row.attempts.length - 1
  const bars = row.attempts.map((attempt, at) => segmentOf(attempt, at === last, row.state))
  return withWaits(segments(merged(bars, scale), scale))
}

/** The boxes of the lines on screen, by line. */
export const layout = (lines: readonly VisibleRow[], scale: TimeScale): BarBox[][] => lines.map((line) => layoutLine(line, scale))

interface Segment {
  readonly start: number
  readonly end: number
  readonly look: BarLook
  readonly state: RowState
  readonly isTimeout: boolean
  readonly stepId?: string
  readonly attempt?: number
}

function segmentOf(attempt: Attempt, isLast: boolean, state: RowState): Segment {
  const failedBefore = attempt.status === 'error' && (!isLast || state === 'recovered')
  return {
    start: attempt.start,
    end: attempt.end,
    look: failedBefore ? 'hatched' : isLast ? lookOf(state) : 'solid',
    state: isLast ? state : attempt.status === 'error' ? 'failed' : 'ok',
    isTimeout: attempt.isTimeout,
    stepId: attempt.stepId,
    attempt: attempt.number,
  }
}

function lookOf(state: RowState): BarLook {
  if (state === 'propagated') return 'hollow'
  if (state === 'cancelled' || state === 'interrupted') return 'dashed'
  return state === 'running' || state === 'no-end' ? 'open' : 'solid'
}

/** Tries that cannot each have their least width in the lane become one box, the last one stays apart. */
function merged(bars: readonly Segment[], scale: TimeScale): readonly Segment[] {
  const room = Math.floor(scale.widthPx / (leastBarPx + 1))
  if (bars.length <= Math.max(1, room)) return bars
  const [first, last] = [bars[0], bars.at(-1)]
  const beforeLast = bars.at(-2)
  if (first === undefined || last === undefined || beforeLast === undefined || room < 2) return last === undefined ? [] : [last]
  return [{ start: first.start, end: beforeLast.end, look: 'hatched', state: 'failed', isTimeout: false }, last]
}

function segments(bars: readonly Segment[], scale: TimeScale): BarBox[] {
  const width = scale.widthPx
  const boxes = bars.flatMap(({ start, end, ...rest }) => {
    const [left, right] = [scale.toPx(start), scale.toPx(Math.max(start, end))]
    if (right < 0 || left > width) return []
    return [{ ...rest, left: Math.max(0, left), right: Math.min(width, right), isCutLeft: left < -0.5, isCutRight: right > width + 0.5 }]
  })
  let edge = 0
  for (const box of boxes) {
    box.left = Math.max(box.left, edge)
    box.right = Math.max(box.right, box.left + leastBarPx)
    edge = box.right
  }
  let limit = width
  for (let at = boxes.length - 1; at >= 0; at--) {
    const box = boxes[at]
    if (box === undefined) continue
    box.right = Math.min(box.right, limit)
    box.left = Math.max(0, Math.min(box.left, box.right - leastBarPx))
    box.right = Math.max(box.right, Math.min(width, box.left + leastBarPx))
    limit = box.left
  }
  return boxes.map(({ left, right, ...rest }) => ({ ...rest, kind: 'bar' as const, x: left, width: right - left }))
}

/** A dotted line wherever the lane is empty between two tries. */
function withWaits(boxes: readonly BarBox[]): BarBox[] {
  return boxes.flatMap((box, at): BarBox[] => {
    const next = boxes[at + 1]
    const from = box.x + box.width
    if (next === undefined || next.x - from < 1) return [box]
    return [box, { kind: 'wait', x: from, width: next.x - from, look: 'open', state: box.state, isTimeout: false, isCutLeft: false, isCutRight: false }]
  })
}
