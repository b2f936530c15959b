import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildApp } from './built-app.ts'

interface Assets {
  readonly module: string
  readonly imports: readonly string[]
}
interface RemixManifest {
  readonly entry: Assets
  readonly routes: Readonly<Record<string, Assets>>
}

const client = fileURLToPath(new URL('../build/client/', import.meta.url))
const read = (file: string): Buffer => readFileSync(client + file)
const gzipKiB = (file: string): number => gzipSync(read(file), { level: 9 }).length / 1024
const assets = (): string[] => readdirSync(`${client}assets`).map((name) => `assets/${name}`)
let manifest: RemixManifest

beforeAll(async () => {
  await buildApp()
  const file = assets().find((name) => /manifest-.+\.js$/.test(name))
  manifest = JSON.parse(read(file ?? '').toString().replace(/^window\.__remixManifest=/, '').replace(/;$/, '')) as RemixManifest
})

/** Every script that a page loads before it is whole: entry, root, layout, route and all that they import. */
function firstLoad(route: string): Set<string> {
  const parts = [manifest.entry, ...['root', 'routes/project', route].map((id) => manifest.routes[id])]
  expect(parts).not.toContain(undefined)
  return new Set(parts.flatMap((part) => (part === undefined ? [] : [part.module, ...part.imports])))
}

test.each<[page: string, route: string, limitKiB: number]>([
  ['Overview', 'routes/overview', 150],
  ['Runs', 'routes/runs', 150],
  ['Run', 'routes/run', 180],
])('the scripts of the %s page (%s) fit into %s KiB', (_, route, limitKiB) => {
  const total = [...firstLoad(route)].reduce((sum, file) => sum + gzipKiB(file), 0)
  expect(total).toBeGreaterThan(50)
  expect(total).toBeLessThanOrEqual(limitKiB)
})

test('the style sheet fits into 20 KiB and brings no fonts', () => {
  const sheets = assets().filter((file) => file.endsWith('.css'))
  expect(sheets.length).toBeGreaterThan(0)
  expect(sheets.reduce((sum, file) => sum + gzipKiB(file), 0)).toBeLessThanOrEqual(20)
  for (const sheet of sheets) expect(read(sheet).toString().replace(/\/\*.*?\*\//gs, '')).not.toMatch(/@font-face|https?:\/\//)
})

test('the browser gets no schema library and no server code', () => {
  for (const file of assets().filter((name) => name.endsWith('.js'))) {
    expect(read(file).toString(), file).not.toMatch(/\b_zod\b|safeParseAsync|AGENTTRACER_ADMIN_KEY_FILE|node:fs/)
  }
})
