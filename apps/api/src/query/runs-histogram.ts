import { filterInput, runHistogram } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** The runs of a filter over time. */
export const runsHistogram = queryProcedure
  .meta({ summary: 'Runs of a filter over time, good and failed', rest: '/v1/runs/histogram' })
  .input(filterInput)
  .output(runHistogram)
  .query(async ({ ctx, input }) => answer(await ctx.store.readHistogram(ctx.projectId, readFilter(input))))
