import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { connectionUrls } from '@agenttracer/db'
import type { Door, RolePasswords } from '@agenttracer/db'
import { z } from 'zod'
import { hashKey } from './door/authenticate.ts'
import type { Env } from './env.ts'

/** A file named by the environment is missing or not of its form. Carries the key's name, never the path or what was read. */
export class SecretFileError extends Error {
  readonly key: 'AGENTTRACER_ADMIN_KEY_FILE' | 'AGENTTRACER_DB_ROLE_PASSWORDS_FILE'

  constructor(key: SecretFileError['key']) {
    super(`${key}: the file cannot be read or is not of its form`)
    this.name = 'SecretFileError'
    this.key = key
  }
}

export interface Secrets {
  /** What the owner sets for the doors' roles; undefined where each door has an address of its own. */
  readonly rolePasswords: RolePasswords | undefined
  readonly doorUrls: Readonly<Record<Door, string>>
  readonly adminKeyHash: Uint8Array | undefined
}

const password = z.string().min(16).max(128)
const passwords = z.object({ ingest: password, query: password, control: password })
const adminKeyForm = /^at_admin_[A-Za-z0-9_-]{16,128}$/

/** Reads what the environment only points to. Throws `SecretFileError`. */
export function readSecrets(env: Pick<Env, 'databaseUrl' | 'doorUrls' | 'rolePasswordsFile' | 'adminKeyFile'>): Secrets {
  const adminKeyHash = env.adminKeyFile === undefined ? undefined : readAdminKey(env.adminKeyFile)
  if (env.doorUrls !== undefined) return { rolePasswords: undefined, doorUrls: env.doorUrls, adminKeyHash }
  // parseEnv asks for the one or the other.
  const ownerUrl = env.databaseUrl ?? ''
  const rolePasswords = env.rolePasswordsFile === undefined ? derivedPasswords(ownerUrl) : readPasswords(env.rolePasswordsFile)
  return { rolePasswords, doorUrls: connectionUrls(ownerUrl, rolePasswords), adminKeyHash }
}

function readPasswords(file: string): RolePasswords {
  try {
    return passwords.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new SecretFileError('AGENTTRACER_DB_ROLE_PASSWORDS_FILE')
  }
}

function readAdminKey(file: string): Uint8Array {
  let key: string
  try {
    key = readFileSync(file, 'utf8').trim()
  } catch {
    throw new SecretFileError('AGENTTRACER_ADMIN_KEY_FILE')
  }
  if (!adminKeyForm.test(key)) throw new SecretFileError('AGENTTRACER_ADMIN_KEY_FILE')
  return hashKey(key)
}

/** With nothing but a database address, every process must come to the same passwords: they follow from the owner's. */
function derivedPasswords(databaseUrl: string): RolePasswords {
  const owner = new URL(databaseUrl).password || databaseUrl
  const derive = (role: string): string => createHmac('sha256', owner).update(`agenttracer role ${role}`).digest('hex')
  return { ingest: derive('ingest'), query: derive('query'), control: derive('control') }
}
