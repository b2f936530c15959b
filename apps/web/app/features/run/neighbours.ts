import { timeRange } from '@agenttracer/schema'
import type { Instant, RunFilter } from '@agenttracer/schema'
import { instant, runIdTime } from '@agenttracer/schema/names'
import type { RunDetail, RunsListInput, RunSummary } from '@agenttracer/schema/query'
import { filterInputOf } from '../../api/filter-input.ts'

/** Runs of one instant that are looked through; more of them share a millisecond only in a load test. */
const limit = 20

/** The instant that lists are ordered by: the id's own time, or the arrival where the sender's clock was off. */
const sortAt = (run: Pick<RunSummary, 'runId' | 'flags' | 'receivedAt' | 'startedAt'>): Instant =>
  (run.flags.includes('clock_skew') ? run.receivedAt : (instant(runIdTime(run.runId)) ?? run.startedAt)) as Instant

/** The two reads that find the runs beside one, in a filter as it stands at `now`. */
export function neighbourInputs(filter: RunFilter, run: RunDetail, now: number): { readonly newer: RunsListInput; readonly older: RunsListInput } {
  const { last: _, from: __, to: ___, ...rest } = filter
  const { from, to } = timeRange(filter, now)
  const at = sortAt(run)
  return {
    newer: { ...filterInputOf({ ...rest, from: at, ...(to === undefined ? {} : { to }) }), sort: 'started', limit },
    older: { ...filterInputOf({ ...rest, to: at, ...(from === undefined ? {} : { from }) }), sort: '-started', limit },
  }
}

/** The first run of an answer that lies beyond this one; runs of one instant are ordered by their id. */
export function firstBeyond(items: readonly RunSummary[] | undefined, run: RunDetail, way: 'newer' | 'older'): RunSummary | undefined {
  const here = `${sortAt(run)} ${run.runId}`
  return items?.find((other) => {
    const there = `${sortAt(other)} ${other.runId}`
    return way === 'newer' ? there > here : there < here
  })
}
