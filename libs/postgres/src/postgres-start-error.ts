/** Why the embedded Postgres did not start. Closed, so that a caller can say what to do. */
export type PostgresStartCode =
  | 'no_binaries'
  | 'folder_unwritable'
  | 'disk_full'
  | 'already_running'
  | 'other_version'
  | 'no_port'
  | 'failed'

/** Thrown by `startPostgres`. `message` says what is wrong and what to do, in words for the person at the terminal. */
export class PostgresStartError extends Error {
  readonly code: PostgresStartCode
  constructor(code: PostgresStartCode, message: string) {
    super(message)
    this.name = 'PostgresStartError'
    this.code = code
  }
}
