import { projectsList as output } from '@agenttracer/schema/query'
import { answer } from '../query/answer.ts'
import { adminProcedure } from './admin-procedure.ts'

/** Every project of the instance with its retention. */
export const projectsList = adminProcedure
  .meta({ summary: 'Projects of the instance' })
  .output(output)
  .query(async ({ ctx }) => ({ items: [...answer(await ctx.control.listProjects())] }))
