import { join } from 'node:path'
import { build } from 'esbuild'
import type { Published } from '../build/published.ts'

const most = 12

/** What a package's code consists of: its largest modules in bytes, minified and not compressed, largest first. */
export async function sizeByModule(root: string, { name }: Published): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: join(root, 'libs', name),
    entryPoints: ['src/index.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  return inputs
    .sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)
    .slice(0, most)
    .map(([file, { bytesInOutput }]) => `${String(bytesInOutput).padStart(6)} ${file}`)
}
