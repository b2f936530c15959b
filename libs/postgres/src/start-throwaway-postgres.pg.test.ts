import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startThrowawayPostgres } from './start-throwaway-postgres.ts'

test('two throw-away servers share nothing, and stop removes them', async () => {
  const [one, two] = await Promise.all([startThrowawayPostgres(), startThrowawayPostgres()])
  const client = new pg.Client({ connectionString: one.ownerUrl })
  await client.connect()
  await client.query('CREATE TABLE mine (id int)')
  await client.end()
  const other = new pg.Client({ connectionString: two.ownerUrl })
  await other.connect()
  await expect(other.query('SELECT * FROM mine')).rejects.toMatchObject({ code: '42P01' })
  await other.end()
  await Promise.all([one.stop(), two.stop()])
  expect([one, two].map(({ data }) => existsSync(dirname(data)))).toEqual([false, false])
})

test('an ended server says so to its owner', async () => {
  const server = await startThrowawayPostgres()
  process.kill(server.pid, 'SIGQUIT')
  expect(await server.exited).toMatchObject({ expected: false })
  await server.stop()
  expect(existsSync(server.data)).toBe(false)
})
