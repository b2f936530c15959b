import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { hasFreshBuild, plainEnv } from './e2e-env.ts'

const web = fileURLToPath(new URL('..', import.meta.url))
const shelf = `${web}node_modules/.e2e`
const buildMs = 150_000
const sources = ['app', 'bundle', 'public', 'vite.config.ts', '../../libs/schema/src', '../../libs/client/src']

/** Builds the app as it is shipped, unless the test command has done so or the last build is younger than every source. */
export async function buildApp(): Promise<void> {
  if (isBuilt()) return
  const release = await lock()
  try {
    if (isBuilt()) return
    const cli = fileURLToPath(new URL('../../../node_modules/@remix-run/dev/dist/cli.js', import.meta.url))
    await promisify(execFile)(process.execPath, [cli, 'vite:build'], { cwd: web, env: plainEnv(), timeout: buildMs })
  } finally {
    release()
  }
}

const isBuilt = (): boolean => hasFreshBuild() || newest('build/server/index.js') > Math.max(...sources.map(newest))

/** Test files run side by side: one builds, the others wait. A lock that is older than any build was left by somebody who was killed. */
async function lock(): Promise<() => void> {
  mkdirSync(shelf, { recursive: true })
  const folder = `${shelf}/building`
  for (;;) {
    try {
      mkdirSync(folder)
      return () => rmSync(folder, { recursive: true, force: true })
    } catch {
      const stat = statSync(folder, { throwIfNoEntry: false })
      if (stat !== undefined && Date.now() - stat.mtimeMs > buildMs) rmSync(folder, { recursive: true, force: true })
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

/** A copy of the build that nobody else rewrites. Inside the project, so that its imports resolve. Remove it with `rmSync`. */
export async function privateBuild(): Promise<string> {
  const folder = `${shelf}/${process.pid}-${Date.now()}`
  for (let tries = 0; tries < 5; tries++) {
    await buildApp()
    rmSync(folder, { recursive: true, force: true })
    cpSync(`${web}build`, folder, { recursive: true })
    if (isWhole(folder)) return folder
    await new Promise((resolve) => setTimeout(resolve, 3_000))
  }
  throw new Error('The build changes all the time: somebody else is building.')
}

/** Every script and sheet that the server names is there: false for a copy taken while a build was written. */
function isWhole(folder: string): boolean {
  if (!existsSync(`${folder}/server/index.js`)) return false
  const named = readFileSync(`${folder}/server/index.js`, 'utf8').match(/\/assets\/[\w.-]+\.(?:js|css)/g) ?? []
  return named.length > 0 && named.every((file) => existsSync(`${folder}/client${file}`) || existsSync(`${folder}/server${file}`))
}

/** Modification time of the newest file below a path; 0 for none. */
function newest(path: string): number {
  const full = path.startsWith('/') ? path : `${web}${path}`
  const stat = statSync(full, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  return stat.isDirectory() ? Math.max(0, ...readdirSync(full).map((name) => newest(`${full}/${name}`))) : stat.mtimeMs
}
