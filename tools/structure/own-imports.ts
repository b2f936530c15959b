import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import type { Check, Finding } from './check.ts'
import { linesOf, sourceFiles } from './project-files.ts'

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/
const PROJECT = /^(apps|libs|examples)\/[^/]+/

/** Another project is imported by its package name; inside a project only the doors that package.json names are an index.ts. */
export const ownImports: Check = {
  name: 'projects meet by package name, and have no inner barrels',
  run: (root) => sourceFiles(root).flatMap((file) => [...leavingImports(root, file), ...innerBarrel(root, file)]),
}

function leavingImports(root: string, file: string): Finding[] {
  const home = PROJECT.exec(file)?.[0]
  if (home === undefined) return [] // generators in tools/ look inside the projects by trade
  return linesOf(root, file).flatMap((text, at) => {
    const target = IMPORT.exec(text)?.[1]
    if (target === undefined || !target.startsWith('.')) return []
    const other = PROJECT.exec(normalize(join(dirname(file), target)))?.[0]
    return other === undefined || other === home ? [] : [{ file, line: at + 1, rule: `import ${other} by its package name` }]
  })
}

function innerBarrel(root: string, file: string): Finding[] {
  const home = PROJECT.exec(file)?.[0]
  if (home === undefined || !/\/index[.]tsx?$/.test(file) || file.startsWith('apps/web/app/routes/')) return []
  return doors(root, home).includes(file) ? [] : [{ file, rule: 'an inner barrel: import the file itself, or name this door in package.json' }]
}

function doors(root: string, project: string): string[] {
  const manifest = join(root, project, 'package.json')
  if (!existsSync(manifest)) return []
  const { exports = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Record<string, string> }
  return Object.values(exports).map((path) => normalize(join(project, path)))
}
