import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the secrets of an instance lie. Only paths travel through the environment, so that a process list shows none. */
export interface SecretFiles {
  /** One line, `at_admin_` and 48 hex digits. */
  readonly adminKey: string
  /** JSON `{ ingest, query, control }`: passwords of the database roles. */
  readonly rolePasswords: string
}

const secret = (): string => randomBytes(24).toString('hex')

/** Makes what is missing; what exists stays, so that a key lasts as long as the data. */
export function mintSecrets(home: string): SecretFiles {
  const folder = join(home, 'secrets')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = { adminKey: join(folder, 'admin-key'), rolePasswords: join(folder, 'db-roles.json') }
  mint(files.adminKey, () => `at_admin_${secret()}\n`)
  mint(files.rolePasswords, () => `${JSON.stringify({ ingest: secret(), query: secret(), control: secret() })}\n`)
  return files
}

function mint(file: string, make: () => string): void {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 })
}
