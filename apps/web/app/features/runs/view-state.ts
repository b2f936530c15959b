import { canonicalListAddress } from '@agenttracer/schema'
import type { SavedView } from '@agenttracer/schema/query'
import { listAddress } from './list-query.ts'
import type { ListQuery } from './list-query.ts'

/** What of a list a view keeps: everything but the place in it. */
export const addressToKeep = (query: ListQuery): string => canonicalListAddress(new URLSearchParams(listAddress({ ...query, cursor: null }).slice(1)))

/** The address of a view: all that it holds, so that a pasted link stays as it is when the view changes. */
export const viewAddress = ({ viewId, address }: SavedView): string => (address === '' ? `?view=${viewId}` : `?${address}&view=${viewId}`)

/** The view that a list began as, and whether the list has left it: what the address says wins. */
export function appliedView(query: ListQuery, views: readonly SavedView[]): { readonly view: SavedView; readonly isModified: boolean } | undefined {
  const view = views.find(({ viewId }) => viewId === query.view)
  return view === undefined ? undefined : { view, isModified: addressToKeep(query) !== view.address }
}

/** The address that `?view=` alone means; undefined where there is nothing to add. */
export function meantByView(params: URLSearchParams, views: readonly SavedView[]): string | undefined {
  if ([...params.keys()].some((name) => name !== 'view')) return undefined
  const view = views.find(({ viewId }) => viewId === params.get('view'))
  return view === undefined || view.address === '' ? undefined : viewAddress(view)
}
