import { newProjectInput, projectSummary } from '@agenttracer/schema/query'
import { adminProcedure, settled } from './admin-procedure.ts'

/** Makes a project. `CONFLICT` when the slug is taken. */
export const projectsCreate = adminProcedure
  .meta({ summary: 'Makes a project' })
  .input(newProjectInput)
  .output(projectSummary)
  .mutation(async ({ ctx, input }) => {
    const made = settled(await ctx.control.createProject(input, ctx.changedBy))
    ctx.log({ event: 'control.changed', action: 'project_created', subjectId: made.projectId, requestId: ctx.requestId })
    return made
  })
