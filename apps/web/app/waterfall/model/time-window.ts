/** The part of the run that is on screen, in milliseconds from its start. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** Narrowest window: 1/5000 of the run or a tenth of a millisecond, whichever is larger. */
const narrowest = (totalMs: number): number => Math.min(totalMs, Math.max(0.1, totalMs / 5_000))

export const wholeRun = (totalMs: number): TimeWindow => ({ from: 0, to: totalMs })

export const isWhole = ({ from, to }: TimeWindow, totalMs: number): boolean => from <= 0 && to >= totalMs

/** Brings a wish into bounds: inside the run, not narrower than can be drawn. */
export function bounded({ from, to }: TimeWindow, totalMs: number): TimeWindow {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return wholeRun(totalMs)
  const [low, high] = from <= to ? [from, to] : [to, from]
  const length = Math.min(totalMs, Math.max(narrowest(totalMs), high - low))
  const start = Math.min(Math.max(0, low), totalMs - length)
  return { from: start, to: start + length }
}

/** Zooms by `factor` (below 1: in) with the instant `at` kept in place. */
export function zoomAt(window: TimeWindow, at: number, factor: number, totalMs: number): TimeWindow {
  const length = Math.min(totalMs, Math.max(narrowest(totalMs), (window.to - window.from) * factor))
  const share = (at - window.from) / Math.max(1e-9, window.to - window.from)
  return bounded({ from: at - share * length, to: at + (1 - share) * length }, totalMs)
}

/** Moves by a share of the window's own length. */
export function panBy(window: TimeWindow, share: number, totalMs: number): TimeWindow {
  const shift = (window.to - window.from) * share
  return bounded({ from: window.from + shift, to: window.to + shift }, totalMs)
}

/** A window around an interval with a tenth of its length to either side. */
export function fitAround(start: number, end: number, totalMs: number): TimeWindow {
  const margin = Math.max((end - start) * 0.1, narrowest(totalMs) / 2)
  return bounded({ from: start - margin, to: end + margin }, totalMs)
}

/** `z=1200-4800`; the whole run has no text. */
export const windowText = (window: TimeWindow, totalMs: number): string | null =>
  isWhole(window, totalMs) ? null : `${round(window.from)}-${round(window.to)}`

/** Undefined when the text is none. */
export function readWindow(text: string | null, totalMs: number): TimeWindow | undefined {
  const parts = /^(\d{1,10}(?:\.\d{1,3})?)-(\d{1,10}(?:\.\d{1,3})?)$/.exec(text ?? '')
  if (parts === null) return undefined
  const wish = { from: Number(parts[1]), to: Number(parts[2]) }
  return wish.from < wish.to && wish.from < totalMs ? bounded(wish, totalMs) : undefined
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000
