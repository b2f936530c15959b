import type { Fingerprint } from '@agenttracer/schema'
import { failureDifferences, failureGroup, failureInput } from '@agenttracer/schema/query'
import { answer, found } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** One group of like failures. */
export const failuresGet = queryProcedure
  .meta({ summary: 'One group of like failures', rest: '/v1/failures/{fp}' })
  .input(failureInput)
  .output(failureGroup)
  .query(async ({ ctx, input: { fp, ...filter } }) =>
    found(answer(await ctx.store.readFailure(ctx.projectId, fp as Fingerprint, readFilter(filter))), 'FAILURE_NOT_FOUND'))

/** What sets the runs of a group apart from the agent's other runs. */
export const failuresDifferences = queryProcedure
  .meta({ summary: "What sets a group's runs apart from the agent's other runs", rest: '/v1/failures/{fp}/differences' })
  .input(failureInput)
  .output(failureDifferences)
  .query(async ({ ctx, input: { fp, ...filter } }) =>
    found(answer(await ctx.store.readFailureDifferences(ctx.projectId, fp as Fingerprint, readFilter(filter))), 'FAILURE_NOT_FOUND'))
