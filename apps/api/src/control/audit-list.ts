import { auditListInput, auditPage } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

const usual = 50

/** Who changed what, and when: of the project and of the instance, newest first. */
export const auditList = adminProcedure
  .meta({ summary: 'Who changed what, newest first (admin key)', rest: '/v1/audit' })
  .input(auditListInput)
  .output(auditPage)
  .query(async ({ ctx, input }) =>
    answer(await ctx.control.listAudit(ctx.projectId, { limit: input.limit ?? usual, ...(input.cursor === undefined ? {} : { cursor: input.cursor }) })))
