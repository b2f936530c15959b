import { runsListInput, runsPage } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

const pageSize = 50

/** Runs of the project by filter, a page at a time. */
export const runsList = queryProcedure
  .meta({ summary: 'Runs by filter, newest first', rest: '/v1/runs' })
  .input(runsListInput)
  .output(runsPage)
  .query(async ({ ctx, input }) => {
    const { sort = '-started', limit = pageSize, cursor, ...filter } = input
    return answer(await ctx.store.listRuns(ctx.projectId, { filter: readFilter(filter), sort, limit, ...(cursor === undefined ? {} : { cursor }) }))
  })
