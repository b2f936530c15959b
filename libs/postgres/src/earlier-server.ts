import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresStartError } from './postgres-start-error.ts'
import { processFacts } from './process-facts.ts'

/** A killed process is still listed for a moment, and a dead server's own children live on about as long. */
const SETTLE_MS = 400

/**
 * Makes the data folder free before a start. Its pid file may name
 * a server that someone runs (refuse), one whose starter was killed (stop it), a dead one that nobody has reaped yet or
 * a stranger that got the same number after a restart (Postgres would take both for a live server: remove the file),
 * or nobody (Postgres handles that itself).
 */
export async function clearEarlierServer(data: string, launcher: number | undefined): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || processFacts(pid) === undefined) return
  await sleep(SETTLE_MS)
  const facts = processFacts(pid)
  if (facts === undefined) return
  const ours = !facts.zombie && facts.command.includes(data)
  if (ours && facts.parent === launcher) {
    throw new PostgresStartError('already_running', `This data folder is in use: process ${launcher} runs its Postgres (process ${pid}). Stop that one first.`)
  }
  if (ours) await stopOrphan(pid)
  rmSync(pidFile, { force: true })
}

async function stopOrphan(pid: number): Promise<void> {
  for (const [signal, waitMs] of [['SIGINT', 8000], ['SIGQUIT', 3000], ['SIGKILL', 2000]] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return // gone already
    }
    const until = Date.now() + waitMs
    while (Date.now() < until) {
      const facts = processFacts(pid)
      if (facts === undefined || facts.zombie) return
      await sleep(30)
    }
  }
}
