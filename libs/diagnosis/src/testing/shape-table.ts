import { expect, it } from 'vitest'
import type { RunBuilder } from './a-run.ts'

/** What happened, the run as an adapter records it, and what has to be said of it. Null everywhere: a good run, about which nothing is said. */
export type Shape = readonly [what: string, run: RunBuilder, cause: string | null, at: string | null, confidence: string | null]

export const good = (what: string, run: RunBuilder): Shape => [what, run, null, null, null]

/** One test for each row. */
export function checkShapes(shapes: readonly Shape[]): void {
  it.each(shapes)('%s', (_, run, cause, at, confidence) => {
    const outcome = run.outcome()
    expect([outcome.cause, outcome.at, outcome.confidence]).toEqual([cause, at, confidence])
  })
}
