import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import type { Check } from './check.ts'
import { sourceFiles } from './project-files.ts'

/** Node runs our TypeScript by removing the types, with a parser of its own: what the compiler takes, it may still refuse. */
export const strippable: Check = {
  name: 'Node runs every TypeScript file as it is',
  run: (root) =>
    sourceFiles(root)
      .filter((file) => /[.]m?ts$/.test(file) && !file.endsWith('.d.mts') && !file.endsWith('.d.ts'))
      .filter((file) => !canStrip(readFileSync(join(root, file), 'utf8')))
      .map((file) => ({ file, rule: 'node cannot remove its types' })),
}

function canStrip(code: string): boolean {
  try {
    stripTypeScriptTypes(code, { mode: 'strip' })
    return true
  } catch {
    return false
  }
}
