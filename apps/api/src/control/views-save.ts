import { savedView, viewSaveInput } from '@agenttracer/schema/query'
import { adminProcedure, settled } from './admin-procedure.ts'

/** Keeps an address of the run list under a name; a view of that name gets the new address. `CONFLICT` past 100 views. */
export const viewsSave = adminProcedure
  .meta({ summary: 'Keeps a view of the run list' })
  .input(viewSaveInput)
  .output(savedView)
  .mutation(async ({ ctx, input }) => {
    const made = settled(await ctx.control.saveView(ctx.projectId, input, ctx.changedBy))
    ctx.log({ event: 'control.changed', action: 'view_saved', subjectId: made.viewId, requestId: ctx.requestId })
    return made
  })
