import { privacyFacts as output } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** What SDKs dropped, by reason, and how full the name registry of each agent is. */
export const privacyFacts = queryProcedure
  .meta({ summary: 'What was dropped, and how full the name registry is' })
  .output(output)
  .query(async ({ ctx }) => output.parse(answer(await ctx.store.readPrivacy(ctx.projectId))))
