import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { QUIET, serverFlags } from './settings.ts'
import { startThrowawayPostgres } from './start-throwaway-postgres.ts'
import type { ThrowawayPostgres } from './start-throwaway-postgres.ts'

const canary = 'CANARY said: the patient is ill'
let server: ThrowawayPostgres
let client: pg.Client
beforeAll(async () => {
  server = await startThrowawayPostgres()
  client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  await client.query(`CREATE TABLE ground (note text PRIMARY KEY CHECK (note !~ 'ill today'));
    CREATE TABLE upper (note text REFERENCES ground);
    CREATE FUNCTION shout(note text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'said %', note USING DETAIL = note, HINT = note; END $$;
    CREATE FUNCTION warn(note text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE WARNING 'said %', note; END $$;`)
  await client.query('INSERT INTO ground VALUES ($1)', [canary])
})
afterAll(async () => {
  await client.end()
  await server.stop()
})

test.each([
  ['a row that is there', 'INSERT INTO ground VALUES ($1)'],
  ['a row that breaks a check', "INSERT INTO ground VALUES ($1 || ' today')"],
  ['a reference to nothing', "INSERT INTO upper VALUES ($1 || '?')"],
  ['a cast that fails', 'SELECT $1::text::int'],
  ['a time that is none', 'SELECT $1::text::timestamptz'],
  ['an error that a function raises', 'SELECT shout($1)'],
  ['a broken pattern', "SELECT 'x' ~ ($1 || '(')"],
])('%s: nothing of it is in the log', async (_, statement) => {
  await expect(client.query(statement, [canary])).rejects.toHaveProperty('code')
  expect(readFileSync(server.logFile, 'utf8')).not.toContain('CANARY')
})

test('nor of a literal, a syntax error, a warning, a slow statement or one that ran out of time', async () => {
  for (const text of [`SELECT '${canary}'::int`, `${canary}`, `SELECT "${canary}"`, `SET statement_timeout = 20; SELECT pg_sleep(1), '${canary}'`]) await expect(client.query(text)).rejects.toHaveProperty('code')
  await client.query('SET statement_timeout = 0')
  await client.query(`SELECT warn($1), pg_sleep(0.2)`, [canary])
  // A connection that is refused is told, by the name of the role and nothing else.
  const stranger = new URL(server.ownerUrl)
  stranger.password = encodeURIComponent(canary)
  const refused = new pg.Client({ connectionString: stranger.href, application_name: canary })
  await expect(refused.connect()).rejects.toHaveProperty('code')
  const log = readFileSync(server.logFile, 'utf8')
  expect(log).not.toContain('CANARY')
  expect(log).toContain('FATAL')
})

test('the lasting server runs with the same settings as this one', () => {
  const flags = serverFlags(1, 'lasting')
  for (const [name, value] of Object.entries(QUIET)) expect(flags).toContain(`${name}=${value}`)
})

const root = new URL('../../../', import.meta.url)
/** What these say is of this launcher's own making, or harmless. */
const ownAlone: ReadonlySet<string> = new Set(['log_line_prefix', 'logging_collector', 'log_destination', 'log_connections', 'log_disconnections', 'log_checkpoints'])

test('docker-compose and the page for other servers say the same', () => {
  const [compose, page] = ['docker-compose.yml', 'docs/how-to/quiet-postgres.md'].map((path) => readFileSync(new URL(path, root), 'utf8'))
  for (const [name, value] of Object.entries(QUIET).filter(([key]) => !ownAlone.has(key))) {
    expect(compose).toContain(`-c ${name}=${value}`)
    expect(page).toContain(`${name} = ${value}`)
  }
})
