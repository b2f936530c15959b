import { namesList as output, namesListInput } from '@agenttracer/schema/query'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** The names that an agent has in the registry: what an admin looks at before a reset. */
export const namesList = adminProcedure
  .meta({ summary: 'The names that an agent has in the registry (admin key)' })
  .input(namesListInput)
  .output(output)
  .query(async ({ ctx, input }) => {
    const names = answer(await ctx.store.readNames(ctx.projectId, input.agent))
    if (names === null) throw asTrpcError(new ApiFailure('NOT_FOUND', { hint: 'This project has no such agent.' }))
    return names
  })
