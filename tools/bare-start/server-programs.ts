import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from '@agenttracer/postgres'

/** Where Debian and Ubuntu keep the programs of each major version. */
const shelf = '/usr/lib/postgresql'

/** A Postgres of this machine with server and `pg_dump`, or the platform's own installed where that needs nobody's leave; undefined without either. */
export function provideServerPrograms(say: (line: string) => void): Binaries | undefined {
  const found = findServerPrograms()
  if (found !== undefined || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found
  say('Installing Postgres for the test of an outer one (apt-get) ...')
  // Programs alone: the package would start a server of its own.
  mkdirSync('/etc/postgresql-common', { recursive: true })
  const setting = '/etc/postgresql-common/createcluster.conf'
  if (!existsSync(setting)) writeFileSync(setting, 'create_main_cluster = false\n')
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update', '-qq'], ['install', '-y', '-qq', '--no-install-recommends', 'postgresql']]) spawnSync('apt-get', args, { env, stdio: 'ignore', timeout: 300_000 })
  return findServerPrograms()
}

function findServerPrograms(): Binaries | undefined {
  const majors = existsSync(shelf) ? readdirSync(shelf).filter((major) => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((program) => existsSync(join(shelf, major, 'bin', program)))) : []
  const major = majors.toSorted((one, other) => Number(one) - Number(other))[0]
  return major === undefined ? undefined : { folder: join(shelf, major), major }
}
