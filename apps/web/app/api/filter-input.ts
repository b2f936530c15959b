import { filterParameters, serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { FilterInput } from '@agenttracer/schema/query'

/** A filter in the words of the codec, repeated values as lists. */
export function filterInputOf(filter: RunFilter): FilterInput {
  const params = serialiseFilter(filter)
  const input: Record<string, string | string[]> = {}
  for (const name of filterParameters) {
    const values = params.getAll(name)
    if (values[0] !== undefined) input[name] = values.length === 1 ? values[0] : values
  }
  return input as FilterInput
}
