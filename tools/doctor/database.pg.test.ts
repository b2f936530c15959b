import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestDatabase } from '@agenttracer/testkit'
import { migrate } from '@agenttracer/db'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import pg from 'pg'
import { expect, test } from 'vitest'
import { examineDatabase } from './database.ts'

test('a Postgres of one\'s own: unset, well, a login that is refused, another release, too young, gone', async () => {
  const home = mkdtempSync(join(tmpdir(), 'agenttracer-doctor-'))
  const database = await startTestDatabase()
  const run = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  const found = async (url: string | undefined): Promise<string[]> => (await examineDatabase(home, url)).map(({ state, what }) => `${state} ${what}`)
  try {
    expect(await found(undefined)).toEqual([])
    expect(await found('postgres:/')).toEqual(['bad your Postgres cannot be used (unavailable)'])
    expect(await found(database.ownerUrl)).toContain('note the passwords of the roles in your Postgres are not in this data folder')
    mkdirSync(join(home, 'secrets'))
    const write = (passwords: object): void => writeFileSync(join(home, 'secrets/db-roles.json'), JSON.stringify(passwords))
    write(database.rolePasswords)
    expect(await found(database.ownerUrl)).toEqual([
      expect.stringMatching(/^ok your Postgres answers, version \d\d$/), 'ok your Postgres is migrated to this release', 'ok the clock of your Postgres agrees with this one',
      'ok the roles of all three doors can work in your Postgres',
    ])
    write({ ...database.rolePasswords, query: 'a-wrong-password' })
    const told = (await examineDatabase(home, database.ownerUrl)).find(({ state }) => state === 'bad')
    expect(told).toMatchObject({ state: 'bad', todo: expect.stringContaining('ALTER ROLE agenttracer_query LOGIN') })
    expect(JSON.stringify(told)).not.toContain('a-wrong-password')
    await run("DELETE FROM agenttracer.migration WHERE name = (SELECT max(name) FROM agenttracer.migration)")
    expect(await found(database.ownerUrl)).toContain('bad your Postgres is of an earlier release')
    await run("INSERT INTO agenttracer.migration (name, timestamp) VALUES ('9999-later', '2030')")
    expect(await found(database.ownerUrl)).toContain('bad a newer release has migrated your Postgres')
    const stranger = new URL(database.ownerUrl)
    stranger.password = 'wrong-secret'
    const refused = await examineDatabase(home, stranger.href)
    expect(refused).toMatchObject([{ state: 'bad', what: 'your Postgres cannot be used (login_refused)' }])
    expect(JSON.stringify(refused)).not.toContain('wrong-secret')
  } finally {
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
  expect(await found(database.ownerUrl)).toMatchObject([expect.stringMatching(/^bad your Postgres cannot be used/)])
})

test('an empty Postgres is not prepared yet; one of an earlier release is behind', async () => {
  const home = mkdtempSync(join(tmpdir(), 'agenttracer-doctor-'))
  const postgres = await startThrowawayPostgres()
  try {
    const schema = async (): Promise<string> => (await examineDatabase(home, postgres.ownerUrl)).map(({ state, what }) => `${state} ${what}`)[1] ?? ''
    expect(await schema()).toBe('note your Postgres is not prepared yet')
    await migrate({ ownerUrl: postgres.ownerUrl, rolePasswords: { ingest: 'i'.repeat(20), query: 'q'.repeat(20), control: 'c'.repeat(20) }, upTo: '0007-failure-states' })
    expect(await schema()).toBe('bad your Postgres is of an earlier release')
  } finally {
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
})
