import { join } from 'node:path'
import type { BenchDatabase } from './bench-database.ts'

const runsPerCopy = 1_000

/** Tables with the same columns, keys, checks and partitions, and none of the further indexes. */
export async function makeReference({ owner }: BenchDatabase): Promise<void> {
  await owner.query('CREATE SCHEMA IF NOT EXISTS reference')
  for (const [table, key] of [['run', 'project_id, run_id'], ['step', 'project_id, run_id, step_id']] as const) {
    await owner.query(`CREATE TABLE reference.${table} (LIKE agenttracer.${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS, PRIMARY KEY (${key})) PARTITION BY RANGE (run_id)`)
    const parts = await owner.query<{ name: string; bounds: string }>(`SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid WHERE h.inhparent = 'agenttracer.${table}'::regclass`)
    for (const { name, bounds } of parts.rows) await owner.query(`CREATE TABLE reference.${name} PARTITION OF reference.${table} ${bounds}`)
  }
}

/** Writes what is stored now as files of a thousand runs each; returns how many. */
export async function exportRows({ owner, exchange }: BenchDatabase): Promise<number> {
  const ids = (await owner.query<{ run_id: string }>('SELECT run_id FROM agenttracer.run ORDER BY run_id')).rows.map((row) => row.run_id)
  let files = 0
  for (let at = 0; at < ids.length; at += runsPerCopy, files += 1) {
    const range = `run_id BETWEEN '${ids[at]}' AND '${ids[Math.min(at + runsPerCopy, ids.length) - 1]}'`
    for (const table of ['run', 'step']) await owner.query(`COPY (SELECT * FROM agenttracer.${table} WHERE ${range} ORDER BY 1, 2) TO '${join(exchange, `${table}-${files}`)}'`)
  }
  return files
}

/** Milliseconds to load the files, one durable transaction each, read by the server itself. */
export async function copyRows({ owner, exchange }: BenchDatabase, files: number): Promise<number> {
  await owner.query('TRUNCATE reference.run, reference.step; CHECKPOINT')
  const began = performance.now()
  for (let file = 0; file < files; file += 1) {
    await owner.query('BEGIN')
    for (const table of ['run', 'step']) await owner.query(`COPY reference.${table} FROM '${join(exchange, `${table}-${file}`)}'`)
    await owner.query('COMMIT')
  }
  return performance.now() - began
}
