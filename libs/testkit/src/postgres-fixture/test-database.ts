import { randomBytes } from 'node:crypto'
import { connectionUrls, migrate } from '@agenttracer/db'
import type { RolePasswords } from '@agenttracer/db'
import { startThrowawayPostgres } from '@agenttracer/postgres'

/** A migrated database on a server of its own. */
export interface TestDatabase {
  /** Address of the superuser. */
  readonly ownerUrl: string
  readonly rolePasswords: RolePasswords
  /** Addresses of the doors' roles. */
  readonly urls: ReturnType<typeof connectionUrls>
  /** The server's folder and log, to search their bytes. */
  readonly data: string
  readonly logFile: string
  stop(): Promise<void>
}

const secret = (): string => randomBytes(24).toString('hex')

/** Starts a real Postgres without durability and migrates it: about two seconds. Stop it in `afterAll`. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const server = await startThrowawayPostgres()
  const rolePasswords = { ingest: secret(), query: secret(), control: secret() }
  try {
    await migrate({ ownerUrl: server.ownerUrl, rolePasswords })
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    ownerUrl: server.ownerUrl,
    rolePasswords,
    urls: connectionUrls(server.ownerUrl, rolePasswords),
    data: server.data,
    logFile: server.logFile,
    stop: () => server.stop(),
  }
}
