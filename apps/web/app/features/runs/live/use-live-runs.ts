import type { RunSummary } from '@agenttracer/schema/query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useApi } from '../../../api/api-context.ts'
import { filterInputOf } from '../../../api/filter-input.ts'
import type { ListQuery } from '../list-query.ts'
import { arrive, liveRows, nothingLive, showWaiting } from './live-state.ts'

/** Scrolled this far, new rows on top would push what is read. */
const topPx = 80

export interface LiveRuns {
  readonly rows: readonly RunSummary[]
  readonly waiting: number
  readonly isLost: boolean
  /** Follows again after it was lost. */
  readonly again: () => void
  readonly show: () => void
}

/** Follows the filter's runs while `isOn` and the page is seen. `onResume` reads the list again: what came meanwhile was not told. */
export function useLiveRuns(query: ListQuery, list: readonly RunSummary[], isOn: boolean, onResume: () => void): LiveRuns {
  const [state, setState] = useState(nothingLive)
  const isSeen = useIsSeen()
  const isFollowing = isOn && isSeen
  const address = JSON.stringify(filterInputOf(query.filter))
  useEffect(() => setState(nothingLive), [address])
  const wasHidden = useRef(false)
  useEffect(() => {
    if (isOn && !isSeen) wasHidden.current = true
    else if (isFollowing && wasHidden.current) {
      wasHidden.current = false
      onResume()
    }
  }, [isOn, isSeen, isFollowing, onResume])
  const onData = (runs: readonly RunSummary[]): void => setState((before) => arrive(before, { runs, listed: new Set(list.map(({ runId }) => runId)), mayMove: mayMove() }))
  const { status, reset } = useSubscription(useApi().runs.tail.subscriptionOptions(filterInputOf(query.filter), { enabled: isFollowing, onData }))
  return { rows: isOn ? liveRows(state, list) : list, waiting: isOn ? state.waiting.length : 0, isLost: isFollowing && status === 'error', again: reset, show: useCallback(() => setState(showWaiting), []) }
}

/** Rows never move under the pointer, the focus, or the eyes of someone who has scrolled. */
function mayMove(): boolean {
  const table = document.querySelector('[data-testid="runs-table"]')
  return window.scrollY < topPx && table?.contains(document.activeElement) !== true && table?.matches(':hover') !== true
}

function useIsSeen(): boolean {
  const [isSeen, setSeen] = useState(true)
  useEffect(() => {
    const read = (): void => setSeen(document.visibilityState === 'visible')
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [])
  return isSeen
}
