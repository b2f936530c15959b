import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { PostgresStartError } from './postgres-start-error.ts'

/**
 * Makes the folder, and those above it, unless they exist. Closed to others unless `mode` says otherwise.
 * @throws PostgresStartError `folder_unwritable`, which names the folder and says what to do.
 */
export function writableFolder(folder: string, mode = 0o700): void {
  try {
    make(folder, mode)
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch {
    throw new PostgresStartError('folder_unwritable', `The folder ${folder} cannot be written. Check who owns it, or set AGENTTRACER_HOME to a folder of yours.`)
  }
}

// Not `recursive: true`: where a file system refuses with "no such file" (/proc does) Node then tries for ever.
function make(folder: string, mode: number): void {
  if (existsSync(folder)) return
  if (dirname(folder) !== folder) make(dirname(folder), mode)
  mkdirSync(folder, { mode })
}
