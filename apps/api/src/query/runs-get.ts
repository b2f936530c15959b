import { runDetail } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { byRunId } from './by-run-id.ts'
import { queryProcedure } from './query-trpc.ts'

/** One run with its verdict. */
export const runsGet = queryProcedure
  .meta({ summary: 'One run with its verdict', rest: '/v1/runs/{runId}' })
  .input(byRunId)
  .output(runDetail)
  .query(async ({ ctx, input }) => found(answer(await ctx.store.readRun(ctx.projectId, input.runId))))
