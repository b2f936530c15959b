import { PostgresStartError } from './postgres-start-error.ts'

/** Reads from what the server's programs printed why they stopped. The text itself goes no further. */
export function startFailure(output: string, logFile?: string): PostgresStartError {
  if (/No space left on device|disk full/i.test(output)) {
    return new PostgresStartError('disk_full', 'The disk is full: Postgres cannot write its data. Free some space and start again; nothing that was confirmed is lost.')
  }
  if (/Permission denied|Read-only file system|Operation not permitted/i.test(output)) {
    return new PostgresStartError('folder_unwritable', 'Postgres may not write to its data folder. Check who owns it, or set AGENTTRACER_HOME to a folder of yours.')
  }
  if (/could not bind|Address already in use/i.test(output)) {
    return new PostgresStartError('no_port', 'The port chosen for Postgres was taken by another program just now. Start again.')
  }
  const where = logFile === undefined ? '' : ` Its log: ${logFile}`
  return new PostgresStartError('failed', `Postgres did not start.${where}`)
}
