import { cpSync, existsSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/** Some packages that are inside still ask for these. */
const BANNER = `import { createRequire as __createRequire } from 'node:module'
import { dirname as __dirnameOf } from 'node:path'
import { fileURLToPath as __fileOf } from 'node:url'
const require = __createRequire(import.meta.url)
const __filename = __fileOf(import.meta.url)
const __dirname = __dirnameOf(__filename)`

/** Writes the API as one file that runs alone, for the container: apps/api/dist/main.mjs. */
export async function buildApi(root: string): Promise<void> {
  const out = join(root, 'apps/api/dist')
  rmSync(out, { recursive: true, force: true })
  await build({
    entryPoints: [join(root, 'apps/api/src/main.ts')],
    outfile: join(out, 'main.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    banner: { js: BANNER },
    external: ['pg-native'],
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'error',
  })
  copyPages(root, out)
}

/** The browsable API pages are read from beside the code. */
function copyPages(root: string, out: string): void {
  const pages = join(dirname(createRequire(join(root, 'apps/api/package.json')).resolve('@fastify/swagger-ui')), 'static')
  if (existsSync(pages)) cpSync(pages, join(out, 'static'), { recursive: true })
}
