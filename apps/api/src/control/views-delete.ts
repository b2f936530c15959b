import { viewDeleted, viewDeleteInput } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Forgets a view. `deleted` is false when there is no such view. */
export const viewsDelete = adminProcedure
  .meta({ summary: 'Forgets a view of the run list' })
  .input(viewDeleteInput)
  .output(viewDeleted)
  .mutation(async ({ ctx, input }) => {
    const deleted = answer(await ctx.control.deleteView(ctx.projectId, input.viewId, ctx.changedBy))
    if (deleted) ctx.log({ event: 'control.changed', action: 'view_deleted', subjectId: input.viewId, requestId: ctx.requestId })
    return { deleted }
  })
