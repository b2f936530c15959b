import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import { connectionUrls } from '../connect/connection-urls.ts'
import { createAuthenticator } from '../control/authenticator.ts'
import { migrate } from './migrate.ts'

const secret = (): string => randomBytes(12).toString('hex')

test('on a fresh server an owner with CREATEROLE and no more makes the roles itself, migrates, and again', async () => {
  const server = await startThrowawayPostgres()
  try {
    const administrator = new pg.Client({ connectionString: server.ownerUrl })
    await administrator.connect()
    const password = secret()
    await administrator.query(`CREATE ROLE alone LOGIN CREATEROLE PASSWORD '${password}'`)
    await administrator.query('CREATE DATABASE alone OWNER alone')
    await administrator.end()
    const url = new URL(server.ownerUrl)
    Object.assign(url, { pathname: '/alone', username: 'alone', password })
    const rolePasswords = { ingest: secret(), query: secret(), control: secret() }
    await migrate({ ownerUrl: url.href, rolePasswords })
    await migrate({ ownerUrl: url.href, rolePasswords })
    const authenticator = createAuthenticator({ url: connectionUrls(url.href, rolePasswords).query })
    expect(await authenticator.defaultProject()).toMatchObject({ ok: true })
    await authenticator.close()
  } finally {
    await server.stop()
  }
})
