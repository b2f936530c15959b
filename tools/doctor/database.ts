import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDoors, connectionUrls, type DatabaseFacts, MigrateError, readDatabaseFacts } from '@agenttracer/db'
import type { RolePasswords } from '@agenttracer/db'
import { runningPostgresUrl } from '@agenttracer/postgres'
import { examineClock } from './surroundings.ts'
import { bad, note, ok, type Verdict } from './verdict.ts'

const OLDEST_MAJOR = 15

/** The database, embedded or of `DATABASE_URL`: reached, new enough, migrated, its roles able to work. Nothing where none runs. */
export async function examineDatabase(home: string, databaseUrl: string | undefined): Promise<Verdict[]> {
  const url = databaseUrl ?? runningPostgresUrl(home)
  if (url === undefined) return []
  const whose = databaseUrl === undefined ? 'the embedded Postgres' : 'your Postgres'
  if (!URL.canParse(url)) return [bad('DATABASE_URL is not an address', 'postgres://owner:password@host:5432/database')]
  try {
    const facts = await readDatabaseFacts(url)
    return [version(whose, facts), schema(whose, facts), examineClock(whose, facts.clockAheadMs), ...(await roles(home, url, whose, facts))]
  } catch (error) {
    if (error instanceof MigrateError) return [bad(`${whose} cannot be used (${error.code})`, error.hint)]
    throw error
  }
}

const version = (whose: string, { serverMajor }: DatabaseFacts): Verdict =>
  serverMajor >= OLDEST_MAJOR ? ok(`${whose} answers, version ${serverMajor}`) : bad(`${whose} is of version ${serverMajor}`, `Postgres ${OLDEST_MAJOR} or newer`)

function schema(whose: string, { schema: state }: DatabaseFacts): Verdict {
  if (state === 'current') return ok(`${whose} is migrated to this release`)
  if (state === 'newer') return bad(`a newer release has migrated ${whose}`, 'start that release, or restore the backup made before the upgrade')
  return state === 'behind' ? bad(`${whose} is of an earlier release`, 'npm start migrates it; stop an older AgentTracer that still runs on it') : note(`${whose} is not prepared yet`, 'npm start does that')
}

async function roles(home: string, url: string, whose: string, { schema: state }: DatabaseFacts): Promise<Verdict[]> {
  if (state === 'none') return []
  const file = join(home, 'secrets/db-roles.json')
  if (!existsSync(file)) return [note(`the passwords of the roles in ${whose} are not in this data folder`, 'npm start makes them, or says what to grant')]
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as RolePasswords
  const faults = await checkDoors(connectionUrls(url, passwords))
  if (faults.length === 0) return [ok(`the roles of all three doors can work in ${whose}`)]
  return faults.map(({ door, hint }) => bad(`the ${door} door cannot work in ${whose}`, hint))
}
