import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDoors, connectionUrls } from '@agenttracer/db'
import type { RolePasswords } from '@agenttracer/db'
import { bad, note, ok, type Verdict } from './verdict.ts'

/** The Postgres of `DATABASE_URL`: whether each door's role can do its work there. Nothing without one. */
export async function examineOwnDatabase(home: string, databaseUrl: string | undefined): Promise<Verdict[]> {
  if (databaseUrl === undefined) return []
  if (!URL.canParse(databaseUrl)) return [bad('DATABASE_URL is not an address', 'postgres://owner:password@host:5432/database')]
  const file = join(home, 'secrets/db-roles.json')
  if (!existsSync(file)) return [note('the roles of your Postgres are not there yet', 'npm start makes them, or says what to grant')]
  const passwords = JSON.parse(readFileSync(file, 'utf8')) as RolePasswords
  const faults = await checkDoors(connectionUrls(databaseUrl, passwords))
  if (faults.length === 0) return [ok('the roles of all three doors can work in your Postgres')]
  return faults.map(({ door, hint }) => bad(`the ${door} door cannot work in your Postgres`, hint))
}
