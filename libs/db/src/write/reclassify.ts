import type pg from 'pg'
import type { ProjectId } from '@agenttracer/schema'
import { runColumnsV1 } from '../columns/run-columns.ts'
import { inProject } from '../connect/project-transaction.ts'
import { diagnoseStored } from './diagnose-stored.ts'
import type { Reasoning } from './diagnose-stored.ts'
import { columnArguments } from './sql-arguments.ts'

export interface Reclassified {
  /** Runs read again in this turn, and those that are told otherwise now. */
  readonly runs: number
  readonly changed: number
  /** None is left. False also while another process is at it. */
  readonly isDone: boolean
}

/** Rows that one turn looks at: short enough that no writer waits for it noticeably. */
const scan = 500

const derived = runColumnsV1.filter(({ role }) => role === 'derived')
const restate = `SELECT agenttracer.restate_runs_v1(${['run_id', ...derived].map((_, at) => `$${at + 1}`).join(', ')}) AS changed`

/** One transaction: what was looked at and what came of it are stored together, so a turn that is cut off leaves nothing half done. */
export const reclassify = (pool: pg.Pool, project: ProjectId, catalogue: string, reasoning: Reasoning): Promise<Reclassified> =>
  inProject(pool, project, 'write', async (client) => {
    const stale = await client.query<{ run_ids: string[]; is_done: boolean }>('SELECT run_ids, is_done FROM agenttracer.stale_runs_v1($1, $2)', [catalogue, scan])
    const { run_ids: runIds = [], is_done: isDone = false } = stale.rows[0] ?? {}
    if (runIds.length === 0) return { runs: 0, changed: 0, isDone }
    const { rows, nameId } = await diagnoseStored(client, project, runIds, reasoning)
    const told = runIds.map((runId) => rows.get(runId)).filter((row) => row !== undefined)
    const stored = await client.query<{ changed: number }>(restate, [told.map((row) => row['run_id']), ...columnArguments(derived, told, nameId)])
    return { runs: told.length, changed: stored.rows[0]?.changed ?? 0, isDone }
  })
