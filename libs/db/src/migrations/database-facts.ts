import pg from 'pg'
import { asMigrateError } from './migrate.ts'
import { migrations } from './migrations.ts'

/** How a database stands to this release. */
export interface DatabaseFacts {
  /** Major version of the server, such as 18. */
  readonly serverMajor: number
  /** `newer`: a later release has been here. */
  readonly schema: 'none' | 'behind' | 'current' | 'newer'
  /** By how many milliseconds the server's clock is ahead of this process's; negative when behind. Half a round trip uncertain. */
  readonly clockAheadMs: number
}

/** Looks, and changes nothing. Throws `MigrateError` when the database cannot be reached or refuses the login. */
export async function readDatabaseFacts(ownerUrl: string): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'agenttracer-facts', connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const before = Date.now()
    const { rows: [server] } = await client.query<{ version: number; epoch_ms: number; has_table: boolean }>(
      `SELECT current_setting('server_version_num')::int AS version, extract(epoch FROM clock_timestamp())::float8 * 1000 AS epoch_ms, to_regclass('agenttracer.migration') IS NOT NULL AS has_table`,
    )
    const middle = (before + Date.now()) / 2
    const names = server?.has_table === true ? (await client.query<{ name: string }>('SELECT name FROM agenttracer.migration')).rows.map(({ name }) => name) : undefined
    return { serverMajor: Math.floor((server?.version ?? 0) / 10_000), schema: schemaState(names), clockAheadMs: Math.round((server?.epoch_ms ?? middle) - middle) }
  } catch (error) {
    throw asMigrateError(error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function schemaState(names: readonly string[] | undefined): DatabaseFacts['schema'] {
  if (names === undefined || names.length === 0) return 'none'
  if (names.some((name) => !(name in migrations))) return 'newer'
  return Object.keys(migrations).every((name) => names.includes(name)) ? 'current' : 'behind'
}
