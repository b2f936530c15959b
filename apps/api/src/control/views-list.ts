import { viewsList as output } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { queryProcedure } from '../query/query-trpc.ts'

/** Saved views of the run list, by name. Until there are accounts they belong to the whole project. */
export const viewsList = queryProcedure
  .meta({ summary: 'Saved views of the run list' })
  .output(output)
  .query(async ({ ctx }) => ({ items: [...answer(await ctx.control.listViews(ctx.projectId))] }))
