import { parseFilter, serialiseFilter } from './filter.ts'

/** Orders of the run list that the server has an index for. */
export const runSorts = ['-started', 'started', '-duration', 'duration'] as const
export type RunSort = (typeof runSorts)[number]

/** Columns of the run list that can be left out, in their order. */
export const runListColumns = ['env', 'what', 'steps', 'retries', 'duration', 'tokens'] as const
export type RunListColumn = (typeof runListColumns)[number]
/** What is shown unless the address says otherwise. */
export const usualColumns: readonly RunListColumn[] = ['what', 'steps', 'retries', 'duration', 'tokens']

/** Longest address of a saved view, characters. */
export const mostAddressLength = 2_000

/** Reads `cols=what,duration`, also repeated; the usual ones where it is absent or names no column. */
export function parseColumns(params: URLSearchParams): readonly RunListColumn[] {
  const asked = new Set(params.getAll('cols').flatMap((text) => text.split(',')))
  const known = runListColumns.filter((column) => asked.has(column))
  return known.length === 0 ? usualColumns : known
}

/** The value of `cols`; undefined for the usual ones. */
export const columnsText = (columns: readonly RunListColumn[]): string | undefined => (columns.join() === usualColumns.join() ? undefined : columns.join(','))

/**
 * The address of a list in the one form in which equal lists are equal texts: filter, sort, density, columns; defaults are left out, and so
 * are unknown keys, bad values and the place in the list.
 */
export function canonicalListAddress(params: URLSearchParams): string {
  const next = serialiseFilter(parseFilter(params).filter)
  const sort = runSorts.find((known) => known === params.get('sort'))
  if (sort !== undefined && sort !== '-started') next.set('sort', sort)
  if (params.get('density') === 'compact') next.set('density', 'compact')
  const columns = columnsText(parseColumns(params))
  if (columns !== undefined) next.set('cols', columns)
  return next.toString()
}
