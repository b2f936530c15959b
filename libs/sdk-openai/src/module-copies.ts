import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readProperty } from '@agenttracer/sdk-core'

function optional<T>(load: () => T): T | undefined {
  try {
    return load()
  } catch {
    return undefined
  }
}

/** Packages that bring a peer along, from the outside in: npm gives them a copy of their own where versions differ. */
const carriers: Readonly<Record<string, readonly (readonly string[])[]>> = { openai: [['@openai/agents', '@openai/agents-openai'], ['@langchain/openai']] }

/** Where a package is installed, as seen from a place. */
function folderOf(name: string, from: string): string | undefined {
  const folder = (createRequire(from).resolve.paths(name) ?? []).map((place) => join(place, name)).find((place) => existsSync(join(place, 'package.json')))
  return folder === undefined ? undefined : realpathSync(folder)
}

/** From where a peer is looked for: from here, from where the host runs, and from what carries it. */
function placesOf(name: string): readonly string[] {
  const own = [fileURLToPath(import.meta.url), join(process.cwd(), '/')]
  const carried = (carriers[name] ?? []).flatMap((path) => own.map((start) => path.reduce<string | undefined>((from, each) => {
    const folder = from === undefined ? undefined : optional(() => folderOf(each, from))
    return folder === undefined ? undefined : join(folder, '/')
  }, start)))
  return [...new Set([...own, ...carried.filter((place) => place !== undefined)])]
}

/** The file that `import` takes, by a package's `exports`. */
function importEntry(exported: unknown): string | undefined {
  if (typeof exported === 'string') return exported
  if (typeof exported !== 'object') return undefined
  for (const condition of ['import', 'node', 'default']) {
    const entry = importEntry(readProperty(exported, condition))
    if (entry !== undefined) return entry
  }
  return undefined
}

/**
 * The ES copy, at once: Node answers `require` of an ES module with the very module that `import` has (20.19, 22.12 and later). Its file
 * is looked up by hand, because `import.meta.resolve` is missing under bundlers and test runners.
 */
function esCopy(name: string, from: string): unknown {
  const require = createRequire(from)
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = optional<unknown>(() => JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')))
    if (manifest === undefined) continue
    const exported = readProperty(manifest, 'exports')
    const entry = importEntry(readProperty(exported, '.') ?? exported)
    return entry === undefined ? undefined : optional<unknown>(() => require(join(folder, name, entry)))
  }
  return undefined
}

/**
 * Calls `patch` for every copy of a peer module in this process: the ES one and the CommonJS ones may live side by side. Where Node
 * cannot load the ES copy at once it is patched a moment later. Answers how to undo it; a peer that is not installed is left alone.
 */
export function patchCopies(name: string, load: () => Promise<unknown>, patch: (copy: unknown) => () => void): () => void {
  const undo: (() => void)[] = []
  let isUndone = false
  const seen = new Set<unknown>()
  const add = (copy: unknown): void => {
    if (copy === undefined || seen.has(copy) || isUndone) return
    seen.add(copy)
    const undoOne = optional(() => patch(copy))
    if (undoOne !== undefined) undo.push(undoOne)
  }
  const places = optional(() => placesOf(name)) ?? []
  const es = places.map((place) => optional(() => esCopy(name, place)))
  for (const copy of es) add(copy)
  for (const place of places) add(optional<unknown>(() => createRequire(place)(name)))
  if (es.every((copy) => copy === undefined)) load().then(add, () => undefined)
  return () => {
    isUndone = true
    for (const each of undo) each()
  }
}
