import { setTimeout as sleep } from 'node:timers/promises'
import type { RunId } from '@agenttracer/schema'
import { filterInput } from '@agenttracer/schema/query'
import type { RunSummary } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

const everyMs = 1_000
/** A run is watched for so many looks after its end: its verdict may come later. */
const overlap = 5

/**
 * New and changed runs of a filter as they come: the newest hundred and all that were open (up to 500) are read each second and what differs is
 * sent, so it works whichever process took the records. The first message is empty: the list itself is `runs.list`.
 */
export const runsTail = queryProcedure
  .meta({ summary: 'New and changed runs of a filter, as they come (server-sent events)' })
  .input(filterInput)
  .subscription(async function* ({ ctx, input, signal }): AsyncGenerator<readonly RunSummary[]> {
    const filter = readFilter(input)
    const ends = AbortSignal.any([ctx.stopping, ...(signal === undefined ? [] : [signal])])
    let open: readonly (readonly RunId[])[] = []
    const look = async (): Promise<readonly RunSummary[]> => {
      const found = answer(await ctx.store.readTail(ctx.projectId, { filter, watched: [...new Set(open.flat())] }))
      open = [found.open, ...open].slice(0, overlap)
      return found.runs
    }
    await look()
    // Looked at twice: what was open before the call is known by now, and is sent only when it changes.
    let known = stamps(await look())
    yield []
    while (await waited(ends)) {
      const runs = await look()
      const changed = runs.filter((run) => known.get(run.runId) !== JSON.stringify(run))
      known = stamps(runs)
      if (changed.length > 0) yield changed
    }
  })

const stamps = (runs: readonly RunSummary[]): ReadonlyMap<string, string> => new Map(runs.map((run) => [run.runId, JSON.stringify(run)]))

/** False when the listener or the server goes. */
const waited = (signal: AbortSignal): Promise<boolean> => sleep(everyMs, true, { signal, ref: false }).catch(() => false)
