import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import type { ThrowawayPostgres } from '@agenttracer/postgres'
import { createAuthenticator } from '../control/authenticator.ts'
import { createControlStore } from '../control/control-store.ts'
import { migrate } from '../migrations/migrate.ts'
import { createQueryStore } from '../read/query-store.ts'
import { checkDoors } from './check-doors.ts'
import { connectionUrls } from './connection-urls.ts'

const secret = (): string => randomBytes(12).toString('hex')
const passwords = { ingest: secret(), query: secret(), control: secret() }
const own = secret()
let server: ThrowawayPostgres
let admin: pg.Client
beforeAll(async () => {
  server = await startThrowawayPostgres()
  admin = new pg.Client({ connectionString: server.ownerUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.stop()
})

const as = (user: string, password: string): string => Object.assign(new URL(server.ownerUrl), { username: user, password }).href
const urls = () => connectionUrls(server.ownerUrl, passwords)
const faults = async (given = urls()): Promise<string[]> => (await checkDoors(given)).map(({ door, code }) => `${door}: ${code}`)

test('before the first migration and without the roles', async () => {
  expect(await faults()).toEqual(['ingest: login_refused', 'query: login_refused', 'control: login_refused'])
  await admin.query(`CREATE ROLE early LOGIN PASSWORD '${own}'`)
  expect(await faults({ ingest: as('early', own), query: as('early', own), control: as('early', own) })).toEqual(['ingest: not_migrated', 'query: not_migrated', 'control: not_migrated'])
})

test('the roles that the migration makes are fit', async () => {
  await migrate({ ownerUrl: server.ownerUrl, rolePasswords: passwords })
  expect(await checkDoors(urls())).toEqual([])
})

test('roles of an administrator\'s own: the refusal names the grant, and the grant is enough', async () => {
  for (const name of ['ingest', 'query', 'control']) await admin.query(`CREATE ROLE "our-${name}" LOGIN PASSWORD '${own}'`)
  const given = { ingest: as('our-ingest', own), query: as('our-query', own), control: as('our-control', own) }
  const found = await checkDoors(given)
  expect(found.map(({ code }) => code)).toEqual(['lacks_rights', 'lacks_rights', 'lacks_rights'])
  const statements = found.map(({ hint }) => hint.split('\n').slice(1).join('\n'))
  expect(statements).toEqual(['GRANT agenttracer_ingest TO "our-ingest";', 'GRANT agenttracer_query TO "our-query";', 'GRANT agenttracer_control TO "our-control";'])
  for (const statement of statements) await admin.query(statement)
  expect(await checkDoors(given)).toEqual([])
  const [query, control, authenticator] = [createQueryStore({ url: given.query }), createControlStore({ url: given.control }), createAuthenticator({ url: given.ingest })]
  const project = await authenticator.defaultProject()
  expect(project.ok && (await query.listRuns(project.value, { filter: {}, sort: '-started', limit: 1 }))).toMatchObject({ ok: true })
  expect(project.ok && (await control.setRetention(project.value, 21, { actor: 'setting', keyPrefix: null }))).toEqual({ ok: true, value: true })
  await Promise.all([query.close(), control.close(), authenticator.close()])
})

test('rights that a restore without privileges has lost are named one by one, and those statements bring them back', async () => {
  await admin.query('REVOKE SELECT ON agenttracer.step FROM agenttracer_query; REVOKE EXECUTE ON FUNCTION agenttracer.lock_runs_v1(uuid[]) FROM agenttracer_ingest; REVOKE USAGE ON SCHEMA agenttracer_control FROM agenttracer_control')
  const found = await checkDoors(urls())
  expect(found.map(({ door, code }) => `${door}: ${code}`)).toEqual(['ingest: lacks_rights', 'query: lacks_rights', 'control: lacks_rights'])
  for (const { hint } of found) for (const statement of hint.split('\n').slice(1)) await admin.query(statement)
  expect(await checkDoors(urls())).toEqual([])
})

test('a role that passes by row-level security is refused, a wrong password and a dead server are told apart', async () => {
  expect(await faults({ ...urls(), query: server.ownerUrl })).toEqual(['query: too_powerful'])
  expect(await faults({ ...urls(), control: as('agenttracer_control', 'wrong') })).toEqual(['control: login_refused'])
  const nowhere = 'postgres://agenttracer_query:secret@127.0.0.1:9/none'
  expect(await faults({ ingest: nowhere, query: nowhere, control: nowhere })).toEqual(['ingest: unreachable', 'query: unreachable', 'control: unreachable'])
  const told = JSON.stringify(await checkDoors({ ...urls(), ingest: as('our-ingest', 'a-wrong-secret'), query: server.ownerUrl }))
  for (const text of ['a-wrong-secret', own, ...Object.values(passwords)]) expect(told).not.toContain(text)
})
