import { revokeKeyInput, revoked } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Ends a key within a second. `revoked` is false when there is no such living key. */
export const keysRevoke = adminProcedure
  .meta({ summary: 'Ends a key' })
  .input(revokeKeyInput)
  .output(revoked)
  .mutation(async ({ ctx, input }) => {
    const isRevoked = answer(await ctx.control.revokeKey(input.scope === 'instance' ? null : ctx.projectId, input.keyId, ctx.changedBy))
    if (isRevoked) ctx.log({ event: 'control.changed', action: 'key_revoked', subjectId: input.keyId, requestId: ctx.requestId })
    return { revoked: isRevoked }
  })
