import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readProperty } from '@agenttracer/sdk-core'

function optional<T>(load: () => T): T | undefined {
  try {
    return load()
  } catch {
    return undefined
  }
}

/** The CommonJS copies of a peer that this process can reach: from here, and from where the host runs. */
const requiredCopies = (name: string): readonly unknown[] =>
  [import.meta.url, `${process.cwd()}/`].map((place) => optional<unknown>(() => createRequire(place)(name)))

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
function esCopy(name: string): unknown {
  const require = createRequire(import.meta.url)
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
  const es = esCopy(name)
  add(es)
  for (const copy of requiredCopies(name)) add(copy)
  if (es === undefined) load().then(add, () => undefined)
  return () => {
    isUndone = true
    for (const each of undo) each()
  }
}
