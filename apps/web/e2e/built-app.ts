import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { plainEnv } from './e2e-env.ts'

const web = fileURLToPath(new URL('..', import.meta.url))
const sources = ['app', 'public', 'vite.config.ts', '../../libs/schema/src', '../../libs/client/src']

/** Builds the app as it is shipped, unless the last build is younger than every source. */
export async function buildApp(): Promise<void> {
  if (newest('build/server/index.js') > Math.max(...sources.map(newest))) return
  const cli = fileURLToPath(new URL('../../../node_modules/@remix-run/dev/dist/cli.js', import.meta.url))
  await promisify(execFile)(process.execPath, [cli, 'vite:build'], { cwd: web, env: plainEnv(), timeout: 150_000 })
}

/** Modification time of the newest file below a path; 0 for none. */
function newest(path: string): number {
  const full = path.startsWith('/') ? path : `${web}${path}`
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  return stat.isDirectory() ? Math.max(0, ...readdirSync(full).map((name) => newest(`${full}/${name}`))) : stat.mtimeMs
}
