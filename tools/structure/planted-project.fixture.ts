import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const REAL_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

/** A project in a folder of its own, made of the files given; gone when the scope ends. */
export function plantProject(files: Readonly<Record<string, string>>): { root: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), 'agenttracer-planted-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}

/** Gives the project node_modules with its own packages and the real foreign ones named. */
export function linkModules(root: string, own: Readonly<Record<string, string>>, foreign: readonly string[]): void {
  mkdirSync(join(root, 'node_modules/@agenttracer'), { recursive: true })
  for (const [name, folder] of Object.entries(own)) symlinkSync(join(root, folder), join(root, 'node_modules/@agenttracer', name))
  for (const name of foreign) {
    mkdirSync(join(root, 'node_modules', dirname(name)), { recursive: true })
    symlinkSync(join(REAL_MODULES, name), join(root, 'node_modules', name))
  }
}
