import pg from 'pg'

export interface PoolOptions {
  readonly url: string
  /** Connections at most. */
  readonly max: number
  /** Limit of one statement, in milliseconds. */
  readonly statementTimeoutMs: number
  readonly name: 'ingest' | 'query' | 'control' | 'keys' | 'migrate'
}

const int8 = 20

/** A pool that never brings the process down when Postgres goes away: an error without a listener would. */
export function openPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: `agenttracer-${options.name}`,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs,
    // A hung connection, as seen from this side.
    query_timeout: options.statementTimeoutMs + 5_000,
    lock_timeout: Math.min(options.statementTimeoutMs, 5_000),
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    // Counts and sums: far below 2^53.
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format ?? 'text')) as never },
  })
  // The next query of a broken connection fails by itself, and is answered there.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
