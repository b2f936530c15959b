import { sql } from 'kysely'
import type { RunId } from '@agenttracer/schema'
import type { StepView } from '@agenttracer/schema/query'
import { inReadingOrder, namesOfSteps, stepSelect, toStepView } from '../columns/step-read.ts'
import type { StepReadRow } from '../columns/step-read.ts'
import type { ReadContext } from './read-context.ts'
import { readNames } from './read-names.ts'
import { rows } from './sql-text.ts'

/** All steps of a run in reading order. Null: no such run in this project. */
export async function readSteps({ client, project, words }: ReadContext, runId: RunId): Promise<StepView[] | null> {
  const found = await rows<StepReadRow>(client, sql`SELECT ${sql.raw(stepSelect)} FROM agenttracer.step t WHERE t.project_id = ${project} AND t.run_id = ${runId}::uuid`)
  if (found.length === 0) {
    const run = await rows(client, sql`SELECT 1 FROM agenttracer.run r WHERE r.project_id = ${project} AND r.run_id = ${runId}::uuid`)
    return run.length === 0 ? null : []
  }
  const names = await readNames(client, project, namesOfSteps(found))
  const groups = new Set(found.map((row) => row.retry_group))
  // Attempt 1 leaves its group out on the wire; a reader wants it on every member.
  return found.sort(inReadingOrder).map((row) => toStepView(groups.has(row.step_id) ? { ...row, retry_group: row.step_id } : row, names, words))
}
