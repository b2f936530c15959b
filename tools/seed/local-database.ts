import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectionUrls, migrate, MigrateError } from '@agenttracer/db'
import type { RolePasswords } from '@agenttracer/db'
import { runningPostgresUrl, startPostgres, writableFolder } from '@agenttracer/postgres'
import { takeHomeLock } from '../start/home-lock.ts'
import { Refusal } from '../start/refusal.ts'
import { mintSecrets } from '../start/secrets.ts'
import type { StartSettings } from '../start/start-env.ts'

export interface LocalDatabase extends AsyncDisposable {
  readonly ownerUrl: string
  readonly urls: ReturnType<typeof connectionUrls>
}

/**
 * The database of an instance: the one that runs, or, when nothing runs on this home, its own started for the time being. A running instance
 * has migrated it already. @throws Refusal or PostgresStartError
 */
export async function openLocalDatabase({ home, databaseUrl }: StartSettings, say: (line: string) => void): Promise<LocalDatabase> {
  if (databaseUrl !== undefined) return opened(home, databaseUrl, async () => undefined)
  const running = runningPostgresUrl(home)
  if (running !== undefined) return opened(home, running, async () => undefined)
  say('Nothing runs on this home: starting its database for the time being')
  writableFolder(home)
  const release = await takeHomeLock(home)
  try {
    const server = await startPostgres({ home, onProgress: say })
    const close = async (): Promise<void> => {
      await server.stop()
      release()
    }
    const passwords = readPasswords(home)
    await migrate({ ownerUrl: server.ownerUrl, rolePasswords: passwords }).catch(async (error: unknown) => {
      await close()
      throw error instanceof MigrateError ? new Refusal(error.hint) : error
    })
    return await opened(home, server.ownerUrl, close)
  } catch (error) {
    release()
    throw error
  }
}

async function opened(home: string, ownerUrl: string, close: () => Promise<void>): Promise<LocalDatabase> {
  return { ownerUrl, urls: connectionUrls(ownerUrl, readPasswords(home)), [Symbol.asyncDispose]: close }
}

function readPasswords(home: string): RolePasswords {
  writableFolder(home)
  const { rolePasswords } = existsSync(join(home, 'secrets/db-roles.json')) ? { rolePasswords: join(home, 'secrets/db-roles.json') } : mintSecrets(home)
  return JSON.parse(readFileSync(rolePasswords, 'utf8')) as RolePasswords
}
