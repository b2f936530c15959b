import { durationText } from '@agenttracer/schema'

/** Shown for a value that nobody recorded. Absent is never zero. */
export const notRecorded = 'not recorded'

const dayMs = 86_400_000

/** Milliseconds as people read them: `<1 ms`, `842 ms`, `4.21 s`, `42.1 s`, `3 m 07 s`, `1 h 04 m`, `2 d 08 h`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms) || ms < 0) return notRecorded
  if (ms === 0) return '0 ms'
  if (ms < 2 * dayMs) return durationText(ms)
  const hours = Math.round(ms / 3_600_000)
  return `${Math.floor(hours / 24)} d ${String(hours % 24).padStart(2, '0')} h`
}

/** An instant of a run as its distance from the start: like a duration, but exact to the millisecond past a minute. */
export function offset(ms: number): string {
  if (ms < 60_000) return `+${duration(ms)}`
  const minutes = Math.floor(ms / 60_000)
  return `+${minutes} m ${((ms - minutes * 60_000) / 1000).toFixed(3).padStart(6, '0')} s`
}

/** A difference of durations, its sign always written: `+5.9 s`, `−120 ms`, `±0 ms`. */
export function signedDuration(ms: number): string {
  if (Math.abs(ms) < 0.5) return '±0 ms'
  return `${ms < 0 ? '−' : '+'}${duration(Math.abs(ms))}`
}

/** Waits in a row: `0.5 s + 1.0 s`. */
export const waits = (list: readonly number[]): string => list.map(shortSeconds).join(' + ')

/** A wait or an axis label: seconds with one decimal, milliseconds below a tenth of one. */
export function shortSeconds(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`
  return ms < 59_950 ? `${(ms / 1000).toFixed(1)} s` : duration(ms)
}
