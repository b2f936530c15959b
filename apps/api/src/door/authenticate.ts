import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Authenticator, KeyOwner, Stored } from '@agenttracer/db'
import type { ProjectId } from '@agenttracer/schema'
import { isProjectId } from '@agenttracer/schema/names'
import type { Caller } from '../context.ts'
import { ApiFailure } from '../errors.ts'
import { isFromThisMachine } from './keyless.ts'

export interface AccessOptions {
  readonly authenticator: Authenticator
  /** Programs on this machine need no key. */
  readonly isLocal: boolean
  /** SHA-256 of the instance's admin key; absent where there is none. */
  readonly adminKeyHash?: Uint8Array
  readonly now: () => number
}
/** Who sends this request; throws `ApiFailure` when nobody who may. */
export type Authenticate = (request: IncomingMessage) => Promise<Caller>

const keyForm = /^at_(ingest|query|admin)_[A-Za-z0-9_-]{16,128}$/
/** A revoked key stops within a second; until then a busy sender does not cost a look-up a request. */
const rememberMs = 500
const remembered = 1_000

export const hashKey = (key: string): Uint8Array => createHash('sha256').update(key).digest()

export function createAuthenticate({ authenticator, isLocal, adminKeyHash, now }: AccessOptions): Authenticate {
  const owners = new Map<string, { readonly owner: KeyOwner; readonly until: number }>()
  let ownProject: ProjectId | undefined

  const defaultProject = async (): Promise<ProjectId> => (ownProject ??= reached(await authenticator.defaultProject()))

  const ownerOf = async (key: string): Promise<KeyOwner | null> => {
    const hash = hashKey(key)
    if (adminKeyHash !== undefined && timingSafeEqual(hash, adminKeyHash)) return { scope: 'admin', projectId: null }
    const slot = Buffer.from(hash).toString('base64')
    const seen = owners.get(slot)
    if (seen !== undefined && seen.until > now()) return seen.owner
    owners.delete(slot)
    const owner = reached(await authenticator.authenticate(hash))
    if (owner !== null) {
      if (owners.size >= remembered) owners.clear()
      owners.set(slot, { owner, until: now() + rememberMs })
    }
    return owner
  }

  return async ({ headers, socket }) => {
    const key = bearer(headers.authorization)
    if (key === undefined) {
      if (!isLocal) throw new ApiFailure('KEY_MISSING')
      if (!isFromThisMachine(headers, socket.remoteAddress)) throw new ApiFailure('KEYLESS_REFUSED')
      return { scope: 'local', projectId: await defaultProject(), changedBy: { actor: 'instance_key', keyPrefix: null } }
    }
    // The hash is looked up even for a text that cannot be a key: the answer takes the same way and time.
    const owner = await ownerOf(key)
    if (owner === null || !keyForm.test(key)) throw new ApiFailure('KEY_UNKNOWN')
    const isOwn = adminKeyHash !== undefined && timingSafeEqual(hashKey(key), adminKeyHash)
    return { scope: owner.scope, projectId: owner.projectId ?? askedProject(headers) ?? (await defaultProject()), changedBy: isOwn ? { actor: ownActor(headers), keyPrefix: null } : { actor: 'admin_key', keyPrefix: prefixOf(key) } }
  }
}

/** An admin key belongs to the instance: its holder says for which project it speaks. Row-level security holds a foreign id to nothing. */
function askedProject(headers: IncomingHttpHeaders): ProjectId | undefined {
  const asked = headers['x-agenttracer-project']
  if (asked === undefined) return undefined
  if (!isProjectId(asked)) throw new ApiFailure('BAD_PARAMETER', { issues: [{ path: 'x-agenttracer-project', rule: 'project_id_uuid' }] })
  return asked
}

/** The key in the file is also the web server's, which says so of what people do at its pages. Whoever holds it is believed. */
const ownActor = (headers: IncomingHttpHeaders): 'web' | 'instance_key' => (headers['x-agenttracer-via'] === 'web' ? 'web' : 'instance_key')

/** As Settings list it; null for a key whose beginning is not of our making. */
const prefixOf = (key: string): string | null => /^at_(ingest|query|admin)_[A-Za-z0-9]{4,6}/.exec(key)?.[0] ?? null

function bearer(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const parts = /^Bearer +(\S{1,256})$/i.exec(header)
  if (parts?.[1] === undefined) throw new ApiFailure('KEY_UNKNOWN', { hint: 'Send authorization: Bearer <key>.' })
  return parts[1]
}

function reached<T>(stored: Stored<T>): T {
  if (!stored.ok) throw new ApiFailure('STORE_UNAVAILABLE')
  return stored.value
}
