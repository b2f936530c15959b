import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'node_modules/.cache/agenttracer-snippets')

const pages = ['README.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file))]

/** A block per fence of language `ts`; a page's blocks are checked one by one, as a reader would paste them. */
const blocks = pages.flatMap((page) =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match, index) => ({ file: `${page.replaceAll(/[^\w]+/g, '-')}-${index + 1}.ts`, page, code: match[1] ?? '' })),
)

/** Type-checks every TypeScript block of the README and docs/ against the packages they speak of. Empty if all compile, else what to read. */
export function snippetFaults(): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { file, code } of blocks) writeFileSync(join(folder, file), `${code}\nexport {}\n`)
  const base = relative(folder, join(root, 'tsconfig.base.json'))
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: base, compilerOptions: { exactOptionalPropertyTypes: false, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] }, include: ['*.ts'] }))
  const check = spawnSync(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '--noEmit', '-p', folder], { encoding: 'utf8' })
  if (blocks.length === 0) return 'no snippet found'
  const pagesAtFault = blocks.filter(({ file }) => check.stdout.includes(file)).map(({ page }) => `${page}: a snippet does not compile`)
  return check.status === 0 ? '' : [...pagesAtFault, check.stdout].join('\n')
}
