import { diffSteps } from '@agenttracer/diagnosis'
import type { ComparedRun } from '@agenttracer/diagnosis'
import type { RunId } from '@agenttracer/schema'
import { runDiff, runDiffInput, runDiffRows, toDiffColumns } from '@agenttracer/schema/query'
import type { RunDiffRows, RunSummary } from '@agenttracer/schema/query'
import type { QueryContext } from '../context.ts'
import { answer, found } from './answer.ts'
import { queryProcedure } from './query-trpc.ts'

/** One run against another, by column: what the comparison pages read. */
export const runsDiff = queryProcedure
  .meta({ summary: 'One run against another, step by step, by column' })
  .input(runDiffInput)
  .output(runDiff)
  .query(async ({ ctx, input }) => {
    const { rows, ...rest } = await compare(ctx, input)
    return { ...rest, columns: toDiffColumns(rows) }
  })

/** The same by rows, for people with curl. */
export const runsDiffRows = queryProcedure
  .meta({ summary: 'One run against another: steps that are the same, changed, added or missing, and the first difference', rest: '/v1/runs/{runId}/diff/{otherId}' })
  .input(runDiffInput)
  .output(runDiffRows)
  .query(({ ctx, input }) => compare(ctx, input))

async function compare({ store, projectId }: QueryContext, { runId, otherId }: { readonly runId: RunId; readonly otherId: RunId }): Promise<RunDiffRows> {
  const sideOf = async (id: RunId): Promise<ComparedRun & { readonly run: RunSummary }> => {
    const run = found(answer(await store.readRun(projectId, id)))
    return { run, steps: found(answer(await store.readSteps(projectId, id))), startMs: Date.parse(run.startedAt) }
  }
  const [here, there] = await Promise.all([sideOf(runId), sideOf(otherId)])
  return { run: here.run, other: there.run, ...diffSteps(here, there) }
}
