import { seriesInput, statsSeries as output } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** The runs of a filter in buckets of time, as a whole and by one dimension, with the window before. */
export const statsSeries = queryProcedure
  .meta({ summary: 'Runs, failures, latency, retries and tokens over time, by agent, version, model, tool or environment', rest: '/v1/stats/series' })
  .input(seriesInput)
  .output(output)
  .query(async ({ ctx, input }) => {
    const { split, bucket, ...filter } = input
    return answer(await ctx.store.readSeries(ctx.projectId, { filter: readFilter(filter), ...(split === undefined ? {} : { split }), ...(bucket === undefined ? {} : { bucket }) }))
  })
