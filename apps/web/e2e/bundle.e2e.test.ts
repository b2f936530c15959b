import { beforeAll, expect, test } from 'vitest'
import { buildApp } from './built-app.ts'
import { assets, firstLoadFiles, firstLoadKiB, gzipKiB, readAsset } from './first-load.ts'

beforeAll(buildApp)

test.each<[page: string, route: string, limitKiB: number]>([
  ['Overview', 'routes/overview', 150],
  ['Runs', 'routes/runs', 150],
  ['Run', 'routes/run', 180],
])('the scripts of the %s page (%s) fit into %s KiB', (_, route, limitKiB) => {
  const total = firstLoadKiB(route)
  expect(total).toBeGreaterThan(50)
  expect(total).toBeLessThanOrEqual(limitKiB)
})

test.each(['routes/overview', 'routes/runs', 'routes/run'])('%s loads few files, and each asks to be compiled beside the main thread', (route) => {
  const files = firstLoadFiles(route)
  expect(files.length).toBeLessThanOrEqual(12)
  for (const file of files) expect(readAsset(file).toString().split('\n', 1), file).toEqual(['//# allFunctionsCalledOnLoad'])
})

test('the style sheet fits into 20 KiB and brings no fonts', () => {
  const sheets = assets().filter((file) => file.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(0)
  expect(sheets.reduce((sum, file) => sum + gzipKiB(file), 0)).toBeLessThanOrEqual(20)
  for (const sheet of sheets) expect(readAsset(sheet).toString().replace(/\/\*.*?\*\//gs, '')).not.toMatch(/@font-face|https?:\/\//)
})

test('the browser gets no schema library and no server code', () => {
  for (const file of assets().filter((name) => name.endsWith('.js'))) {
    expect(readAsset(file).toString(), file).not.toMatch(/\b_zod\b|safeParseAsync|AGENTTRACER_ADMIN_KEY_FILE|node:fs/)
  }
})
