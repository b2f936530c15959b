import { isRunId } from '@agenttracer/schema/names'
import type { RunId } from '@agenttracer/schema'

/** Runs that one comparison can take. */
export const mostRuns = 50

/** The runs that an address names, each once; those beyond the limit are counted. */
export function chosenRuns(params: URLSearchParams): { readonly runIds: readonly RunId[]; readonly leftOut: number } {
  const all = [...new Set(params.getAll('run').filter((text) => isRunId(text)))]
  return { runIds: all.slice(0, mostRuns), leftOut: Math.max(0, all.length - mostRuns) }
}
