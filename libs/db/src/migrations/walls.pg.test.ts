import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readStoredColumns, startTestDatabase, typedByPeople, wallOf } from '@agenttracer/testkit'
import type { TestDatabase } from '@agenttracer/testkit'
import type { Door } from '../connect/connection-urls.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await startTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.stop()
})

async function connected(door: Door): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: database.urls[door] })
  await client.connect()
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() })
}

test('every stored column has a wall', async () => {
  const columns = await readStoredColumns(owner)
  const people: readonly string[] = typedByPeople
  expect(columns.filter((column) => !people.includes(column.place) && wallOf(column) === undefined).map(({ place }) => place)).toEqual([])
  expect(columns.length).toBeGreaterThan(200)
  // The exceptions exist, are bounded, and lie in the schema of their own.
  const typed = columns.filter(({ place }) => people.includes(place))
  expect(typed.map(({ place }) => place).sort()).toEqual(typedByPeople)
  for (const { constraints } of typed) expect(constraints.join(' ')).toMatch(/length.*<= 40/)
})

test('a text column without a wall would be found', async () => {
  await owner.query('CREATE TABLE agenttracer.planted (note text, list text[], more jsonb, part bytea, code varchar(10) CHECK (length(code) < 5))')
  const columns = await readStoredColumns(owner, (table) => table === 'planted')
  await owner.query('DROP TABLE agenttracer.planted')
  expect(columns.filter((column) => wallOf(column) === undefined).map(({ place }) => place.split('.').at(-1)).sort()).toEqual(['code', 'list', 'more', 'note', 'part'])
})

test('every table of tenants is under forced row-level security, every partition out of reach', async () => {
  const { rows } = await owner.query<{ name: string; forced: boolean; is_on: boolean; is_partition: boolean; has_project: boolean }>(`
    SELECT c.relname AS name, c.relforcerowsecurity AS forced, c.relrowsecurity AS is_on, c.relispartition AS is_partition,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'project_id') AS has_project
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname LIKE 'agenttracer%' AND c.relkind IN ('r', 'p')`)
  const tenants = rows.filter(({ has_project: has }) => has)
  expect(tenants.filter((row) => !row.is_partition && !row.forced).map(({ name }) => name)).toEqual([])
  expect(tenants.filter((row) => !row.is_on).map(({ name }) => name)).toEqual([])
  expect(tenants.filter(({ is_partition: part }) => part).length).toBeGreaterThan(4)
  const granted = await owner.query("SELECT table_name FROM information_schema.role_table_grants g JOIN pg_class c ON c.relname = g.table_name AND c.relispartition WHERE g.grantee LIKE 'agenttracer%'")
  expect(granted.rows).toEqual([])
})

test('functions that run as another role pin their search path, are not public, and belong to a role without a login or a bypass', async () => {
  const { rows } = await owner.query<{ name: string; config: string[] | null; is_public: boolean; owner: string }>(`
    SELECT p.proname AS name, p.proconfig AS config, has_function_privilege('public', p.oid, 'EXECUTE') AS is_public, r.rolname AS owner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner WHERE n.nspname LIKE 'agenttracer%' AND p.prosecdef`)
  expect(rows.length).toBeGreaterThan(15)
  for (const row of rows) expect({ name: row.name, path: row.config?.[0], isPublic: row.is_public }).toEqual({ name: row.name, path: 'search_path=pg_catalog, pg_temp', isPublic: false })
  // Making and dropping partitions is the owner's alone; everything else is the definer's.
  expect(rows.filter((row) => row.owner !== 'agenttracer_definer').map(({ name }) => name).sort()).toEqual(['drop_partitions_v1', 'ensure_partitions_v1'])
  const roles = await owner.query("SELECT rolname, rolcanlogin, rolbypassrls, rolsuper FROM pg_roles WHERE rolname LIKE 'agenttracer%' AND (rolbypassrls OR rolsuper OR (rolname = 'agenttracer_definer' AND rolcanlogin))")
  expect(roles.rows).toEqual([])
})

describe('prose is refused', () => {
  const prose = 'please summarise this document'
  const direct = [
    ['a name', 'INSERT INTO agenttracer.name (project_id, kind, name) VALUES ($2, 4, $1)'],
    ['a word', 'INSERT INTO agenttracer.word (list, code, word) SELECT 1, 999, $1 WHERE $2::text IS NOT NULL'],
    ['a failure key', "INSERT INTO agenttracer.failure_code (failure_code, failure_key, category, retryable) VALUES (999, 'tool.' || $1, 1, $2::text IS NULL)"],
    ['a slug', 'INSERT INTO agenttracer_control.project (project_id, slug, name) VALUES ($2, $1, \'x\')'],
    ['a key prefix', "INSERT INTO agenttracer_control.api_key (project_id, key_hash, scope, prefix, name) VALUES ($2, decode(repeat('00', 32), 'hex'), 1, $1, 'x')"],
    ['a key hash', "INSERT INTO agenttracer_control.api_key (project_id, key_hash, scope, prefix, name) VALUES ($2, convert_to($1, 'UTF8'), 1, 'at_ingest_abcd', 'x')"],
    ['an address of a view', "INSERT INTO agenttracer_control.view (project_id, name, address) VALUES ($2, 'x', $1)"],
    ['an escaped address of a view', "INSERT INTO agenttracer_control.view (project_id, name, address) VALUES ($2, 'x', 'agent=' || replace($1, ' ', '%20'))"],
    ['an action', 'INSERT INTO agenttracer_control.audit (project_id, actor, action) VALUES ($2, 1, $1)'],
    ['a migration', 'INSERT INTO agenttracer.migration (name, timestamp) VALUES ($1, $2)'],
  ] as const
  test.each(direct)('by the owner as %s', async (_, statement) => {
    await expect(owner.query(statement, [prose, randomUUID()])).rejects.toMatchObject({ code: '23514' })
  })

  test.each(['ingest', 'query', 'control'] as const)('by %s, into any table', async (door) => {
    await using client = await connected(door)
    await client.query(`SET app.project_id = '${randomUUID()}'; SET default_transaction_read_only = off`)
    for (const [, statement] of direct) await expect(client.query(statement, [prose, randomUUID()])).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23514)$/) })
  })

  test('names that are content by their shape: by the function that ingest may call', async () => {
    await using client = await connected('ingest')
    await client.query(`SET app.project_id = '${randomUUID()}'`)
    const names = [prose, 'user@example.com/x y', 'https://a.example/x', 'deadbeefdeadbeef00', 'order-12345678', "o'neill", 'naïve', 'a\nb', 'x'.repeat(65), '']
    const { rows } = await client.query<{ name_id: number | null }>('SELECT name_id FROM agenttracer.register_names_v1($1, $2, $3)', [names.map(() => null), names.map(() => 4), names])
    expect(rows.map((row) => row.name_id)).toEqual(names.map(() => null))
    const good = await client.query<{ name_id: number | null }>('SELECT name_id FROM agenttracer.register_names_v1($1, $2, $3)', [[null, null], [7, 4], ['claude-sonnet-20250514', 'search_docs']])
    expect(good.rows.every((row) => row.name_id !== null)).toBe(true)
  })
})
