import { filterInput, runFacets } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** How many runs each further choice of a filter would give. */
export const runsFacets = queryProcedure
  .meta({ summary: 'How many runs each value of each field has', rest: '/v1/runs/facets' })
  .input(filterInput)
  .output(runFacets)
  .query(async ({ ctx, input }) => answer(await ctx.store.readFacets(ctx.projectId, readFilter(input))))
