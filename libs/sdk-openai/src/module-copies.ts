import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

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

/** The ES copy, at once: Node answers `require` of an ES module with the very module that `import` has (20.19, 22.12 and later). */
const esCopy = (name: string): unknown => optional<unknown>(() => createRequire(import.meta.url)(fileURLToPath(import.meta.resolve(name))))

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
