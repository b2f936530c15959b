import { z } from 'zod'
import { parseFilter, serialiseFilter } from './filter.ts'
import { runSorts } from './inputs.ts'
import { instantLeaf } from '../wire/leaf.ts'
import { typedName } from './typed-name.ts'

/** Columns of the run list that can be left out, in their order. */
export const runListColumns = ['env', 'what', 'steps', 'retries', 'duration', 'tokens'] as const
export type RunListColumn = (typeof runListColumns)[number]
/** What is shown unless the address says otherwise. */
export const usualColumns: readonly RunListColumn[] = ['what', 'steps', 'retries', 'duration', 'tokens']

const mostLength = 2_000

/** Reads `cols=what,duration`; undefined where it is absent, empty or holds no column. */
export function parseColumns(params: URLSearchParams): readonly RunListColumn[] | undefined {
  const asked = new Set(params.getAll('cols').flatMap((text) => text.split(',')))
  const known = runListColumns.filter((column) => asked.has(column))
  return known.length === 0 || known.join() === usualColumns.join() ? undefined : known
}

/**
 * The address of a list in the one form in which equal lists are equal texts: filter, sort, density, columns; defaults left out. Unknown
 * keys and bad values are gone. Commas stay commas, the rest is the codec's.
 */
export function listAddressText(params: URLSearchParams): string {
  const next = serialiseFilter(parseFilter(params).filter)
  const sort = runSorts.find((known) => known === params.get('sort'))
  if (sort !== undefined && sort !== '-started') next.set('sort', sort)
  if (params.get('density') === 'compact') next.set('density', 'compact')
  const columns = parseColumns(params)
  if (columns !== undefined) next.set('cols', columns.join(','))
  return next.toString()
}

/** True for an address that `listAddressText` leaves as it is. */
export const isListAddress = (text: string): boolean => text.length <= mostLength && listAddressText(new URLSearchParams(text)) === text

export const savedView = z.object({
  viewId: z.uuid(),
  name: typedName,
  /** Query string of the list, in the codec's form. */
  address: z.string().max(mostLength),
  savedAt: instantLeaf,
})
export type SavedView = z.output<typeof savedView>
export const viewsList = z.object({ items: z.array(savedView) })
/** A name that is there already gets the new address. */
export const viewSaveInput = z.object({ name: typedName, address: z.string().max(mostLength).refine(isListAddress) })
export const viewDeleteInput = z.object({ viewId: z.uuid() })
export const viewDeleted = z.object({ deleted: z.boolean() })
