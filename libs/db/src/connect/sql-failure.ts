import { StoreError } from './store-error.ts'

/**
 * What to do about a failed statement, from its code alone.
 * - `unavailable`, `timeout`: answer that. - `again`: a deadlock or a serialisation failure. - `data`: a wall or a key refused a value
 * (SQLSTATE classes 22 and 23). - `bug`: ours.
 */
export type SqlFailure = 'unavailable' | 'timeout' | 'again' | 'data' | 'bug'

const again = new Set(['40001', '40P01'])
const timeouts = new Set(['57014', '55P03', '25P03'])
/** Admin shutdown, crash, starting up, database dropped, idle too long, read-only standby, not let in, damaged files. */
const unavailable = new Set(['57P01', '57P02', '57P03', '57P04', '57P05', '25006', '28P01', '28000', '3D000', 'XX001', 'XX002'])
/** Classes of SQLSTATE: connection; out of connections, memory or disk; a file that cannot be read or written. */
const unavailableClasses = new Set(['08', '53', '58'])

/** Of a socket: no server there, or gone. */
const sockets = new Set(['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES', 'EMFILE'])

function codeOf(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.sqlState
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

export function sqlFailure(error: unknown): SqlFailure {
  const code = codeOf(error)
  // pg's own errors (connection terminated, connect timeout, query read timeout) have no code; a socket's has a system code such as ECONNREFUSED.
  if (code === undefined) return error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError) ? 'unavailable' : 'bug'
  if (again.has(code)) return 'again'
  if (timeouts.has(code)) return 'timeout'
  if (unavailable.has(code) || sockets.has(code) || (code.length === 5 && unavailableClasses.has(code.slice(0, 2)))) return 'unavailable'
  return code.startsWith('22') || code.startsWith('23') ? 'data' : 'bug'
}

/** The same failure without any text of the database. */
export function storeError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  const constraint = typeof error === 'object' && error !== null && 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined
  return new StoreError(codeOf(error) ?? 'none', constraint)
}
