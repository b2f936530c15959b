import { failureGroup, failureInput } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { foundGroup, groupAsked } from './by-fingerprint.ts'
import { queryProcedure } from './query-trpc.ts'

/** One group of like failures. */
export const failuresGet = queryProcedure
  .meta({ summary: 'One group of like failures with its versions, log and newest runs', rest: '/v1/failures/{fp}' })
  .input(failureInput)
  .output(failureGroup)
  .query(async ({ ctx, input }) => {
    const { fingerprint, filter } = groupAsked(input)
    return foundGroup(answer(await ctx.store.readFailure(ctx.projectId, fingerprint, filter)))
  })
