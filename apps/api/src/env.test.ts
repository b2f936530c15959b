import { expect, test } from 'vitest'
import { parseEnv } from './env.ts'

const url = 'postgres://owner:hunter2secret@127.0.0.1:5432/agenttracer'

test('a local start needs the database only', () => {
  const result = parseEnv({ AGENTTRACER_LOCAL: '1', AGENTTRACER_DATABASE_URL_OWNER: url })
  expect(result).toMatchObject({ ok: true, env: { role: 'all', host: '127.0.0.1', ingestPort: 8000, queryPort: 8001, isLocal: true, retentionDays: undefined } })
})

test.each([
  { name: 'no database', env: { AGENTTRACER_LOCAL: '1' }, key: 'AGENTTRACER_DATABASE_URL_OWNER' },
  { name: 'a port that is none', env: { AGENTTRACER_LOCAL: '1', DATABASE_URL: url, AGENTTRACER_INGEST_PORT: 'hunter2secret' }, key: 'AGENTTRACER_INGEST_PORT' },
  { name: 'a role that is none', env: { AGENTTRACER_LOCAL: '1', DATABASE_URL: url, AGENTTRACER_ROLE: 'hunter2secret' }, key: 'AGENTTRACER_ROLE' },
  { name: 'an address that is no Postgres', env: { AGENTTRACER_LOCAL: '1', DATABASE_URL: 'https://hunter2secret' }, key: 'DATABASE_URL' },
  { name: 'keyless on all interfaces', env: { AGENTTRACER_LOCAL: '1', DATABASE_URL: url, AGENTTRACER_HOST: '0.0.0.0' }, key: 'AGENTTRACER_LOCAL' },
  { name: 'keys asked for and no admin key', env: { DATABASE_URL: url, AGENTTRACER_HOST: '0.0.0.0' }, key: 'AGENTTRACER_ADMIN_KEY_FILE' },
])('$name: names the key and the rule, never the value', ({ env, key }) => {
  const result = parseEnv(env)
  expect(result).toMatchObject({ ok: false, faults: [{ key }] })
  expect(JSON.stringify(result)).not.toContain('hunter2secret')
})

test('an address a door is enough, without an owner; some of them are not', () => {
  const doors = { AGENTTRACER_DATABASE_URL_INGEST: url, AGENTTRACER_DATABASE_URL_QUERY: `${url}?q`, AGENTTRACER_DATABASE_URL_CONTROL: url }
  expect(parseEnv({ AGENTTRACER_LOCAL: '1', ...doors })).toMatchObject({ ok: true, env: { databaseUrl: undefined, doorUrls: { query: `${url}?q` } } })
  expect(parseEnv({ AGENTTRACER_LOCAL: '1', DATABASE_URL: url })).toMatchObject({ ok: true, env: { databaseUrl: url, doorUrls: undefined } })
  const { AGENTTRACER_DATABASE_URL_QUERY: _, ...two } = doors
  expect(parseEnv({ AGENTTRACER_LOCAL: '1', DATABASE_URL: url, ...two })).toEqual({ ok: false, faults: [{ key: 'AGENTTRACER_DATABASE_URL_QUERY', rule: expect.stringContaining('each of the three doors') }] })
})
