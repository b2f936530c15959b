import { join } from 'node:path'
import { build } from 'tsdown'
import type { Published } from './published.ts'

/** Writes ESM, CommonJS and declarations of a published package to its dist folder. */
export async function buildPackage(root: string, { name, bundled }: Published): Promise<void> {
  await build({
    cwd: join(root, 'libs', name),
    config: false,
    entry: ['src/index.ts'],
    outDir: 'dist',
    format: ['esm', 'cjs'],
    platform: 'node',
    target: 'node20',
    fixedExtension: true,
    clean: true,
    hash: false,
    dts: { generator: 'tsgo', tsgo: { path: join(root, 'node_modules/typescript-7/bin/tsc') } },
    deps: { alwaysBundle: [...bundled], dts: { alwaysBundle: [...bundled] } },
    logLevel: 'warn',
  })
}
