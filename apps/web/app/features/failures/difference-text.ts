import { serialiseFilter, parseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'
import type { DifferenceDimension, FailureDifference, FailureDifferences, FailureGroupRow } from '@agenttracer/schema/query'
import { duration } from '../../format/duration.ts'
import { clockMinutes } from '../../format/time.ts'
import type { Zone } from '../../format/time.ts'

export const dimensionWords = {
  version: 'version', env: 'environment', model: 'model', tool: 'tool', hour: 'hour', retries: 'retries', duration: 'duration',
} as const satisfies Record<DifferenceDimension, string>

const ends = (range: string): readonly [low: number | undefined, high: number | undefined] => {
  const [low = '', high = low] = range.split('..')
  return [low === '' ? undefined : Number(low), high === '' ? undefined : Number(high)]
}

type Window = Pick<FailureDifferences, 'from' | 'to'>

/** `14:00 to 15:00 UTC` (an hour is stored in UTC and shown in the zone, as its last one in the window was), `3 or more`, `1.00 s to 10.0 s`; any other value as it is. */
export function valueText({ dimension, value }: Pick<FailureDifference, 'dimension' | 'value'>, { to }: Pick<Window, 'to'>, zone: Zone): string {
  if (dimension === 'hour') {
    const at = lastStartOf(Number(value), Date.parse(to))
    return `${clockMinutes(at, zone).slice(0, 5)} to ${clockMinutes(at + hourMs, zone)}`
  }
  if (dimension === 'retries') return value.endsWith('..') ? `${value.slice(0, -2)} or more` : value
  if (dimension !== 'duration') return value
  const [low, high] = ends(value)
  if (low === undefined) return `under ${duration(high)}`
  return high === undefined ? `${duration(low)} or more` : `${duration(low)} to ${duration(high)}`
}

const [hourMs, dayMs] = [3_600_000, 86_400_000]

function lastStartOf(hour: number, end: number): number {
  const today = Math.floor(end / dayMs) * dayMs + hour * hourMs
  return today <= end ? today : today - dayMs
}

/** The filter that a difference adds: runs of the group with this value. Null for an hour that came more than once: no filter says that. */
export function differenceFilter({ dimension, value }: Pick<FailureDifference, 'dimension' | 'value'>, window: Window): RunFilter | null {
  if (dimension === 'hour') return hourFilter(Number(value), window)
  const params = new URLSearchParams()
  if (dimension === 'duration') {
    const [low, high] = ends(value)
    if (low !== undefined) params.set('minMs', String(low))
    if (high !== undefined) params.set('maxMs', String(high))
  } else params.set(dimension, value)
  return parseFilter(params).filter
}

function hourFilter(hour: number, { from, to }: Window): RunFilter | null {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (end - start > dayMs) return null
  const at = lastStartOf(hour, end)
  return parseFilter(new URLSearchParams({ from: new Date(Math.max(at, start)).toISOString(), to: new Date(Math.min(at + hourMs, end)).toISOString() })).filter
}

/** Address of the runs of a group that have the value, in the window that was compared. */
export function differenceAddress(runs: string, group: Pick<FailureGroupRow, 'fingerprint'>, difference: FailureDifference, window: Window, base: RunFilter): string | null {
  const added = differenceFilter(difference, window)
  return added === null ? null : `${runs}?${serialiseFilter({ ...base, ...added, fp: group.fingerprint })}`
}
