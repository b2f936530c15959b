import { runDetail, runInput } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** One run with its verdict. */
export const runsGet = queryProcedure
  .meta({ summary: 'One run with its verdict', rest: '/v1/runs/{runId}' })
  .input(runInput)
  .output(runDetail)
  .query(async ({ ctx, input }) => found(answer(await ctx.store.readRun(ctx.projectId, input.runId))))
