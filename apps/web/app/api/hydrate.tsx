import { HydrationBoundary } from '@tanstack/react-query'
import type { DehydratedState } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ReactNode } from 'react'

/** Puts what a loader fetched into the cache. `state` is the text that `finishLoading` made. */
export function Hydrate({ state, children }: { readonly state: string; readonly children: ReactNode }) {
  const parsed = useMemo(() => JSON.parse(state) as DehydratedState, [state])
  return <HydrationBoundary state={parsed}>{children}</HydrationBoundary>
}
