import { lastGood, runInput, similarRuns } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** The good run that a run is best compared with. */
export const runsLastGood = queryProcedure
  .meta({ summary: 'The newest good run before it of the same agent and environment: of the same version first', rest: '/v1/runs/{runId}/last-good' })
  .input(runInput)
  .output(lastGood)
  .query(async ({ ctx, input }) => found(answer(await ctx.store.readLastGood(ctx.projectId, input.runId))))

/** Runs that failed alike. */
export const runsSimilar = queryProcedure
  .meta({ summary: 'Runs with the same failure: how many, and the newest', rest: '/v1/runs/{runId}/similar' })
  .input(runInput)
  .output(similarRuns)
  .query(async ({ ctx, input }) => found(answer(await ctx.store.readSimilar(ctx.projectId, input.runId))))
