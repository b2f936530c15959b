import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { ownerUrl } from './owner-url.ts'
import type { PostgresExit, RunningPostgres } from './running-postgres.ts'
import { spawnProgram, type Tie, watchOver } from './server-process.ts'
import { serverFlags } from './settings.ts'
import { startFailure } from './start-failure.ts'

/** A cluster that is ready to be served. */
export interface ServableCluster {
  readonly binaries: Binaries
  readonly account: Account
  readonly data: string
  readonly port: number
  readonly password: string
  readonly database: string
  readonly kind: 'lasting' | 'throwaway'
  readonly logFile: string
  readonly tie: Tie
}

const READY_WITHIN_MS = 60_000 // crash recovery may replay a lot
const LOG_LIMIT_BYTES = 1_000_000

/** Starts the server and resolves when it takes connections. */
export async function runServer(cluster: ServableCluster): Promise<RunningPostgres> {
  const logStart = freshLog(cluster.logFile)
  const log = openSync(cluster.logFile, 'a', 0o600)
  const args = ['-D', cluster.data, ...serverFlags(cluster.port, cluster.kind, Number(cluster.binaries.major))]
  const child = spawnProgram(join(cluster.binaries.folder, 'bin/postgres'), args, cluster.account, ['ignore', log, log], cluster.tie)
  closeSync(log)
  const exit = exitOf(child)
  const pid = child.pid
  if (pid === undefined || !(await isReady(cluster.data, pid, exit))) {
    if (pid !== undefined) await end(pid, exit)
    throw startFailure(readFileSync(cluster.logFile, 'utf8').slice(logStart), cluster.logFile)
  }
  const release = cluster.tie === 'watchdog' ? watchOver(pid) : () => undefined
  let expected = false
  const exited = exit.then((how): PostgresExit => {
    release()
    return { ...how, expected }
  })
  return {
    ownerUrl: ownerUrl(cluster.password, cluster.port, cluster.database),
    port: cluster.port,
    pid,
    exited,
    stop: async () => {
      expected = true
      await end(pid, exit)
      await exited
    },
  }
}

type Exit = Promise<{ code: number | null; signal: string | null }>

function exitOf(child: ChildProcess): Exit {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: 127, signal: null }))
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
}

/** The server writes its state into the last line of its pid file; that is what pg_ctl waits for too. */
async function isReady(data: string, pid: number, exit: Exit): Promise<boolean> {
  const pidFile = join(data, 'postmaster.pid')
  const gone = exit.then(() => 'gone' as const)
  const until = Date.now() + READY_WITHIN_MS
  while (Date.now() < until) {
    if (existsSync(pidFile)) {
      const lines = readFileSync(pidFile, 'utf8').split('\n')
      if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true
    }
    if ((await Promise.race([gone, sleep(15)])) === 'gone') return false
  }
  return false
}

async function end(pid: number, exit: Exit): Promise<void> {
  const gone = exit.then(() => true)
  for (const [signal, waitMs] of [['SIGINT', 6000], ['SIGQUIT', 2000], ['SIGKILL', 2000]] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return // gone already
    }
    if (await Promise.race([gone, sleep(waitMs, false, { ref: false })])) return
  }
}

/** Keeps one earlier log, so that the folder stays bounded. Answers where this start's lines begin. */
function freshLog(file: string): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size <= LOG_LIMIT_BYTES) return size
  rmSync(`${file}.1`, { force: true })
  renameSync(file, `${file}.1`)
  return 0
}
