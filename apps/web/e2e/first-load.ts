import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

interface Assets {
  readonly module: string
  readonly imports: readonly string[]
}
interface RemixManifest {
  readonly entry: Assets
  readonly routes: Readonly<Record<string, Assets>>
}

const client = fileURLToPath(new URL('../build/client/', import.meta.url))

/** A file that the build offers to browsers, by its path in the client folder. */
export const readAsset = (file: string): Buffer => readFileSync(client + file)

export const assets = (): string[] => readdirSync(`${client}assets`).map((name) => `assets/${name}`)

export const gzipKiB = (file: string): number => gzipSync(readAsset(file), { level: 9 }).length / 1024

/** Every script that a page loads before it is whole: entry, root, layout, route and all that they import. The app is built. */
export function firstLoadFiles(route: string): readonly string[] {
  const manifest = readManifest()
  const parts = [manifest.entry, ...['root', 'routes/project', route].map((id) => manifest.routes[id])]
  const files = new Set(parts.flatMap((part) => {
    if (part === undefined) throw new Error(`The manifest of the build lacks a part of ${route}.`)
    return [part.module, ...part.imports]
  }))
  return [...files]
}

/** Their gzip KiB. */
export const firstLoadKiB = (route: string): number => firstLoadFiles(route).reduce((sum, file) => sum + gzipKiB(file), 0)

function readManifest(): RemixManifest {
  const file = assets().find((name) => /manifest-.+\.js$/.test(name))
  if (file === undefined) throw new Error('The build has no manifest.')
  return JSON.parse(readAsset(file).toString().replace(/^window\.__remixManifest=/, '').replace(/;$/, '')) as RemixManifest
}
