import { failureDifferences, failureInput } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { foundGroup, groupAsked } from './by-fingerprint.ts'
import { queryProcedure } from './query-trpc.ts'

/** What sets the runs of a group apart from the other runs of its agent. */
export const failuresDifferences = queryProcedure
  .meta({ summary: 'What sets the failing runs apart from the other runs of the agent, largest difference first', rest: '/v1/failures/{fp}/differences' })
  .input(failureInput)
  .output(failureDifferences)
  .query(async ({ ctx, input }) => {
    const { fingerprint, filter } = groupAsked(input)
    return foundGroup(answer(await ctx.store.readFailureDifferences(ctx.projectId, fingerprint, filter)))
  })
