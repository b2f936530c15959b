import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { freePort } from './free-port.ts'
import { initCluster } from './init-cluster.ts'
import { processFacts } from './process-facts.ts'
import { runServer } from './run-server.ts'
import type { RunningPostgres } from './running-postgres.ts'
import { bestTie } from './server-process.ts'
import { DATABASE, SYSTEM_FOLDER } from './start-postgres.ts'

/** A Postgres for tests. `data` is its folder, for tests that search its bytes. Removed by `stop`. */
export interface ThrowawayPostgres extends RunningPostgres {
  readonly data: string
  readonly logFile: string
}

/** Starts a fresh cluster without durability: about a second. Each call is a server of its own. `programs`: of another version than the embedded one. */
export async function startThrowawayPostgres({ programs }: { readonly programs?: Binaries } = {}): Promise<ThrowawayPostgres> {
  const asRoot = process.getuid?.() === 0
  const shelf = asRoot ? join(SYSTEM_FOLDER, 'throwaway') : join(tmpdir(), 'agenttracer-throwaway')
  mkdirSync(shelf, { recursive: true, mode: 0o755 })
  sweep(shelf)
  const root = join(shelf, `${process.pid}-${randomBytes(4).toString('hex')}`)
  const binaries = programs ?? findBinaries(asRoot ? SYSTEM_FOLDER : undefined)
  const password = randomBytes(24).toString('hex')
  const [data, logFile] = [join(root, 'data'), join(root, 'postgres.log')]
  const account = chooseAccount(data)
  const remove = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 5 })
  try {
    await initCluster({ binaries, account, root, password, database: DATABASE, lasting: false })
    const port = await freePort()
    const server = await runServer({ binaries, account, data, port, password, database: DATABASE, kind: 'throwaway', logFile, tie: bestTie() })
    return { ...server, data, logFile, stop: () => server.stop().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Removes what test processes left behind that were killed before they could stop theirs. */
function sweep(shelf: string): void {
  for (const name of readdirSync(shelf)) {
    const starter = Number(name.split('-')[0])
    if (Number.isInteger(starter) && processFacts(starter) === undefined) rmSync(join(shelf, name), { recursive: true, force: true })
  }
}
