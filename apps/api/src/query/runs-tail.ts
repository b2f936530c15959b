import { setTimeout as sleep } from 'node:timers/promises'
import { filterInput } from '@agenttracer/schema/query'
import type { RunSummary } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

const everyMs = 1_000
const newest = 100

/**
 * New and changed runs of a filter as they come: the newest hundred are read each second and what differs is sent, so it works whichever
 * process took the records. The first message is empty or holds nothing older than the call: the list itself is `runs.list`.
 */
export const runsTail = queryProcedure
  .meta({ summary: 'New and changed runs of a filter, as they come (server-sent events)' })
  .input(filterInput)
  .subscription(async function* ({ ctx, input, signal }): AsyncGenerator<readonly RunSummary[]> {
    const filter = readFilter(input)
    const read = async (): Promise<readonly RunSummary[]> =>
      answer(await ctx.store.listRuns(ctx.projectId, { filter, sort: '-started', limit: newest })).items
    const ends = AbortSignal.any([ctx.stopping, ...(signal === undefined ? [] : [signal])])
    let known = stamps(await read())
    yield []
    while (await waited(ends)) {
      const runs = await read()
      const changed = runs.filter((run) => known.get(run.runId) !== JSON.stringify(run))
      known = stamps(runs)
      if (changed.length > 0) yield changed
    }
  })

const stamps = (runs: readonly RunSummary[]): ReadonlyMap<string, string> => new Map(runs.map((run) => [run.runId, JSON.stringify(run)]))

/** False when the listener or the server goes. */
const waited = (signal: AbortSignal): Promise<boolean> => sleep(everyMs, true, { signal, ref: false }).catch(() => false)
