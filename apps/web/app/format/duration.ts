/** Shown for a value that nobody recorded. Absent is never zero. */
export const notRecorded = 'not recorded'

/** Milliseconds as people read them: `<1 ms`, `842 ms`, `4.21 s`, `42.1 s`, `3 m 07 s`, `1 h 04 m`. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms) || ms < 0) return notRecorded
  if (ms === 0) return '0 ms'
  if (ms < 1) return '<1 ms'
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_995) return `${(ms / 1000).toFixed(2)} s`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} m`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)} d ${two(hours % 24)} h`
}

/** Waits in a row: `0.5 s + 1.0 s`. */
export const waits = (list: readonly number[]): string => list.map(shortSeconds).join(' + ')

/** A wait or an axis label: seconds with one decimal where the text stays exact enough, milliseconds below 100. */
export function shortSeconds(ms: number): string {
  if (ms < 100) return `${Math.round(ms)} ms`
  return ms < 59_950 ? `${(ms / 1000).toFixed(1)} s` : duration(ms)
}

const two = (value: number): string => String(value).padStart(2, '0')
