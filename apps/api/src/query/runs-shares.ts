import { runsShares as output, runsSharesInput } from '@agenttracer/schema/query'
import { answer } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** A handful of runs side by side, as shares: which of them have which version, code, tool, and how long they took. */
export const runsShares = queryProcedure
  .meta({ summary: 'Two to fifty runs, told in shares' })
  .input(runsSharesInput)
  .output(output)
  .query(async ({ ctx, input }) => answer(await ctx.store.readShares(ctx.projectId, input.runIds)))
