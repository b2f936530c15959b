import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { DroppedParameter, RunFilter } from '@agenttracer/schema'
import type { RunSort, RunsListInput } from '@agenttracer/schema/query'
import { filterInputOf } from '../../api/filter-input.ts'

/** Runs on a page. */
export const pageSize = 50

const sorts: readonly RunSort[] = ['-started', 'started', '-duration', 'duration']
const cursorForm = /^[A-Za-z0-9_-]{1,200}$/

export type Density = 'cosy' | 'compact'

export interface ListQuery {
  readonly filter: RunFilter
  readonly sort: RunSort
  readonly cursor: string | null
  readonly density: Density
  /** Parameters with a bad value: left out and told. */
  readonly dropped: readonly DroppedParameter[]
}

/** What the address asks of the list, by the one filter codec. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const { filter, dropped } = parseFilter(params)
  const [sort, cursor] = [params.get('sort'), params.get('cursor')]
  return {
    filter, dropped, sort: sorts.find((known) => known === sort) ?? '-started', cursor: cursor !== null && cursorForm.test(cursor) ? cursor : null,
    density: params.get('density') === 'compact' ? 'compact' : 'cosy',
  }
}

/** The same as input of `runs.list`. */
export function listInput({ filter, sort, cursor }: ListQuery): RunsListInput {
  return { ...filterInputOf(filter), sort, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
}

/** The address of a list: filter, sort, place and density; defaults are left out. */
export function listAddress(filter: RunFilter, sort: RunSort, cursor: string | null = null, density: Density = 'cosy'): string {
  const params = serialiseFilter(filter)
  if (sort !== '-started') params.set('sort', sort)
  if (cursor !== null) params.set('cursor', cursor)
  if (density !== 'cosy') params.set('density', density)
  const text = params.toString()
  return text === '' ? '?' : `?${text}`
}

/** The address of the first page of the same list with another filter. */
export const filteredAddress = ({ sort, density }: ListQuery, filter: RunFilter): string => listAddress(filter, sort, null, density)
