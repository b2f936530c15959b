import { overviewHealth as output, overviewInput } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** How each agent does at its newest version. */
export const overviewHealth = queryProcedure
  .meta({ summary: 'How each agent does at its newest version' })
  .input(overviewInput)
  .output(output)
  .query(async ({ ctx, input }) => answer(await ctx.store.readHealth(ctx.projectId, readFilter(input))))
