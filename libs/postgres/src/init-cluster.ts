import { chownSync, existsSync, lchownSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, namedAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import { startFailure } from './start-failure.ts'
import { spawnProgram } from './server-process.ts'
import { HBA } from './settings.ts'

/** What a new cluster needs to know. */
export interface NewCluster {
  readonly binaries: Binaries
  readonly account: Account
  /** Folder that holds the cluster; owned by the account, closed to others. */
  readonly root: string
  readonly password: string
  readonly database: string
  readonly lasting: boolean
}

/**
 * Makes `<root>/data` with one superuser and one database, under another name until it is whole.
 * The password never lies in a file: initdb runs without one, and a single-user session sets it through a pipe.
 */
export async function initCluster(cluster: NewCluster): Promise<void> {
  const { binaries, root } = cluster
  // initdb and the single-user mode insist on an account with a name; the server does not.
  const account = cluster.account === undefined ? undefined : namedAccount()
  const part = join(root, 'data.part')
  rmSync(part, { recursive: true, force: true })
  makeClusterRoot(root, account)
  const flags = ['-D', part, '-U', 'postgres', '--auth=reject', '--encoding=UTF8', '--locale=C', ...(cluster.lasting ? [] : ['--no-sync'])]
  await runProgram(join(binaries.folder, 'bin/initdb'), flags, account)
  const fsync = cluster.lasting ? [] : ['-F']
  await runProgram(
    join(binaries.folder, 'bin/postgres'),
    ['--single', ...fsync, '-D', part, '-c', 'log_min_messages=fatal', '-c', 'exit_on_error=on', 'postgres'],
    account,
    `ALTER ROLE postgres PASSWORD '${cluster.password}'\nCREATE DATABASE ${cluster.database}\n`,
  )
  writeFileSync(join(part, 'pg_hba.conf'), HBA)
  makeClusterRoot(root, cluster.account)
  if (cluster.account !== undefined) chownAll(part, cluster.account)
  renameSync(part, join(root, 'data'))
}

function chownAll(folder: string, account: { uid: number; gid: number }): void {
  for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) lchownSync(join(folder, name), account.uid, account.gid)
}

/** Makes the folder and hands it to the account. */
function makeClusterRoot(root: string, account: Account): void {
  if (!existsSync(root)) mkdirSync(root, { recursive: true, mode: 0o700 })
  if (account !== undefined) chownSync(root, account.uid, account.gid)
}

function runProgram(program: string, args: string[], account: Account, input?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnProgram(program, args, account, ['pipe', 'pipe', 'pipe'])
    let output = ''
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString('utf8')).slice(-8000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.stdin?.on('error', () => undefined) // the program's end says more than a broken pipe
    child.stdin?.end(input)
    child.once('error', () => reject(startFailure(`${program} cannot be run`)))
    child.once('close', (code) => (code === 0 ? resolve() : reject(startFailure(output))))
  })
}
