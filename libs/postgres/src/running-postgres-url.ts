import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownerUrl } from './owner-url.ts'
import { processFacts } from './process-facts.ts'
import { DATABASE } from './start-postgres.ts'

/** Owner's address of the embedded server that a living process runs on this home; undefined when none does. Never print it. */
export function runningPostgresUrl(home: string): string | undefined {
  const [launcher, port, password] = ['postgres-launcher', 'postgres-port', 'secrets/postgres-owner'].map((name) => read(join(home, name)))
  const facts = launcher === undefined ? undefined : processFacts(Number(launcher))
  if (facts === undefined || facts.zombie || !isHeld(home, Number(launcher), facts.began)) return undefined
  return port === undefined || password === undefined ? undefined : ownerUrl(password, Number(port), DATABASE)
}

/** The launcher is the process that holds the home, and no stranger that got its number. */
function isHeld(home: string, pid: number, began: string): boolean {
  const [holder, ...since] = (read(join(home, 'lock')) ?? '').split(' ')
  return Number(holder) === pid && since.join(' ') === began
}

const read = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined)
