import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

interface Rule {
  readonly packages: readonly string[]
  readonly file: string
  readonly forbidden: RegExp
  readonly says: string
}

const sdks = ['sdk-core', 'sdk-langchain', 'sdk-openai']
const RULES: readonly Rule[] = [
  { packages: sdks, file: 'index.d.mts', forbidden: /from ["']zod|\bz[.](Zod|infer|core)/, says: 'the declarations drag zod in' },
  { packages: [...sdks, 'client'], file: 'index.d.mts', forbidden: /kysely/i, says: 'the declarations mention the database' },
  { packages: [...sdks, 'client'], file: 'index.d.mts', forbidden: /["']@agenttracer\/(schema|api|db|diagnosis)/, says: 'the declarations import an unpublished package' },
  { packages: [...sdks, 'client'], file: 'index.mjs', forbidden: /["']@agenttracer\/(schema|api|db|diagnosis)/, says: 'the code imports an unpublished package' },
  { packages: ['sdk-core'], file: 'index.mjs', forbidden: /\bfrom\s*["'](?!node:)/, says: 'the core has a runtime dependency' },
]

/** Size budgets in bytes, gzipped: all that the entry point brings, whatever a bundler could leave out of it. */
const BUDGET: Readonly<Record<string, number>> = { 'sdk-core': 15 * 1024 }

/** What publint and attw cannot know about a built package; empty if all is well. */
export function brokenRules(folder: string, name: string): string[] {
  const text = (file: string): string => readFileSync(join(folder, 'dist', file), 'utf8')
  const broken = RULES.filter(({ packages, file, forbidden }) => packages.includes(name) && forbidden.test(text(file))).map(({ says }) => says)
  const undeclared = undeclaredImports(folder).map((found) => `${found} is imported and not declared`)
  return [...broken, ...undeclared, ...(isOverBudget(folder, name) ? [`${packedSize(folder)} bytes gzipped, budget ${BUDGET[name]}, ${packedSize(folder) - (BUDGET[name] ?? 0)} over`] : [])]
}

/** Packages that code or declarations ask for and the manifest does not bring. */
function undeclaredImports(folder: string): string[] {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return []
  const { dependencies = {}, peerDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Record<'dependencies' | 'peerDependencies', Record<string, string> | undefined>
  const asked = ['index.mjs', 'index.d.mts'].flatMap((file) =>
    [...readFileSync(join(folder, 'dist', file), 'utf8').matchAll(/(?:^|[;}])(?:import|export)\b[^"'`;()]*["']((?:@[\w.-]+\/)?[\w.-]+)[^"']*["']/gm)].map(([, name = '']) => name),
  )
  return [...new Set(asked)].filter((name) => name !== 'node' && name !== '.' && !(name in dependencies) && !(name in peerDependencies))
}

/** True if the code is larger than its budget allows. */
export function isOverBudget(folder: string, name: string): boolean {
  const budget = BUDGET[name]
  return budget !== undefined && packedSize(folder) > budget
}

export function packedSize(folder: string): number {
  return gzipSync(readFileSync(join(folder, 'dist/index.mjs')), { level: 9 }).length
}
