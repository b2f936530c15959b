import { agentsList as output } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** Agents that the project has seen. */
export const agentsList = queryProcedure
  .meta({ summary: 'Agents that the project has seen' })
  .output(output)
  .query(async ({ ctx }) => answer(await ctx.store.listAgents(ctx.projectId)))
