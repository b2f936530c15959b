import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestDatabase } from '@agenttracer/testkit'
import { expect, test } from 'vitest'
import { examineOwnDatabase } from './own-database.ts'

test('a Postgres of one\'s own: unset, not prepared, well, and with a login that is refused', async () => {
  const home = mkdtempSync(join(tmpdir(), 'agenttracer-doctor-'))
  const database = await startTestDatabase()
  try {
    const states = async (url: string | undefined): Promise<string[]> => (await examineOwnDatabase(home, url)).map(({ state }) => state)
    expect(await states(undefined)).toEqual([])
    expect(await states('postgres:/')).toEqual(['note'])
    expect(await states(database.ownerUrl)).toEqual(['note'])
    mkdirSync(join(home, 'secrets'))
    const write = (passwords: object): void => writeFileSync(join(home, 'secrets/db-roles.json'), JSON.stringify(passwords))
    write(database.rolePasswords)
    expect(await states(database.ownerUrl)).toEqual(['ok'])
    write({ ...database.rolePasswords, query: 'a-wrong-password' })
    const [told] = await examineOwnDatabase(home, database.ownerUrl)
    expect(told).toMatchObject({ state: 'bad', todo: expect.stringContaining('ALTER ROLE agenttracer_query LOGIN') })
    expect(JSON.stringify(told)).not.toContain('a-wrong-password')
  } finally {
    await database.stop()
    rmSync(home, { recursive: true, force: true })
  }
})
