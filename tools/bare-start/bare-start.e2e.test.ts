import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startThrowawayPostgres } from '@agenttracer/postgres'
import { expect, test } from 'vitest'
import { serverFlags } from '../start/server-flags.ts'
import { buildApi } from '../build/build-api.ts'
import { buildApp } from '../../apps/web/e2e/built-app.ts'
import { bareStart } from './bare-start.ts'
import { bareWeb } from './bare-web.ts'
import { imageStart } from './image-start.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

test('the API image: its command alone in a folder, a bare environment, an outer Postgres', async () => {
  await buildApi(root)
  const postgres = await startThrowawayPostgres()
  try {
    const { seen, faults } = await bareStart(root, postgres.ownerUrl)
    expect(faults).toEqual([])
    expect(seen).toHaveLength(3)
  } finally {
    await postgres.stop()
  }
})

test('the web image: its packages alone, its command in a folder, a bare environment', { timeout: 400_000 }, async () => {
  await buildApp()
  expect(await bareWeb(root, readFileSync(`${root}/Dockerfile`, 'utf8'), `${root}/apps/web/build`)).toEqual([])
})

test('the start command is read from the Dockerfile', () => {
  const { command, healthCheck, env } = imageStart(`${root}/Dockerfile`, 'api')
  expect([command, env]).toEqual([['node', ...serverFlags, 'main.mjs'], { NODE_ENV: 'production' }])
  expect(imageStart(`${root}/Dockerfile`, 'web').command).toEqual(['node', ...serverFlags, 'server.ts'])
  expect(healthCheck.slice(0, 2)).toEqual(['node', '-e'])
  expect(() => imageStart(`${root}/Dockerfile`, 'none')).toThrow('no CMD')
})
