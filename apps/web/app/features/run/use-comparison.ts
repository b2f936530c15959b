import { fromDiffColumns } from '@agenttracer/schema/diff'
import { isRunId } from '@agenttracer/schema/names'
import type { LastGood, RunDetail, RunDiff } from '@agenttracer/schema/query'
import { useSearchParams } from '@remix-run/react'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useApi } from '../../api/api-context.ts'
import { layComparison } from '../../waterfall/model/comparison.ts'
import type { Comparison } from '../../waterfall/model/comparison.ts'
import type { WaterfallModel } from '../../waterfall/model/row.ts'

/** The value of `cmp` that leaves the choice of the run to the server. */
const lastGoodWord = 'last-good'
/** A running run is compared again this often. */
const liveMs = 5_000

/** What `cmp` in the address asks for, and what has come of it. */
export interface RunComparison {
  readonly isAsked: boolean
  /** Asked for the last good run, and there is none. */
  readonly hasNone: boolean
  readonly choice: LastGood['choice']
  readonly diff: RunDiff | undefined
  readonly laid: Comparison | null
  readonly error: unknown
  readonly isFetching: boolean
  readonly retry: () => void
  /** Compares with the last good run, or stops comparing. */
  readonly toggle: () => void
}

/** The run that the page is compared with; asked for after the page is there, and only when the address says so. */
export function useComparison(run: RunDetail, model: WaterfallModel): RunComparison {
  const api = useApi()
  const [params, setParams] = useSearchParams()
  const cmp = params.get('cmp')
  const refetchInterval = run.status === 'running' ? liveMs : false
  const lastGood = useQuery({ ...api.runs.lastGood.queryOptions(cmp === lastGoodWord ? { runId: run.runId } : skipToken) })
  const otherId = cmp === lastGoodWord ? lastGood.data?.run?.runId : isRunId(cmp) ? cmp : undefined
  const diff = useQuery({ ...api.runs.diff.queryOptions(otherId === undefined ? skipToken : { runId: run.runId, otherId }), refetchInterval })
  const laid = useMemo(() => (diff.data === undefined || otherId === undefined ? null : layComparison(model, fromDiffColumns(diff.data.columns), diff.data.firstDifference)), [model, diff.data, otherId])
  const toggle = useCallback(
    () =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current)
          if (current.has('cmp')) next.delete('cmp')
          else next.set('cmp', lastGoodWord)
          return next
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  )
  return {
    isAsked: cmp !== null,
    hasNone: cmp === lastGoodWord && lastGood.data !== undefined && lastGood.data.run === null,
    choice: cmp === lastGoodWord ? (lastGood.data?.choice ?? null) : null,
    diff: otherId === undefined ? undefined : diff.data,
    laid,
    error: lastGood.error ?? diff.error,
    isFetching: lastGood.isFetching || diff.isFetching,
    retry: () => void (lastGood.error === null ? diff.refetch() : lastGood.refetch()),
    toggle,
  }
}
