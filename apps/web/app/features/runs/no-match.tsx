import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import { Link } from '@remix-run/react'
import { useQueries } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.ts'
import { EmptyState } from '../../ui/states.tsx'
import { filterChips } from './filter-chips.ts'
import { filteredAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'
import { anyRunQuery } from './queries.ts'

interface Way {
  readonly words: string
  readonly filter: RunFilter
}

/** Ways out beyond this many are not tried out. */
const tried = 10
const longer = '30d'

/** An empty page of the list, with the ways out of it; those that lead to runs come first. */
export function NoMatch({ query }: { readonly query: ListQuery }) {
  const ways = waysOut(query.filter)
  const api = useApi()
  const found = useQueries({ queries: ways.slice(0, tried).map(({ filter }) => anyRunQuery(api, filter)) })
  if (ways.length === 0) {
    return (
      <EmptyState title={query.cursor === null ? 'No runs yet.' : 'No more runs here.'}>
        {query.cursor === null ? <Link className="text-link" to="../start">Getting started</Link> : <Link className="text-link" to={filteredAddress(query, {})}>Go to the newest runs</Link>}
      </EmptyState>
    )
  }
  const leadsOn = (at: number): boolean => (found[at]?.data?.items.length ?? 0) > 0
  const sorted = ways.map((way, at) => ({ ...way, helps: leadsOn(at) })).sort((a, b) => Number(b.helps) - Number(a.helps))
  const isKnown = found.every(({ data }) => data !== undefined)
  return (
    <EmptyState title="No runs match.">
      <ul className="grid justify-items-start gap-0.5">
        {sorted.map(({ words, filter, helps }) => (
          <li key={words} data-helps={helps}>
            <Link className="text-link" to={filteredAddress(query, filter)}>
              {words}
            </Link>
            {helps ? ' gives runs' : null}
          </li>
        ))}
      </ul>
      {isKnown && !sorted.some(({ helps }) => helps) ? <p className="mt-1">No single one of them gives runs: <Link className="text-link" to={filteredAddress(query, {})}>clear all</Link>.</p> : null}
    </EmptyState>
  )
}

function waysOut(filter: RunFilter): Way[] {
  const removals = filterChips(filter).map(({ label, value, isExcluded, without }) => ({ words: `Remove: ${label}${isExcluded ? ' not' : ''} ${value}`, filter: without }))
  if (filter.last === undefined || filter.last === longer) return removals
  const params = serialiseFilter(filter)
  params.set('last', longer)
  return [...removals, { words: `Look at the last ${longer.slice(0, -1)} days`, filter: parseFilter(params).filter }]
}
