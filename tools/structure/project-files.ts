import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'artifacts', '.git', '.nx', '.cache', '.vite'])
const BUILT = /^apps\/[^/]+\/build$/
const SOURCE = /[.](ts|tsx|mts|mjs|cjs|js)$/

/** Paths of all files of the project below `folder`, with forward slashes, without what tools make. */
export function projectFiles(root: string, folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || BUILT.test(path) ? [] : projectFiles(root, path)
    return entry.isFile() ? [path] : []
  })
}

/** Paths of the project's own source files. */
export function sourceFiles(root: string): string[] {
  return projectFiles(root).filter((path) => SOURCE.test(path))
}

/** Lines of a file, in order; line numbers start at 1. */
export function linesOf(root: string, path: string): string[] {
  return readFileSync(join(root, path), 'utf8').split('\n')
}
