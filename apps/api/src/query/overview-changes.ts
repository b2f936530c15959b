import type { Pulse } from '@agenttracer/db'
import { overviewChanges as output, overviewInput } from '@agenttracer/schema/query'
import type { OverviewChange } from '@agenttracer/schema/query'
import { isSilent } from '../webhooks/silence.ts'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** Of each kind, so that many small failures do not hide a release. */
const mostOfKind = 15
/** A shorter pause is nobody's silence, however busy the agent was. */
const leastSilenceMs = 15 * 60_000

/** New versions, agents that went silent, failures that were not there before. */
export const overviewChanges = queryProcedure
  .meta({ summary: 'What is otherwise than before: new versions, agents gone silent, new failures', rest: '/v1/changes' })
  .input(overviewInput)
  .output(output)
  .query(async ({ ctx, input }) => {
    const { from, to, versions, failures, pulses } = answer(await ctx.store.readChanges(ctx.projectId, readFilter(input)))
    const kinds: readonly (readonly OverviewChange[])[] = [versions, failures, pulses.flatMap((pulse) => silence(pulse, Date.parse(from), Date.parse(to)))]
    const newest = (items: readonly OverviewChange[]): OverviewChange[] => items.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    return { from, to, items: newest(kinds.flatMap((items) => newest(items).slice(0, mostOfKind))) }
  })

function silence({ agentId, version, runId, starts, isRunning }: Pulse, from: number, to: number): OverviewChange[] {
  const [newest] = starts
  if (newest === undefined || newest < from || isRunning || !isSilent(starts, to, leastSilenceMs)) return []
  const pauses = starts.slice(1).map((start, at) => (starts[at] ?? start) - start)
  return [{ kind: 'silent', at: new Date(newest).toISOString() as (OverviewChange & { kind: 'silent' })['at'], agentId, version, runId, longestPauseMs: Math.max(...pauses) }]
}
