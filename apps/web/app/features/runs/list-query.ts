import { columnsText, parseColumns, parseFilter, serialiseFilter, usualColumns } from '@agenttracer/schema'
import type { DroppedParameter, RunFilter, RunListColumn } from '@agenttracer/schema'
import type { RunSort, RunsListInput } from '@agenttracer/schema/query'
import { filterInputOf } from '../../api/filter-input.ts'

/** Runs on a page. */
export const pageSize = 50

const sorts: readonly RunSort[] = ['-started', 'started', '-duration', 'duration']
const viewForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const cursorForm = /^[A-Za-z0-9_-]{1,200}$/

export type Density = 'cosy' | 'compact'

export interface ListQuery {
  readonly filter: RunFilter
  readonly sort: RunSort
  readonly cursor: string | null
  readonly density: Density
  readonly columns: readonly RunListColumn[]
  /** Id of the saved view that this list began as. */
  readonly view: string | null
  /** Parameters with a bad value: left out and told. */
  readonly dropped: readonly DroppedParameter[]
}

/** What the address asks of the list, by the one filter codec. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const { filter, dropped } = parseFilter(params)
  const [sort, cursor, view] = [params.get('sort'), params.get('cursor'), params.get('view')]
  return {
    filter, dropped, sort: sorts.find((known) => known === sort) ?? '-started', cursor: cursor !== null && cursorForm.test(cursor) ? cursor : null,
    density: params.get('density') === 'compact' ? 'compact' : 'cosy', columns: parseColumns(params), view: view !== null && viewForm.test(view) ? view : null,
  }
}

/** The same as input of `runs.list`. */
export function listInput({ filter, sort, cursor }: ListQuery): RunsListInput {
  return { ...filterInputOf(filter), sort, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
}

/** What the address of a list says; everything but the filter may be left out. */
export type ListPlace = Pick<ListQuery, 'filter'> & Partial<Omit<ListQuery, 'filter' | 'dropped'>>

/** The address of a list: filter, sort, place, density, columns, the view it began as; defaults are left out. */
export function listAddress({ filter, sort = '-started', cursor = null, density = 'cosy', columns = usualColumns, view = null }: ListPlace): string {
  const params = serialiseFilter(filter)
  if (sort !== '-started') params.set('sort', sort)
  if (cursor !== null) params.set('cursor', cursor)
  if (density !== 'cosy') params.set('density', density)
  const cols = columnsText(columns)
  if (cols !== undefined) params.set('cols', cols)
  // A view alone would mean what it holds: a list that has nothing of its own left begins anew.
  if (view !== null && params.size > 0) params.set('view', view)
  const text = params.toString()
  return text === '' ? '?' : `?${text}`
}

/** The address of the first page of the same list with another filter. */
export const filteredAddress = (query: ListQuery, filter: RunFilter): string => listAddress({ ...query, filter, cursor: null })
