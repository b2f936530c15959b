import { useParams, useSearchParams } from '@remix-run/react'
import { useQuery } from '@tanstack/react-query'
import type { RunDetail } from '@agenttracer/schema/query'
import type { RunFilter } from '@agenttracer/schema'
import { startTransition, useEffect, useState } from 'react'
import { useApi } from '../../api/api-context.ts'
import { filterInputOf } from '../../api/filter-input.ts'
import { readTrail, runAddress, trailParameter } from '../../run-trail/trail.ts'
import type { Trail } from '../../run-trail/trail.ts'
import { afterPaint } from '../../ui/later.ts'
import { firstBeyond, neighbourInputs } from './neighbours.ts'

export interface TrailView {
  /** Address of the list to go back to. */
  readonly list: string
  readonly newer: string | null
  readonly older: string | null
  /** `this filter`, or the agent whose runs are walked through. */
  readonly within: string
  readonly place: { readonly at: number; readonly of: number; readonly isCapped: boolean } | null
}

/** The runs before and after this one in the filter its reader came from; without one, of the same agent. Read after the first paint. */
export function useTrail(run: RunDetail): TrailView {
  const api = useApi()
  const runs = `/p/${useParams()['project'] ?? 'default'}/runs`
  const key = useSearchParams()[0].get(trailParameter)
  const [{ trail, now }, setFound] = useState<{ readonly trail: Trail | undefined; readonly now: number }>({ trail: undefined, now: 0 })
  useEffect(() => afterPaint(() => startTransition(() => setFound({ trail: readTrail(key), now: Date.now() }))), [key])
  const filter: RunFilter = trail?.filter ?? { agent: { include: [run.agentId], exclude: [] } }
  const isOpen = now > 0
  const inputs = neighbourInputs(filter, run, now)
  const options = { enabled: isOpen, staleTime: 30_000, retry: false }
  const [newer, older] = [useQuery(api.runs.list.queryOptions(inputs.newer, options)), useQuery(api.runs.list.queryOptions(inputs.older, options))]
  const counted = { ...options, enabled: isOpen && trail !== undefined }
  const { sort: _, limit: __, ...fromHere } = inputs.newer
  const [all, before] = [useQuery(api.runs.facets.queryOptions(filterInputOf(filter), counted)), useQuery(api.runs.facets.queryOptions(fromHere, counted))]
  const address = (other: { readonly runId: string } | undefined): string | null => (other === undefined ? null : runAddress(runs, other.runId, trail === undefined ? null : key))
  return {
    list: trail === undefined ? runs : runs + (trail.search === '?' ? '' : trail.search),
    newer: address(firstBeyond(newer.data?.items, run, 'newer')),
    older: address(firstBeyond(older.data?.items, run, 'older')),
    within: trail === undefined ? `runs of ${run.agentId}` : 'this filter',
    place: all.data === undefined || before.data === undefined || before.data.isCapped ? null : { at: before.data.runs, of: all.data.runs, isCapped: all.data.isCapped },
  }
}
