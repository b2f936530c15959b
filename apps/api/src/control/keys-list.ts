import { keysInput, keysList as output } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Keys of the project, or the instance's admin keys, newest first. The keys themselves are not stored. */
export const keysList = adminProcedure
  .meta({ summary: 'Keys of the project, or of the instance' })
  .input(keysInput)
  .output(output)
  .query(async ({ ctx, input }) => output.parse({ items: answer(await ctx.control.listKeys(input.scope === 'instance' ? null : ctx.projectId)) }))
