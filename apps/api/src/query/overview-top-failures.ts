import { overviewInput, topFailures } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** Like failures of the window grouped by fingerprint, and the newest failed runs. */
export const overviewTopFailures = queryProcedure
  .meta({ summary: 'Like failures that want a look, those with the most runs, and the newest failed runs' })
  .input(overviewInput)
  .output(topFailures)
  .query(async ({ ctx, input }) => answer(await ctx.store.readTopFailures(ctx.projectId, readFilter(input))))
