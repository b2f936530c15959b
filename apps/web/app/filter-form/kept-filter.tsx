import type { RunFilter } from '@agenttracer/schema'
import { filterInputOf } from '../api/filter-input.ts'

/** What a GET form does not show of the filter, and so must carry on. `without`: the parameters that it shows. */
export function KeptFilter({ filter, without }: { readonly filter: RunFilter; readonly without: readonly string[] }) {
  const values = Object.entries(filterInputOf(filter)).filter(([name]) => !without.includes(name))
  return <>{values.flatMap(([name, value]) => [value].flat().map((item) => <input key={`${name}=${String(item)}`} type="hidden" name={name} value={String(item)} />))}</>
}
