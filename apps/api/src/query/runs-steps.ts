import { runInput, stepColumns, stepsPage, toStepColumns } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** All steps of a run by column: what the waterfall reads. */
export const runsSteps = queryProcedure
  .meta({ summary: 'All steps of a run, by column' })
  .input(runInput)
  .output(stepColumns)
  .query(async ({ ctx, input }) => toStepColumns(found(answer(await ctx.store.readSteps(ctx.projectId, input.runId)))))

/** The same read by rows, for people with curl. */
export const runsStepRows = queryProcedure
  .meta({ summary: 'All steps of a run in reading order, every attempt a step', rest: '/v1/runs/{runId}/steps' })
  .input(runInput)
  .output(stepsPage)
  .query(async ({ ctx, input }) => ({ items: [...found(answer(await ctx.store.readSteps(ctx.projectId, input.runId)))] }))
