/** Fewer runs than this say nothing about how often an agent runs. */
export const leastRuns = 5
/** A pause counts only when it is so many times longer than any of the pauses before. */
const timesLonger = 3

/**
 * Whether an agent has gone silent: longer than `afterMs` without a run, and far longer than it ever paused between its last runs, so that
 * one that works once a night is not missed at noon. `starts`: Unix milliseconds of its last runs, newest first.
 */
export function isSilent(starts: readonly number[], now: number, afterMs: number): boolean {
  const [newest] = starts
  if (newest === undefined || starts.length < leastRuns) return false
  const pauses = starts.slice(1).map((start, at) => (starts[at] ?? start) - start)
  const quiet = now - newest
  return quiet > afterMs && quiet > timesLonger * Math.max(...pauses)
}
