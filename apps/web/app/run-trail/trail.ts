import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { RunFilter } from '@agenttracer/schema'

/** The parameter of a run's address that names the list its reader came from. */
export const trailParameter = 'ctx'

const storageKey = (key: string): string => `agenttracer_trail_${key}`

/** A short name for the address of a list: the same on the server and in the browser (FNV-1a, 32 bits). */
export function trailKey(search: string): string {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < search.length; at++) hash = Math.imul(hash ^ search.charCodeAt(at), 0x01_00_01_93)
  return (hash >>> 0).toString(36)
}

/** Remembers a list while this tab lives. Its address holds names and codes only. */
export function keepTrail(search: string): void {
  try {
    sessionStorage.setItem(storageKey(trailKey(search)), search)
  } catch {
    // A browser that keeps nothing: the run page falls back to the same agent.
  }
}

export interface Trail {
  /** Query string of the list, with its `?`. */
  readonly search: string
  readonly filter: RunFilter
}

/** The list that a run was opened from; undefined when this tab does not know it. */
export function readTrail(key: string | null): Trail | undefined {
  if (key === null || !/^[0-9a-z]{1,7}$/.test(key)) return undefined
  let search: string | null = null
  try {
    search = sessionStorage.getItem(storageKey(key))
  } catch {
    return undefined
  }
  return search === null ? undefined : { search, filter: parseFilter(new URLSearchParams(search)).filter }
}

/** The address of a run, with the list that it is opened from. */
export const runAddress = (runs: string, runId: string, key: string | null): string => `${runs}/${runId}${key === null ? '' : `?${trailParameter}=${key}`}`

/** What is worth keeping of a list's address for walking through it: the filter, in the codec's order. */
export function trailSearch(filter: RunFilter): string {
  const text = serialiseFilter(filter).toString()
  return text === '' ? '?' : `?${text}`
}
