import { HydrationBoundary } from '@tanstack/react-query'
import type { DehydratedState } from '@tanstack/react-query'
import type { ReactNode } from 'react'

/** Puts what a loader fetched into the cache. The state crosses the wire, where its type is lost; only `finishLoading` makes one. */
export const Hydrate = ({ state, children }: { readonly state: unknown; readonly children: ReactNode }) => (
  <HydrationBoundary state={state as DehydratedState}>{children}</HydrationBoundary>
)
