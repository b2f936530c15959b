import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processFacts } from '@agenttracer/postgres'
import { Refusal } from './refusal.ts'

/**
 * Takes the home folder for this process; answers how to give it back. The lock names its holder by id and time of birth,
 * so that neither a killed holder nor a stranger who got its number keeps the folder.
 * @throws Refusal that names the holder.
 */
export async function takeHomeLock(home: string): Promise<() => void> {
  const file = join(home, 'lock')
  const mine = `${process.pid} ${processFacts(process.pid)?.began ?? ''}\n`
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    refuseIfHeld(home, file)
    if (claim(file, mine)) {
      await sleep(30) // two starts that saw the same stale lock: the one whose line stays has it
      if (read(file) === mine) return () => rmSync(file, { force: true })
    }
    await sleep(50)
  }
  refuseIfHeld(home, file)
  throw new Refusal(`The lock in ${home} could not be taken. Try again.`)
}

function refuseIfHeld(home: string, file: string): void {
  const line = read(file)
  if (line === undefined) return
  const [pid = '', ...began] = line.trim().split(' ')
  const facts = processFacts(Number(pid))
  if (facts === undefined || facts.zombie || facts.began !== began.join(' ')) {
    try {
      renameSync(file, `${file}.stale`)
    } catch {
      // another start was quicker
    }
    return
  }
  throw new Refusal(`AgentTracer already runs on ${home}: process ${pid}. Use that one, stop it, or set AGENTTRACER_HOME to another folder.`)
}

function claim(file: string, line: string): boolean {
  try {
    writeFileSync(file, line, { flag: 'wx', mode: 0o600 })
    return true
  } catch {
    return false
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
