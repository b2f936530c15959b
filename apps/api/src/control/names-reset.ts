import { namesReset as output, namesResetInput } from '@agenttracer/schema/query'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Empties an agent's part of the name registry. Rows keep the names that they hold; names count anew from their next use on. */
export const namesReset = adminProcedure
  .meta({ summary: 'Empties an agent\'s part of the name registry' })
  .input(namesResetInput)
  .output(output)
  .mutation(async ({ ctx, input }) => {
    const reset = answer(await ctx.control.resetNames(ctx.projectId, input.agent, ctx.changedBy))
    if (reset === null) throw asTrpcError(new ApiFailure('NOT_FOUND', { hint: 'This project has no such agent.' }))
    ctx.log({ event: 'control.changed', action: 'names_reset', subjectId: ctx.projectId, count: reset, requestId: ctx.requestId })
    return { reset }
  })
