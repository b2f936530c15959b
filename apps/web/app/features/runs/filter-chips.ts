import { serialiseFilter } from '@agenttracer/schema'
import type { FilterParameter, RunFilter } from '@agenttracer/schema'
import { parseFilter } from '@agenttracer/schema'

export interface Chip {
  readonly label: string
  readonly value: string
  readonly isExcluded: boolean
  /** The filter without it. */
  readonly without: RunFilter
}

const labels: Record<FilterParameter, string> = {
  agent: 'Agent', version: 'Version', env: 'Environment', status: 'Status', cat: 'Category', code: 'Code', name: 'Step', tool: 'Tool', model: 'Model', trace: 'Trace',
  fp: 'Like failures', from: 'From', to: 'To', last: 'Last', degraded: 'Degraded', retries: 'Retries', tokens: 'Tokens', steps: 'Steps', minMs: 'At least (ms)',
  maxMs: 'At most (ms)', minSteps: 'Steps from', maxSteps: 'Steps to',
}

/** One chip for each value of a filter, each with the filter that is left when it goes. */
export function filterChips(filter: RunFilter): Chip[] {
  const entries = [...serialiseFilter(filter)]
  return entries.map(([param, text], at) => {
    const isExcluded = text.startsWith('!')
    return {
      label: labels[param as FilterParameter],
      value: isExcluded ? text.slice(1) : text,
      isExcluded,
      without: parseFilter(new URLSearchParams(entries.filter((_, other) => other !== at))).filter,
    }
  })
}
