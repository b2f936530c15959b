import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type InlineConfig } from 'tsdown'
import { internalNames } from './internal-names.ts'
import type { Published } from './published.ts'

/** Whatever is not ours stays an import: a framework copied into an adapter would be a second framework. */
const foreign = /^(?!@agenttracer\/(schema|api)|[./]|node:)[@a-z]/

export interface BuildOptions {
  /** Where the files go; the package's own dist folder if not given. */
  readonly outDir?: string
  /** The declarations take most of the time; a test that only runs the code goes without. */
  readonly isTyped?: boolean
}

/** Writes ESM, CommonJS and declarations of a published package. */
export async function buildPackage(root: string, { name, bundled, hasShortNames }: Published, { outDir = join(root, 'libs', name, 'dist'), isTyped = true }: BuildOptions = {}): Promise<void> {
  const shared: InlineConfig = {
    cwd: join(root, 'libs', name),
    config: false,
    entry: ['src/index.ts'],
    outDir,
    platform: 'node',
    target: 'node20',
    fixedExtension: true,
    hash: false,
    minify: hasShortNames === true ? { mangleProps: { include: new RegExp(`^(${internalNames(root, name).join('|')})$`) } } : true,
    deps: { alwaysBundle: [...bundled], neverBundle: foreign, dts: { alwaysBundle: [...bundled], neverBundle: foreign } },
    logLevel: 'error',
  }
  // TypeScript 7 writes all declarations in one pass (37 s per package with 5.9); its root is the folder of this tsconfig.
  const dts = { generator: 'tsgo', tsgo: { path: join(root, 'node_modules/typescript-7/bin/tsc') }, tsconfig: join(root, 'tsconfig.declarations.json') } as const
  await build({ ...shared, format: 'esm', dts: isTyped ? dts : false, clean: true })
  await build({ ...shared, format: 'cjs', dts: false, clean: false })
  for (const file of ['index.mjs', 'index.cjs']) withoutMarks(join(outDir, file))
  if (!isTyped) return
  const declarations = join(outDir, 'index.d.mts')
  // What is left of a module whose types were all inlined or unused.
  writeFileSync(declarations, readFileSync(declarations, 'utf8').replaceAll(/^import "[^"]+";\n/gm, ''))
  copyFileSync(declarations, declarations.replace('.d.mts', '.d.cts'))
}

/** Marks for bundlers, which only tell them what `sideEffects: false` in the manifest has told already. */
function withoutMarks(file: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/* @__PURE__ */ ', ''))
}
