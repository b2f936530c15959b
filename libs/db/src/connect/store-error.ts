/**
 * A bug in the store's own statements. Carries the SQLSTATE and the constraint's name, never the message, detail or parameters of the
 * database's error: they quote values.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly sqlState: string
  readonly constraint: string | undefined

  constructor(sqlState: string, constraint?: string) {
    super(`store failure ${sqlState}`)
    this.sqlState = sqlState
    this.constraint = constraint
  }
}
