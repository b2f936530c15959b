import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apiEnv, demoEnv, webEnv } from './child-env.ts'
import { readStartSettings } from './start-env.ts'

const secrets = { adminKey: '/h/secrets/admin-key', rolePasswords: '/h/secrets/db-roles.json' }

test('without any setting: the platform folder, the usual ports, the embedded Postgres and the demo', () => {
  const settings = readStartSettings({})
  expect(settings.home.startsWith(homedir())).toBe(true)
  expect(settings).toMatchObject({ ports: { ingest: 8000, query: 8001, web: 3000 }, databaseUrl: undefined, isDemoWanted: true })
})

test.each<{ name: string; given: Record<string, string>; expect: object }>([
  { name: 'a folder', given: { AGENTTRACER_HOME: '/data' }, expect: { home: '/data' } },
  { name: 'a data folder of the platform', given: { XDG_DATA_HOME: '/share' }, expect: process.platform === 'linux' ? { home: join('/share', 'agenttracer') } : {} },
  { name: 'ports', given: { AGENTTRACER_INGEST_PORT: '9000', AGENTTRACER_QUERY_PORT: '9001', AGENTTRACER_WEB_PORT: '9002' }, expect: { ports: { ingest: 9000, query: 9001, web: 9002 } } },
  { name: 'an empty value counts as unset', given: { AGENTTRACER_WEB_PORT: ' ' }, expect: { ports: { ingest: 8000, query: 8001, web: 3000 } } },
  { name: 'no demo', given: { AGENTTRACER_DEMO: 'OFF' }, expect: { isDemoWanted: false } },
  { name: 'a Postgres of your own', given: { DATABASE_URL: 'postgresql://db/x' }, expect: { databaseUrl: 'postgresql://db/x' } },
])('$name', ({ given, expect: expected }) => {
  expect(readStartSettings(given)).toMatchObject(expected)
})

test.each([
  { key: 'AGENTTRACER_WEB_PORT', value: 'secret-7' },
  { key: 'AGENTTRACER_INGEST_PORT', value: '70000' },
  { key: 'DATABASE_URL', value: 'mysql://secret-7' },
  { key: 'DATABASE_URL', value: 'postgres://joe:secret-7 and more@:x/db' },
])('a bad $key is refused by name, and its value is not repeated', ({ key, value }) => {
  expect(() => readStartSettings({ [key]: value })).toThrow(key)
  expect(() => readStartSettings({ [key]: value })).not.toThrow(value)
})

test('children get what they need and no secret of the shell', () => {
  const settings = readStartSettings({ PATH: '/bin', OPENAI_API_KEY: 'sk-x', AWS_SECRET_ACCESS_KEY: 'x', AGENTTRACER_RETENTION_DAYS: '7', AGENTTRACER_API_KEY: 'at_ingest_x' })
  const envs = [apiEnv(settings, secrets, 'postgres://o'), webEnv(settings, secrets), demoEnv(settings)]
  for (const env of envs) {
    expect(env).toMatchObject({ PATH: '/bin', AGENTTRACER_RETENTION_DAYS: '7' })
    expect(Object.keys(env)).not.toContain('OPENAI_API_KEY')
    expect(Object.keys(env)).not.toContain('AWS_SECRET_ACCESS_KEY')
  }
  expect(envs[0]).toMatchObject({ AGENTTRACER_ROLE: 'all', AGENTTRACER_LOCAL: '1', AGENTTRACER_DATABASE_URL_OWNER: 'postgres://o', AGENTTRACER_ADMIN_KEY_FILE: secrets.adminKey })
  expect(envs[1]).toMatchObject({ AGENTTRACER_QUERY_URL: 'http://127.0.0.1:8001', AGENTTRACER_INGEST_URL: 'http://127.0.0.1:8000' })
  expect(envs[1]).not.toHaveProperty('AGENTTRACER_DATABASE_URL_OWNER')
  expect(envs[2]).toMatchObject({ AGENTTRACER_API_URL: 'http://127.0.0.1:8000' })
  expect(Object.keys(envs[2] ?? {}).filter((key) => /KEY|PASSWORD|DATABASE/.test(key))).toEqual([])
})
