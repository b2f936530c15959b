import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, chooseAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { clearEarlierServer } from './earlier-server.ts'
import { freePort } from './free-port.ts'
import { initCluster } from './init-cluster.ts'
import { instanceId } from './instance-id.ts'
import { PostgresStartError } from './postgres-start-error.ts'
import { runServer } from './run-server.ts'
import type { RunningPostgres } from './running-postgres.ts'
import { bestTie, type Tie } from './server-process.ts'
import { writableFolder } from './writable-folder.ts'

export interface PostgresOptions {
  /** Folder of the instance: id, secrets, logs and, unless root starts it, the data. Made if missing. */
  readonly home: string
  /** Where root keeps programs and data, since the id it drops to cannot reach root's home. */
  readonly systemFolder?: string
  /** Free space in bytes below which a start is refused. Default 100 MB. */
  readonly minFreeBytes?: number
  /** Called with a short line before each step that takes time. */
  readonly onProgress?: (line: string) => void
  /** How the server is tied to this process; the best one of the platform unless a test says otherwise. */
  readonly tie?: Tie
}

/** Folder of programs and clusters when root starts them: open to traverse, for the id that root drops to. */
export const SYSTEM_FOLDER = '/var/lib/agenttracer'
export const DATABASE = 'agenttracer'

/**
 * Starts the instance's own Postgres and resolves when it takes connections on 127.0.0.1. Makes the cluster at the first start.
 * The server ends with this process, also when this process is killed.
 * @throws PostgresStartError with a closed code and a message that says what to do.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { home, onProgress = () => undefined } = options
  const asRoot = process.getuid?.() === 0
  const system = options.systemFolder ?? SYSTEM_FOLDER
  writableFolder(home)
  const root = asRoot ? join(system, instanceId(home)) : join(home, 'postgres')
  if (asRoot) writableFolder(system, 0o755)
  const data = join(root, 'data')
  const account = chooseAccount(data)
  await clearEarlierServer(data, readNumber(join(home, 'postgres-launcher')))
  refuseFullDisk(asRoot ? system : home, options.minFreeBytes ?? 100_000_000)
  const binaries = findBinaries(asRoot ? system : undefined)
  const password = secret(join(home, 'secrets'), 'postgres-owner')
  if (existsSync(data)) {
    refuseOtherVersion(data, binaries)
  } else {
    onProgress('Making the database (first start only)')
    await initCluster({ binaries, account, root, password, database: DATABASE, lasting: true })
  }
  mkdirSync(join(home, 'logs'), { recursive: true, mode: 0o700 })
  writeFileSync(join(home, 'postgres-launcher'), `${process.pid}\n`, { mode: 0o600 })
  return serve(options, { binaries, account, data, password })
}

async function serve(options: PostgresOptions, cluster: { binaries: Binaries; account: Account; data: string; password: string }): Promise<RunningPostgres> {
  const portFile = join(options.home, 'postgres-port')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? readNumber(portFile) : undefined)
    try {
      const server = await runServer({
        ...cluster,
        port,
        database: DATABASE,
        kind: 'lasting',
        logFile: join(options.home, 'logs', 'postgres.log'),
        tie: options.tie ?? bestTie(),
      })
      writeFileSync(portFile, `${port}\n`, { mode: 0o600 })
      return server
    } catch (error) {
      // Someone took the port between our look and the server's bind: choose another.
      if (!(error instanceof PostgresStartError && error.code === 'no_port') || attempt === 3) throw error
    }
  }
}

function refuseFullDisk(folder: string, minFreeBytes: number): void {
  const { bavail, bsize } = statfsSync(folder)
  const free = bavail * bsize
  if (free >= minFreeBytes) return
  const mb = (bytes: number): number => Math.floor(bytes / 1_000_000)
  throw new PostgresStartError('disk_full', `The disk of ${folder} is full: ${mb(free)} MB free, ${mb(minFreeBytes)} MB needed. Free some space and start again; nothing that was confirmed is lost.`)
}

function refuseOtherVersion(data: string, binaries: Binaries): void {
  const major = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  if (major === binaries.major) return
  throw new PostgresStartError('other_version', `The data in ${data} was written by Postgres ${major}, this release brings ${binaries.major}. Start the earlier release, export the data, then move the folder away.`)
}

function secret(folder: string, name: string): string {
  const file = join(folder, name)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const value = randomBytes(24).toString('hex')
  writeFileSync(file, `${value}\n`, { mode: 0o600 })
  return value
}

function readNumber(file: string): number | undefined {
  if (!existsSync(file)) return undefined
  const value = Number(readFileSync(file, 'utf8'))
  return Number.isInteger(value) && value > 0 ? value : undefined
}
