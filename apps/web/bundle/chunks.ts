import type { Rollup } from 'vite'
import { reach } from './reach.ts'

/** What every page loads before it is whole. */
const shell = /\/app\/(?:entry\.client|root|routes\/project)\.tsx(?:\?|$)/
/** So many pages need it: then it is one file for all of them, though some others never use it. */
const manyPages = 5

/**
 * In which file a module of the browser's scripts goes; undefined leaves it to Rollup, which makes a file of every set of modules that the same
 * pages need. That were 37 files for a first load, most of them under 1 KiB, and on a slow processor each file costs more than its bytes.
 */
export function manualChunks(): Rollup.ManualChunksOption {
  let chunks: ReadonlyMap<string, string> | undefined
  return (id, { getModuleIds, getModuleInfo }) => {
    chunks ??= chunksOf([...getModuleIds()].flatMap((each) => getModuleInfo(each) ?? []))
    return chunks.get(id)
  }
}

type Module = Pick<Rollup.ModuleInfo, 'id' | 'isEntry' | 'importedIds'>

export function chunksOf(modules: readonly Module[]): ReadonlyMap<string, string> {
  const byId = new Map(modules.map((module) => [module.id, module]))
  const reached = (from: readonly string[]): ReadonlySet<string> => reach(from, (id) => byId.get(id)?.importedIds ?? [])
  const entries = modules.filter(({ isEntry }) => isEntry).map(({ id }) => id)
  const inShell = reached(entries.filter((id) => shell.test(id)))
  const pages = new Map<string, number>()
  for (const entry of entries) for (const id of reached([entry])) pages.set(id, (pages.get(id) ?? 0) + 1)
  const chunkOf = (id: string): string | undefined => (inShell.has(id) ? 'shell' : (pages.get(id) ?? 0) >= manyPages ? 'pages' : undefined)
  return new Map(modules.flatMap(({ id, isEntry }) => {
    const chunk = isEntry ? undefined : chunkOf(id)
    return chunk === undefined ? [] : [[id, chunk]]
  }))
}
