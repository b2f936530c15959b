/**
 * Why the database could not be prepared.
 * - `unavailable`: no connection. - `login_refused`: the server is there and refuses user, password or database: waiting does not help. - `roles_missing`: the owner may not create roles and they do not exist: `hint` holds the statements to run.
 * - `bad_password`: a role's password is not printable ASCII of 16 to 128 characters. - `newer_database`: a newer release has migrated it.
 * - `failed`: a statement failed; `sqlState` says how.
 */
export type MigrateErrorCode = 'unavailable' | 'login_refused' | 'roles_missing' | 'bad_password' | 'newer_database' | 'failed'

export class MigrateError extends Error {
  override readonly name = 'MigrateError'
  readonly code: MigrateErrorCode
  readonly hint: string
  readonly sqlState: string | undefined

  constructor(code: MigrateErrorCode, hint: string, sqlState?: string) {
    super(`migrate: ${code}`)
    this.code = code
    this.hint = hint
    this.sqlState = sqlState
  }
}
