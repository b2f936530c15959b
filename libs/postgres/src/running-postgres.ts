/** How a server ended. `expected` if `stop` was called. */
export interface PostgresExit {
  readonly expected: boolean
  readonly code: number | null
  readonly signal: string | null
}

/** A Postgres that runs and belongs to this process: it dies with it. */
export interface RunningPostgres {
  /** Connection address of the superuser, with its password. Never print it. */
  readonly ownerUrl: string
  readonly port: number
  readonly pid: number
  /** Settles when the server is gone, for whatever reason; never rejects. */
  readonly exited: Promise<PostgresExit>
  /** Fast shutdown: open transactions are rolled back, what was committed is on disk. Takes well under a second. */
  stop(): Promise<void>
}
