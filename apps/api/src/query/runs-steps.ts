import { stepColumns, stepsPage, toStepColumns } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { byRunId } from './by-run-id.ts'
import { queryProcedure } from './query-trpc.ts'

/** All steps of a run by column: what the waterfall reads. */
export const runsSteps = queryProcedure
  .meta({ summary: 'All steps of a run, by column' })
  .input(byRunId)
  .output(stepColumns)
  .query(async ({ ctx, input }) => toStepColumns(found(answer(await ctx.store.readSteps(ctx.projectId, input.runId)))))

/** The same read by rows, for people with curl. */
export const runsStepRows = queryProcedure
  .meta({ summary: 'All steps of a run in reading order, every attempt a step', rest: '/v1/runs/{runId}/steps' })
  .input(byRunId)
  .output(stepsPage)
  .query(async ({ ctx, input }) => ({ items: [...found(answer(await ctx.store.readSteps(ctx.projectId, input.runId)))] }))
