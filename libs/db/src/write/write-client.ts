import type pg from 'pg'
import { runColumnsV1 } from '../columns/run-columns.ts'
import { stepColumnsV1 } from '../columns/step-columns.ts'
import { stepSelect } from '../columns/step-read.ts'
import type { ChainEntry, StepReadRow } from '../columns/step-read.ts'
import type { RowResult } from './batch-slots.ts'
import type { RecordRow } from './record-row.ts'
import { argument, columnArguments, rowsArgument } from './sql-arguments.ts'
import type { NameId } from './sql-arguments.ts'

export interface RunState extends RowResult {
  readonly runId: string
  readonly status: number
  readonly stepCount: number
  /** Unix milliseconds; null: never. */
  readonly diagnosedMs: number | null
}

export interface LockedRun {
  readonly run_id: string
  readonly agent_id: number | null
  readonly status: number
  readonly started_at: number
  readonly ended_at: number | null
  readonly declared_cause_step_id: string | null
  readonly signal_chain: readonly ChainEntry[] | null
  readonly signal_flags: readonly number[] | null
  readonly signal_declared: number | null
}

const derivedRun = runColumnsV1.filter(({ role }) => role === 'derived')
const derivedStep = stepColumnsV1.filter(({ role }) => role === 'derived')
const places = (from: number, count: number): string => Array.from({ length: count }, (_, i) => `$${from + i}`).join(', ')
const call = (name: string, count: number): string => `SELECT * FROM agenttracer.${name}(${places(1, count)})`

const writeRunsSql = call('write_runs_v1', 1)
const insertStepsSql = call('insert_steps_v1', 1)
const writeStepsSql = call('write_steps_v1', 1)
const finishSql = call('finish_runs_v1', 4 + derivedRun.length)
const verdictsSql = call('store_step_verdicts_v1', 3 + derivedStep.length)

/** Numbers that this database gave to the types of the write functions' arguments. */
export interface InputTypes {
  readonly run: number
  readonly step: number
}

export async function readInputTypes(pool: pg.Pool): Promise<InputTypes> {
  const { rows } = await pool.query<InputTypes>("SELECT 'agenttracer.run_input_v1'::regtype::oid::int8 AS run, 'agenttracer.step_input_v1'::regtype::oid::int8 AS step")
  return rows[0] as InputTypes
}

/** What a call needs besides its rows. */
export interface WriteCall {
  readonly client: pg.ClientBase
  readonly types: InputTypes
  readonly nameId: NameId
}

/** The write functions of the database as calls; each is one round trip with a prepared statement. */
export async function writeRuns({ client, types, nameId }: WriteCall, rows: readonly RecordRow[]): Promise<Map<string, RunState>> {
  const result = await client.query<{ run_id: string; is_new: boolean; changed: boolean; conflict: boolean; status: number; step_count: number; diagnosed_ms: number | null }>(
    { name: 'write_runs', text: writeRunsSql, values: [rowsArgument(types.run, runColumnsV1, rows, nameId)] },
  )
  if (result.rows.length === 0) return new Map(rows.map((row) => [String(row['run_id']), newRun(row)]))
  return new Map(result.rows.map((row) => [row.run_id, {
    runId: row.run_id, isNew: row.is_new, changed: row.changed, conflict: row.conflict, status: row.status, stepCount: row.step_count, diagnosedMs: row.diagnosed_ms,
  }]))
}

/** The function names no run when all of the call were new. */
const newRun = (row: RecordRow): RunState => ({
  runId: String(row['run_id']), isNew: true, changed: true, conflict: row['conflict'] === true, status: Number(row['status']), stepCount: Number(row['step_count'] ?? 0),
  diagnosedMs: row['diagnosed_at'] == null ? null : Date.parse(String(row['diagnosed_at'])),
})

/** Steps of runs that are new in this transaction. */
export async function insertSteps({ client, types, nameId }: WriteCall, rows: readonly RecordRow[]): Promise<void> {
  if (rows.length > 0) await client.query({ name: 'insert_steps', text: insertStepsSql, values: [rowsArgument(types.step, stepColumnsV1, rows, nameId)] })
}

/** By run id followed by step id. */
export async function writeSteps({ client, types, nameId }: WriteCall, rows: readonly RecordRow[]): Promise<Map<string, RowResult>> {
  if (rows.length === 0) return new Map()
  const result = await client.query<{ run_id: string; step_hex: string; is_new: boolean; changed: boolean; conflict: boolean }>(
    { name: 'write_steps', text: writeStepsSql, values: [rowsArgument(types.step, stepColumnsV1, rows, nameId)] },
  )
  if (result.rows.length === 0) return new Map(rows.map((row) => [`${String(row['run_id'])}${String(row['step_id'])}`, newRow(row)]))
  return new Map(result.rows.map((row) => [row.run_id + row.step_hex, { isNew: row.is_new, changed: row.changed, conflict: row.conflict }]))
}

export const newRow = (row: RecordRow): RowResult => ({ isNew: true, changed: true, conflict: row['conflict'] === true })

export interface FinishRow {
  readonly runId: string
  readonly added: number
  readonly capped: boolean
  /** Null: not diagnosed this time. */
  readonly derived: RecordRow | null
}

export async function finishRuns(client: pg.ClientBase, rows: readonly FinishRow[], nameId: NameId): Promise<void> {
  const derived = rows.map((row) => row.derived ?? { run_id: row.runId })
  await client.query({
    name: 'finish_runs', text: finishSql,
    values: [
      argument('uuid', rows.map((r) => r.runId)), argument('int4', rows.map((r) => r.added)), argument('bool', rows.map((r) => r.capped)),
      argument('bool', rows.map((r) => r.derived !== null)), ...columnArguments(derivedRun, derived, nameId),
    ],
  })
}

/** Adds to what was left out of runs that are full. */
export async function countLeftOut(client: pg.ClientBase, runs: readonly { readonly runId: string; readonly leftOut: number }[]): Promise<void> {
  await client.query({
    name: 'count_left_out', text: 'SELECT agenttracer.count_left_out_v1($1, $2)',
    values: [argument('uuid', runs.map(({ runId }) => runId)), argument('int4', runs.map(({ leftOut }) => leftOut))],
  })
}

export async function storeStepVerdicts(client: pg.ClientBase, runIds: readonly string[], rows: readonly RecordRow[], nameId: NameId): Promise<void> {
  await client.query({
    name: 'store_step_verdicts', text: verdictsSql,
    values: [
      argument('uuid', runIds), argument('uuid', rows.map((row) => row['run_id'])), argument('int8', rows.map((row) => row['step_id'])),
      ...columnArguments(derivedStep, rows, nameId),
    ],
  })
}

const lockedRunsSql = `SELECT r.run_id, r.agent_id, r.status, (extract(epoch FROM coalesce(r.started_at, r.sort_at)) * 1000)::float8 AS started_at,
  (extract(epoch FROM r.ended_at) * 1000)::float8 AS ended_at, lpad(to_hex(r.declared_cause_step_id), 16, '0') AS declared_cause_step_id,
  to_json(r.signal_chain) AS signal_chain, r.signal_flags, r.signal_declared FROM agenttracer.read_locked_runs_v1($1) r`
const lockedStepsSql = `SELECT ${stepSelect} FROM agenttracer.read_locked_steps_v1($1) t`

export async function readLocked(client: pg.ClientBase, runIds: readonly string[]): Promise<{ runs: LockedRun[]; steps: StepReadRow[] }> {
  const runs = await client.query<LockedRun>({ name: 'read_locked_runs', text: lockedRunsSql, values: [runIds] })
  const steps = await client.query<StepReadRow>({ name: 'read_locked_steps', text: lockedStepsSql, values: [runIds] })
  return { runs: runs.rows, steps: steps.rows }
}

export async function knownSteps(client: pg.ClientBase, rows: readonly RecordRow[]): Promise<ReadonlySet<string>> {
  const result = await client.query<{ run_id: string; step_hex: string }>('SELECT run_id, step_hex FROM agenttracer.known_steps_v1($1, $2)', [
    argument('uuid', rows.map((row) => row['run_id'])), argument('int8', rows.map((row) => row['step_id'])),
  ])
  return new Set(result.rows.map((row) => row.run_id + row.step_hex))
}

