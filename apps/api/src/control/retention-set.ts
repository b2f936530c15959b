import { retention, retentionInput } from '@agenttracer/schema/query'
import { adminProcedure, settled } from './admin-procedure.ts'

/** How many days the project's runs are kept. The next sweep acts on it. */
export const retentionSet = adminProcedure
  .meta({ summary: 'Sets how many days runs are kept' })
  .input(retentionInput)
  .output(retention)
  .mutation(async ({ ctx, input }) => {
    settled(await ctx.control.setRetention(ctx.projectId, input.days, ctx.changedBy))
    ctx.log({ event: 'control.changed', action: 'retention_set', subjectId: ctx.projectId, count: input.days, requestId: ctx.requestId })
    return { retentionDays: input.days }
  })
