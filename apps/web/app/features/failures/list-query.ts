import { parseFilter, serialiseFilter } from '@agenttracer/schema'
import type { DroppedParameter, RunFilter } from '@agenttracer/schema'
import type { FailureInput, FailureSort, FailuresListInput } from '@agenttracer/schema/query'
import { filterInputOf } from '../../api/filter-input.ts'

export const defaultWindow = '24h'
/** Tabs of the page; `open` takes the new and the regressed too. */
export const tabs = ['open', 'new', 'regressed', 'resolved', 'ignored'] as const
export type Tab = (typeof tabs)[number]
const sorts: readonly FailureSort[] = ['-runs', '-last', '-first']

export interface GroupsQuery {
  readonly filter: RunFilter
  readonly tab: Tab
  readonly sort: FailureSort
  /** Parameters with a bad value: left out and told. */
  readonly dropped: readonly DroppedParameter[]
}

/** What the address asks of the list; without a time, the last day. */
export function readGroupsQuery(params: URLSearchParams): GroupsQuery {
  const { filter, dropped } = parseFilter(params)
  const [tab, sort] = [params.get('state'), params.get('sort')]
  return { filter, dropped, tab: tabs.find((known) => known === tab) ?? 'open', sort: sorts.find((known) => known === sort) ?? '-runs' }
}

const isTimed = ({ from, to, last }: RunFilter): boolean => from !== undefined || to !== undefined || last !== undefined
export const timed = (filter: RunFilter): RunFilter => (isTimed(filter) ? filter : { ...filter, last: defaultWindow })

const windowFields: ReadonlySet<string> = new Set(['env', 'from', 'to', 'last'])
/** Time and environment: what a page of one group, and links from it, keep of a filter. */
export const windowPart = (filter: RunFilter): RunFilter => Object.fromEntries(Object.entries(filter).filter(([name]) => windowFields.has(name)))

export const groupsInput = ({ filter, tab, sort }: GroupsQuery): FailuresListInput => ({ ...filterInputOf(timed(filter)), state: tab, sort })

/** Window and place of one group's runs, as its page takes them from the address. */
export const groupInput = (fp: string, params: URLSearchParams): FailureInput => ({ ...filterInputOf(windowPart(timed(parseFilter(params).filter))), fp })

/** The address of the list; defaults are left out. */
export function groupsAddress(filter: RunFilter, tab: Tab, sort: FailureSort = '-runs'): string {
  const params = serialiseFilter(filter)
  if (tab !== 'open') params.set('state', tab)
  if (sort !== '-runs') params.set('sort', sort)
  const text = params.toString()
  return text === '' ? '?' : `?${text}`
}

export function windowSearch(filter: RunFilter): string {
  const text = serialiseFilter(windowPart(filter)).toString()
  return text === '' ? '' : `?${text}`
}

const units: Readonly<Record<string, string>> = { m: 'min', h: 'h', d: 'days' }

/** The window in words: `the last 24 h`, `this time`. */
export function windowText(filter: RunFilter): string {
  const { last, from, to } = timed(filter)
  if (from !== undefined || to !== undefined || last === undefined) return 'this time'
  return `the last ${last.slice(0, -1)} ${last === '1d' ? 'day' : (units[last.slice(-1)] ?? '')}`
}
