import type { SafeName, VersionLabel } from '@agenttracer/schema'
import { versionsDiff as diffOutput, versionsDiffInput, versionsList as listOutput, versionsListInput } from '@agenttracer/schema/query'
import { asTrpcError } from '../error-edge.ts'
import { ApiFailure } from '../errors.ts'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'
import { readFilter } from './read-filter.ts'

/** Agents with their versions. */
export const versionsList = queryProcedure
  .meta({ summary: 'Agents with their versions, newest first, and how many runs each had', rest: '/v1/versions' })
  .input(versionsListInput)
  .output(listOutput)
  .query(async ({ ctx, input }) => answer(await ctx.store.listVersions(ctx.projectId, readFilter(input))))

/** One version of an agent against another. The schema has checked the form of the names. */
export const versionsDiff = queryProcedure
  .meta({ summary: 'One version of an agent against another: rates and percentiles with 95% intervals, failure groups, calls of tools', rest: '/v1/versions/{agent}/diff' })
  .input(versionsDiffInput)
  .output(diffOutput)
  .query(async ({ ctx, input: { agent, a, b, ...filter } }) => {
    const versions = { ...(a === undefined ? {} : { a: a as VersionLabel }), ...(b === undefined ? {} : { b: b as VersionLabel }) }
    const found = answer(await ctx.store.readVersionsDiff(ctx.projectId, { agent: agent as SafeName, ...versions, filter: readFilter(filter) }))
    if (found === null) throw asTrpcError(new ApiFailure('VERSION_NOT_FOUND'))
    return found
  })
