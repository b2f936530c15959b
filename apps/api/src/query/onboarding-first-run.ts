import { firstRun } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** The first run of the project, for the live wait of Getting started. */
export const onboardingFirstRun = queryProcedure
  .meta({ summary: 'The first run of the project' })
  .output(firstRun)
  .query(async ({ ctx }) => ({ run: answer(await ctx.store.readFirstRun(ctx.projectId)) }))
