/**
 * Nothing that a row or a statement holds may reach the server's log: errors quote values in their message
 * (a failed cast), detail (a unique violation) and statement. So errors are not logged at all (the client gets them),
 * and what is logged says no more than its first line.
 */
export const QUIET = {
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_autovacuum_min_duration: '-1',
  log_connections: '',
  log_disconnections: 'off',
  log_lock_waits: 'off',
  log_temp_files: '-1',
  log_line_prefix: '%m [%p] ',
  logging_collector: 'off',
  log_destination: 'stderr',
} as const

const SERVER = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '60',
  shared_buffers: '128MB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
} as const

const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' } as const

/** Before 18 this was a switch, not a list. */
const LIST_OF_CONNECTIONS_SINCE = 18

/** Settings as command-line flags: they win over every file in the data folder. `major`: of the server. */
export function serverFlags(port: number, kind: 'lasting' | 'throwaway', major = LIST_OF_CONNECTIONS_SINCE): string[] {
  const older = major < LIST_OF_CONNECTIONS_SINCE ? { log_connections: 'off' } : {}
  const settings: Record<string, string> = { ...SERVER, ...QUIET, ...older, ...(kind === 'throwaway' ? THROWAWAY : {}), port: String(port) }
  return Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
}

/** Who may connect: over loopback TCP, with a password. Nobody else. */
export const HBA = 'host all all 127.0.0.1/32 scram-sha-256\n'
