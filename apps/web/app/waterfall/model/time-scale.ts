import type { Gap } from './row.ts'
import type { TimeWindow } from './time-window.ts'

/** Width of a folded pause on screen. */
export const foldedGapPx = 28

interface Piece {
  readonly from: number
  readonly to: number
  readonly x: number
  readonly width: number
}

/** Milliseconds to pixels and back. Straight, or with each folded pause squeezed to a fixed width. */
export interface TimeScale {
  readonly toPx: (ms: number) => number
  readonly toMs: (px: number) => number
  readonly widthPx: number
  /** Folded pauses inside the window, where they are drawn. */
  readonly folded: readonly (Gap & { readonly x: number; readonly width: number })[]
}

/** `folded` are pauses to squeeze; they are left as they are when that would leave too little room for the rest. */
export function timeScale(window: TimeWindow, widthPx: number, folded: readonly Gap[] = []): TimeScale {
  const width = Math.max(1, Number.isFinite(widthPx) ? widthPx : 1)
  const inside = folded
    .map((gap) => ({ start: Math.max(gap.start, window.from), end: Math.min(gap.end, window.to) }))
    .filter((gap) => gap.end > gap.start)
  const squeezed = inside.length * foldedGapPx < width * 0.6 ? inside : []
  const pieces = cut(window, width, squeezed)
  const place = (value: number, from: 'ms' | 'px'): number => {
    const piece = pieces.find((item) => value <= (from === 'ms' ? item.to : item.x + item.width)) ?? pieces.at(-1)
    if (piece === undefined) return 0
    const length = Math.max(1e-9, piece.to - piece.from)
    return from === 'ms' ? piece.x + ((value - piece.from) / length) * piece.width : piece.from + ((value - piece.x) / Math.max(1e-9, piece.width)) * length
  }
  return {
    toPx: (ms) => place(ms, 'ms'),
    toMs: (px) => place(px, 'px'),
    widthPx: width,
    folded: squeezed.map((gap) => ({ ...gap, x: place(gap.start, 'ms'), width: foldedGapPx })),
  }
}

function cut(window: TimeWindow, width: number, squeezed: readonly Gap[]): Piece[] {
  const hiddenMs = squeezed.reduce((sum, gap) => sum + gap.end - gap.start, 0)
  const perMs = (width - squeezed.length * foldedGapPx) / Math.max(1e-9, window.to - window.from - hiddenMs)
  const pieces: Piece[] = []
  let [ms, x] = [window.from, 0]
  const push = (to: number, wide: number): void => {
    pieces.push({ from: ms, to, x, width: wide })
    ms = to
    x += wide
  }
  for (const gap of squeezed) {
    if (gap.start > ms) push(gap.start, (gap.start - ms) * perMs)
    push(gap.end, foldedGapPx)
  }
  if (window.to > ms || pieces.length === 0) push(window.to, Math.max(0, (window.to - ms) * perMs))
  return pieces
}
