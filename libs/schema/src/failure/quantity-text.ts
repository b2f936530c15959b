/** Numbers as an engineer reads them (English, no locale): the same words in a verdict, a page and a copied report. */

const pad = (value: number): string => String(value).padStart(2, '0')

/** `<1 ms`, `842 ms`, `4.21 s`, `42.1 s`, `3 m 07 s`, `1 h 04 m`. */
export function durationText(durationMs: number): string {
  if (durationMs < 1) return '<1 ms'
  if (Math.round(durationMs) < 1000) return `${Math.round(durationMs)} ms`
  const seconds = durationMs / 1000
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${pad(whole % 60)} s`
  const minutes = Math.round(seconds / 60)
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} m`
}

/** `9,214`. */
export const countText = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',')

/** `14:31 UTC` of an ISO 8601 UTC instant. */
export function clockText(instant: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT(\d\d:\d\d)/.exec(instant)?.[1]
  return time === undefined ? undefined : `${time} UTC`
}
