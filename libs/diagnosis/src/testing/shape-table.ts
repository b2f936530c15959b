import type { RunBuilder } from './a-run.ts'

/** What happened, the run as an adapter records it, and what has to be said of it. Null everywhere: a good run, about which nothing is said. */
export type Shape = readonly [what: string, run: RunBuilder, cause: string | null, at: string | null, confidence: string | null]

export const good = (what: string, run: RunBuilder): Shape => [what, run, null, null, null]

/** In the columns of a shape. */
export function saidOf(run: RunBuilder): readonly (string | null)[] {
  const { cause, at, confidence } = run.outcome()
  return [cause, at, confidence]
}
