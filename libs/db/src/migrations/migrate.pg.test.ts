import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import type { ThrowawayPostgres } from '@agenttracer/postgres'
import { failureKeys } from '@agenttracer/schema'
import { connectionUrls } from '../connect/connection-urls.ts'
import { createAuthenticator } from '../control/authenticator.ts'
import { createControlStore } from '../control/control-store.ts'
import { migrate } from './migrate.ts'

const passwords = { ingest: randomBytes(12).toString('hex'), query: randomBytes(12).toString('hex'), control: `p@ss/word:${randomBytes(12).toString('hex')}` }
let server: ThrowawayPostgres
let owner: pg.Client
beforeAll(async () => {
  server = await startThrowawayPostgres()
  owner = new pg.Client({ connectionString: server.ownerUrl })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await server.stop()
})

const at = (database: string, user?: string): string => {
  const url = new URL(server.ownerUrl)
  url.pathname = `/${database}`
  if (user !== undefined) [url.username, url.password] = [user, user.repeat(3)]
  return url.href
}

/** A database and a role that owns it and nothing else. */
async function ownedDatabase(name: string, attributes: string): Promise<string> {
  await owner.query(`CREATE ROLE ${name} LOGIN PASSWORD '${name.repeat(3)}' ${attributes}`)
  await owner.query(`CREATE DATABASE ${name} OWNER ${name}`)
  return at(name, name)
}

test('an owner who may not create roles is told what to grant', async () => {
  const ownerUrl = await ownedDatabase('plain', 'NOCREATEROLE')
  const refusal = await migrate({ ownerUrl, rolePasswords: passwords }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ name: 'MigrateError', code: 'roles_missing', hint: expect.stringContaining('CREATE ROLE agenttracer_ingest LOGIN') })
  expect(JSON.stringify(refusal)).not.toContain(passwords.ingest)
})

test('several processes at once, and again: one schema, one default project, words numbered once', async () => {
  await owner.query('CREATE DATABASE together')
  const ownerUrl = at('together')
  await Promise.all(Array.from({ length: 4 }, () => migrate({ ownerUrl, rolePasswords: passwords })))
  await migrate({ ownerUrl })
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  expect((await client.query('SELECT slug::text FROM agenttracer_control.project')).rows).toEqual([{ slug: 'default' }])
  const codes = await client.query<{ key: string }>('SELECT failure_key::text AS key FROM agenttracer.failure_code ORDER BY failure_code')
  expect(codes.rows.map(({ key }) => key)).toEqual(failureKeys)
  await client.end()
})

test('every door logs in with the password it was given', async () => {
  const urls = connectionUrls(at('together'), passwords)
  for (const door of ['ingest', 'query', 'control'] as const) {
    const authenticator = createAuthenticator({ url: urls[door] })
    expect(await authenticator.authenticate(randomBytes(32))).toEqual({ ok: true, value: null })
    expect(await authenticator.defaultProject()).toMatchObject({ ok: true })
    await authenticator.close()
  }
})

test('an owner with CREATEROLE and no more migrates, and its upkeep works', async () => {
  const ownerUrl = await ownedDatabase('creator', 'CREATEROLE')
  // The roles of the other database on this server are not this owner's: an administrator lends them.
  await owner.query('GRANT agenttracer_ingest, agenttracer_query, agenttracer_control, agenttracer_definer TO creator WITH ADMIN OPTION')
  await migrate({ ownerUrl, rolePasswords: passwords })
  const store = createControlStore({ url: connectionUrls(ownerUrl, passwords).control })
  await store.ensurePartitions()
  expect(await store.sweepRetention()).toBe(true)
  expect(await store.listProjects()).toMatchObject({ ok: true, value: [{ slug: 'default', retentionDays: 30 }] })
  await store.close()
})

test('roles made by hand serve an owner who may not create any', async () => {
  const ownerUrl = await ownedDatabase('byhand', 'NOCREATEROLE')
  await owner.query('GRANT agenttracer_definer TO byhand')
  await expect(migrate({ ownerUrl })).resolves.toBeUndefined()
  await expect(migrate({ ownerUrl, rolePasswords: passwords })).resolves.toBeUndefined()
})

test('a database of a newer release is refused', async () => {
  const client = new pg.Client({ connectionString: at('together') })
  await client.connect()
  await client.query("INSERT INTO agenttracer.migration (name, timestamp) VALUES ('9999-later', '2099-01-01T00:00:00.000Z')")
  await expect(migrate({ ownerUrl: at('together') })).rejects.toMatchObject({ code: 'newer_database' })
  await client.end()
})

test.each([
  ['28P01', (url: URL): void => void (url.password = 'wrong-wrong-wrong')],
  ['3D000', (url: URL): void => void (url.pathname = '/no_such_database')],
])('a refused login (%s) is told as such: waiting would not help', async (sqlState, change) => {
  const url = new URL(await ownedDatabase(`login_${sqlState.toLowerCase()}`, ''))
  change(url)
  await expect(migrate({ ownerUrl: url.href })).rejects.toMatchObject({ code: 'login_refused', sqlState, hint: expect.stringContaining('DATABASE_URL') })
})

test('no server is said to be unavailable', async () => {
  await expect(migrate({ ownerUrl: 'postgres://nobody:secret@127.0.0.1:9/none' })).rejects.toMatchObject({ code: 'unavailable' })
})

test('a short password is refused without naming it', async () => {
  const refusal = await migrate({ ownerUrl: at('together'), rolePasswords: { ...passwords, query: 'short' } }).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'bad_password' })
  expect(JSON.stringify(refusal)).not.toContain('short')
})

test('no password is in the server\'s log', async () => {
  const { readFile } = await import('node:fs/promises')
  const log = existsSync(server.logFile) ? await readFile(server.logFile, 'utf8') : ''
  for (const password of Object.values(passwords)) expect(log).not.toContain(password)
})
