import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readWebEnv } from './env.server.ts'

test('an empty environment gives the defaults, without the local mode', () => {
  expect(readWebEnv({})).toEqual({
    host: '127.0.0.1', port: 3000, uiPassword: undefined, queryKey: undefined, queryUrl: 'http://127.0.0.1:8001', ingestUrl: 'http://127.0.0.1:8000', isLocal: false, adminKey: undefined, isProduction: true,
  })
})

test('an empty value counts as not set', () => {
  expect(readWebEnv({ AGENTTRACER_WEB_PORT: '' }).port).toBe(3000)
})

test('the admin key is read from its file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'agenttracer-env-')), 'key')
  writeFileSync(file, 'at_admin_abc\n')
  expect(readWebEnv({ AGENTTRACER_ADMIN_KEY_FILE: file, AGENTTRACER_LOCAL: '1' })).toMatchObject({ adminKey: 'at_admin_abc', isLocal: true, queryKey: undefined })
  expect(readWebEnv({ AGENTTRACER_ADMIN_KEY_FILE: file, AGENTTRACER_UI_PASSWORD: 'a long pass phrase' })).toMatchObject({ queryKey: 'at_admin_abc', uiPassword: 'a long pass phrase' })
})

test.each<[key: string, value: string]>([
  ['AGENTTRACER_WEB_PORT', 'secret-port'],
  ['AGENTTRACER_QUERY_URL', 'javascript:secret'],
  ['AGENTTRACER_LOCAL', 'secret'],
  ['AGENTTRACER_UI_PASSWORD', 'secret'],
  ['AGENTTRACER_WEB_HOST', 'secret host'],
  ['AGENTTRACER_QUERY_KEY', 'at_ingest_secret_secret_secret'],
])('a bad %s is refused by name and rule, without its value', (key, value) => {
  expect(() => readWebEnv({ [key]: value })).toThrow(new RegExp(`^Bad configuration of the web server: ${key} \\([a-z_]+\\)`))
  expect(() => readWebEnv({ [key]: value })).not.toThrow(/secret/)
})

test('a key file that cannot be read is refused without its path', () => {
  expect(() => readWebEnv({ AGENTTRACER_ADMIN_KEY_FILE: '/nowhere/secret' })).toThrow(/AGENTTRACER_ADMIN_KEY_FILE/)
  expect(() => readWebEnv({ AGENTTRACER_ADMIN_KEY_FILE: '/nowhere/secret' })).not.toThrow(/secret/)
})
