import { deletedRuns, environmentInput } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Deletes every run of an environment, such as the demo's. */
export const projectsDeleteEnvironment = adminProcedure
  .meta({ summary: 'Deletes every run of an environment' })
  .input(environmentInput)
  .output(deletedRuns)
  .mutation(async ({ ctx, input }) => {
    const deleted = answer(await ctx.control.deleteEnvironment(ctx.projectId, input.environment, ctx.changedBy))
    ctx.log({ event: 'control.changed', action: 'environment_deleted', subjectId: ctx.projectId, count: deleted, requestId: ctx.requestId })
    return { deleted }
  })
