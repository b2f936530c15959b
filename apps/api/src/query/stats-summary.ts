import { stats, statsInput } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** Counts, rates and latency percentiles of the runs that a filter means. */
export const statsSummary = queryProcedure
  .meta({ summary: 'Counts, failure rate and latency of the runs that a filter means', rest: '/v1/stats' })
  .input(statsInput)
  .output(stats)
  .query(async ({ ctx, input }) => answer(await ctx.store.readStats(ctx.projectId, readFilter(input))))
