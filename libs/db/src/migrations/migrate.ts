import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import type { RolePasswords } from '../connect/connection-urls.ts'
import { openPool } from '../connect/open-pool.ts'
import { sqlFailure, storeError } from '../connect/sql-failure.ts'
import { ensureRoles } from './ensure-roles.ts'
import { MigrateError } from './migrate-error.ts'
import { migrations } from './migrations.ts'
import { syncWords } from './sync-words.ts'

export interface MigrateOptions {
  /** Connection address of the role that owns the schema. */
  readonly ownerUrl: string
  /** Passwords of the doors' roles; left out where an administrator has made the roles. */
  readonly rolePasswords?: RolePasswords
  /** The last migration to run, for a database as an earlier release left it; the newest when left out. */
  readonly upTo?: string
}

/**
 * Brings the database to this release: roles, schema, lookups, partitions. Repeatable, and safe when several processes start at once: one
 * works, the others wait. Throws `MigrateError`.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: 'agenttracer-migrate', connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('SELECT pg_advisory_lock(7411, 1)')
    await ensureRoles(client, options.rolePasswords)
    await client.query('CREATE SCHEMA IF NOT EXISTS agenttracer')
    await client.query('GRANT CREATE, USAGE ON SCHEMA agenttracer TO agenttracer_definer')
    await bringTo(options)
    await client.query('REVOKE CREATE ON SCHEMA agenttracer FROM agenttracer_definer')
    await syncWords(client)
    await client.query('SELECT agenttracer.ensure_partitions_v1()')
  } catch (error) {
    throw asMigrateError(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function bringTo({ ownerUrl, upTo }: MigrateOptions): Promise<void> {
  const pool = openPool({ url: ownerUrl, max: 2, statementTimeoutMs: 600_000, name: 'migrate' })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    const migrator = new Migrator({
      db, provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
      migrationTableSchema: 'agenttracer', migrationTableName: 'migration', migrationLockTableName: 'migration_lock',
    })
    const known = await migrator.getMigrations().catch(() => [])
    const { error } = upTo === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo)
    if (error !== undefined) throw known.length > 0 && storeError(error).sqlState === 'none' ? new MigrateError('newer_database', newerHint) : error
  } finally {
    await db.destroy()
  }
}

const newerHint = 'A newer release has migrated this database. Start that release, or restore the backup made before the upgrade.'

/** The server answered: it is there, and another try would be answered the same. */
const loginHints: ReadonlyMap<string, string> = new Map([
  ['28P01', 'The database refused the password. Correct user and password in DATABASE_URL (characters such as @ : / # must be percent-encoded), then start again.'],
  ['28000', 'The database does not let this user in. Check the user in DATABASE_URL, and that pg_hba.conf of the server allows it from this machine (with or without TLS).'],
  ['3D000', 'The server has no database of that name. Create it, or correct the name in DATABASE_URL.'],
])

/** Why a connection of the owner failed, in words for the person who gave the address. */
export function asMigrateError(error: unknown): MigrateError {
  if (error instanceof MigrateError) return error
  const state = storeError(error).sqlState
  const refused = loginHints.get(state)
  if (refused !== undefined) return new MigrateError('login_refused', refused, state)
  if (sqlFailure(error) === 'unavailable') return new MigrateError('unavailable', 'The database cannot be reached. Check that it runs, and host and port in DATABASE_URL.', state)
  return new MigrateError('failed', `The database refused a statement of the migration (SQLSTATE ${state}).`, state)
}
