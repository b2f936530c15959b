import type { RunFilter } from '@agenttracer/schema'
import type { FailureGroupRow, FailuresListInput, FailuresPage, FailureSort } from '@agenttracer/schema/query'
import type { ReadContext } from '../read/read-context.ts'
import { readNames } from '../read/read-names.ts'
import { partsOf, windowOf } from '../read/window.ts'
import { findGroups, findIdleGroups, mostGroups } from './found-groups.ts'
import { dailyTrend, namesOfGroups, toGroupRow } from './group-row.ts'
import { horizonDays, horizonOf, judgeGroups } from './judged-groups.ts'
import type { JudgedGroup } from './judged-groups.ts'
import { readStates } from './read-states.ts'

export interface FailuresListQuery {
  readonly filter: RunFilter
  readonly state: NonNullable<FailuresListInput['state']>
  readonly sort: FailureSort
  readonly limit: number
}

const wantsALook = ({ standing }: JudgedGroup): boolean => standing === 'new' || standing === 'regressed' || standing === 'open'

const chosen: Readonly<Record<FailuresListQuery['state'], (group: JudgedGroup) => boolean>> = {
  all: () => true,
  open: wantsALook,
  new: ({ standing }) => standing === 'new',
  regressed: ({ standing }) => standing === 'regressed',
  resolved: ({ standing }) => standing === 'resolved',
  ignored: ({ standing }) => standing === 'ignored',
}

const sortKeys: Readonly<Record<FailureSort, (group: JudgedGroup) => number>> = {
  '-runs': ({ found }) => found.runs,
  '-last': ({ found }) => found.last_at,
  '-first': ({ found }) => found.first_at,
}

/** Like failures of a window with how they stand. Groups that are resolved or ignored are listed without a run in the window too. */
export async function listGroups(context: ReadContext, { filter, state, sort, limit }: FailuresListQuery): Promise<FailuresPage> {
  const states = await readStates(context)
  const found = await findGroups(context, filter)
  const seen = new Set(found.map(({ fingerprint }) => fingerprint))
  const idle = await findIdleGroups(context, filter, [...states.keys()].filter((fingerprint) => !seen.has(fingerprint)))
  const groups = await judgeGroups(context, filter, [...found.slice(0, mostGroups), ...idle], states)
  // Open means that it happens: what does not in this window is no open group of it.
  const listed = groups.filter((group) => group.found.runs > 0 || !wantsALook(group))
  const key = sortKeys[sort]
  const taken = listed.filter(chosen[state]).sort((a, b) => key(b) - key(a) || b.found.last_at - a.found.last_at || (a.found.fingerprint < b.found.fingerprint ? -1 : 1))
  const count = (of: FailuresListQuery['state']): number => listed.filter(chosen[of]).length
  return {
    ...windowOf(filter, context.now),
    items: await groupRows(context, taken.slice(0, limit)),
    counts: { open: count('open'), new: count('new'), regressed: count('regressed'), resolved: count('resolved'), ignored: count('ignored') },
    isCapped: found.length > mostGroups,
    hasMore: taken.length > limit,
  }
}

/** Rows with the trend of the last 14 days. */
export async function groupRows(context: ReadContext, groups: readonly JudgedGroup[]): Promise<FailureGroupRow[]> {
  const names = await readNames(context.client, context.project, namesOfGroups(groups))
  const days = partsOf(horizonOf(context.now), horizonDays)
  return groups.flatMap((group) => toGroupRow(group, { names, words: context.words }, dailyTrend(group, days)) ?? [])
}
