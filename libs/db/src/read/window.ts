import { timeRange } from '@agenttracer/schema'
import type { Instant, RunFilter } from '@agenttracer/schema'

const dayMs = 86_400_000
const iso = (ms: number): Instant => new Date(ms).toISOString() as Instant

export interface Window {
  readonly from: Instant
  readonly to: Instant
}

/** The time that a summary covers: the filter's, or the 24 hours before now. A list has no such rule: `listReach`. */
export function windowOf(filter: RunFilter, now: number): Window {
  const range = timeRange(filter, now, '24h')
  const to = range.to ?? iso(now)
  return { from: range.from ?? iso(Date.parse(to) - dayMs), to }
}

/** What the figures of that time are counted over: with an open end also runs whose clock is ahead of ours, as a list shows them. */
export const reachOf = (filter: RunFilter, now: number): Window => ({ ...windowOf(filter, now), ...(timeRange(filter, now, '24h').to === undefined ? { to: iso(now + 2 * dayMs) } : {}) })

/** Longer than any retention. */
const everMs = 3_660 * dayMs

/**
 * The time of a list of runs, and of what is counted beside it (facets, histogram): a side that the filter leaves open is open. Runs whose clock
 * is ahead of ours are in it.
 */
export function listReach(filter: RunFilter, now: number): Window {
  const { from, to } = timeRange(filter, now)
  return { from: from ?? iso(now - everMs), to: to ?? iso(now + 2 * dayMs) }
}

/** Start of each of `count` equal parts, oldest first. */
export function partsOf({ from, to }: Window, count: number): Instant[] {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return Array.from({ length: count }, (_, index) => iso(start + ((end - start) * index) / count))
}
