import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { processFacts } from '@agenttracer/postgres'
import { bad, note, ok, type Verdict } from './verdict.ts'

const LOW_BYTES = 500_000_000

/** The home folder, who runs on it, its disk, its secrets and its database. */
export async function examineInstance(home: string): Promise<Verdict[]> {
  if (!existsSync(home)) return [bad(`there is no data folder at ${home}`, 'run npm start; if you gave AGENTTRACER_HOME to it, give it here too')]
  if (!isWritable(home)) return [bad(`the data folder ${home} cannot be written`, 'check who owns it, or set AGENTTRACER_HOME to a folder of yours')]
  return [ok(`data folder ${home}`), holder(home), disk(home), ...secrets(home), await database(home)]
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}

function holder(home: string): Verdict {
  const file = join(home, 'lock')
  const [pid = '', ...began] = existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : []
  const facts = pid === '' ? undefined : processFacts(Number(pid))
  const isLive = facts !== undefined && !facts.zombie && facts.began === began.join(' ')
  return isLive ? ok(`AgentTracer runs (process ${pid})`) : bad('AgentTracer does not run on this data folder', 'npm start')
}

function disk(home: string): Verdict {
  const { bavail, bsize } = statfsSync(home)
  const free = bavail * bsize
  const text = `${Math.floor(free / 1_000_000)} MB free on its disk`
  return free < LOW_BYTES ? note(text, 'free some space: a full disk stops the database') : ok(text)
}

function secrets(home: string): Verdict[] {
  const files = ['admin-key', 'db-roles.json'].map((name) => join(home, 'secrets', name))
  if (!files.every((file) => existsSync(file))) return [bad('the secrets of this instance are not there yet', 'npm start makes them')]
  const open = files.filter((file) => (statSync(file).mode & 0o077) !== 0)
  return open.length === 0 ? [ok('secrets are there and closed to others')] : open.map((file) => note(`${file} can be read by others`, `chmod 600 ${file}`))
}

async function database(home: string): Promise<Verdict> {
  const file = join(home, 'postgres-port')
  if (!existsSync(file)) return note('no embedded Postgres on this data folder', 'fine if you gave DATABASE_URL')
  const port = Number(readFileSync(file, 'utf8'))
  return (await connects(port)) ? ok(`Postgres listens on port ${port}`) : bad('Postgres does not answer', `see ${join(home, 'logs/postgres.log')}`)
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1', timeout: 2000 })
    const end = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false))
  })
}
