import { failuresListInput, failuresPage } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

const pageSize = 50

/** Groups of like failures with how each stands. */
export const failuresList = queryProcedure
  .meta({ summary: 'Groups of like failures, most runs first, with how each stands', rest: '/v1/failures' })
  .input(failuresListInput)
  .output(failuresPage)
  .query(async ({ ctx, input }) => {
    const { state = 'open', sort = '-runs', limit = pageSize, ...filter } = input
    return answer(await ctx.store.listFailures(ctx.projectId, { filter: readFilter(filter), state, sort, limit }))
  })
