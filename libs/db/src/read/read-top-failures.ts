import { sql } from 'kysely'
import type { RunFilter } from '@agenttracer/schema'
import type { FailureGroupRow, TopFailures } from '@agenttracer/schema/query'
import { runStatusCodes } from '../columns/codes.ts'
import { findGroups, mostGroups } from '../failures/found-groups.ts'
import { countParts } from '../failures/group-counts.ts'
import { namesOfGroups, toGroupRow } from '../failures/group-row.ts'
import { judgeGroups } from '../failures/judged-groups.ts'
import type { JudgedGroup } from '../failures/judged-groups.ts'
import { readStates } from '../failures/read-states.ts'
import { filterSql } from './filter-sql.ts'
import { summaries } from './list-runs.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { runSelect } from './run-read.ts'
import type { RunReadRow } from './run-read.ts'
import { rows } from './sql-text.ts'
import { partsOf, windowOf } from './window.ts'

const maxGroups = 10
const maxAttention = 6
const maxLatest = 10
const parts = 24

/** A person ended these runs on purpose: counted, but nothing to look at. */
const wantedEnds: readonly (string | null)[] = ['orchestration.user_abort', 'orchestration.approval_rejected']

/** Groups of like failures in the window, most runs first, those that want a look, and the newest failed runs. */
export async function readTopFailures(context: ReadContext, filter: RunFilter): Promise<TopFailures> {
  const groups = await judgeGroups(context, filter, (await findGroups(context, filter)).slice(0, mostGroups), await readStates(context))
  const wantsALook = ({ standing, found }: JudgedGroup): boolean =>
    (standing === 'new' || standing === 'regressed') && !wantedEnds.includes(context.words.failureKey(found.failure_code))
  const attention = groups.filter(wantsALook).slice(0, maxAttention)
  const top = groups.slice(0, maxGroups)
  const shown = await rowsOf(context, filter, [...new Set([...attention, ...top])])
  const where = await filterSql(context.client, context.project, filter, { ...context, window: '24h' })
  const latest = await rows<RunReadRow>(context.client, sql`SELECT ${sql.raw(runSelect)} FROM agenttracer.run r WHERE ${where} AND r.status = ${runStatusCodes.failed}
    ORDER BY r.sort_at DESC, r.run_id DESC LIMIT ${maxLatest}`)
  const pick = (list: readonly JudgedGroup[]): FailureGroupRow[] => list.flatMap((group) => shown.get(group) ?? [])
  return { attention: pick(attention), groups: pick(top), latest: await summaries(context, latest) }
}

/** With their trend over the window. */
async function rowsOf(context: ReadContext, filter: RunFilter, groups: readonly JudgedGroup[]): Promise<ReadonlyMap<JudgedGroup, FailureGroupRow>> {
  const window = windowOf(filter, context.now)
  const names = await readNames(context.client, context.project, namesOfGroups(groups))
  const counts = await countParts(context, groups.map(({ found }) => found.fingerprint), filter, window, parts)
  const starts = partsOf(window, parts)
  return new Map(groups.flatMap((group) => {
    const own = counts.filter(({ fingerprint }) => fingerprint === group.found.fingerprint)
    const trend = starts.map((at, part) => ({ at, runs: own.reduce((sum, count) => sum + (count.part === part ? count.runs : 0), 0) }))
    const row = toGroupRow(group, { names, words: context.words }, trend)
    return row === undefined ? [] : [[group, row] as const]
  }))
}
