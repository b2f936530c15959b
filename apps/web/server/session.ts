import { randomUUID, scryptSync } from 'node:crypto'
import { createCookie } from '@remix-run/node'

/** A sign-in lasts this long. */
const lifeSeconds = 7 * 24 * 3600
/** Sign-outs remembered at most; the oldest are forgotten first. */
const mostEnded = 10_000

export interface Sessions {
  /** The Set-Cookie header of a new session. `isSecure`: the browser came by https. */
  begin(isSecure: boolean): Promise<string>
  isOpen(cookieHeader: string | undefined): Promise<boolean>
  /** Ends the session for every copy of its cookie, until this process restarts; answers the Set-Cookie header that removes it. */
  end(cookieHeader: string | undefined, isSecure: boolean): Promise<string>
}

/**
 * Sessions live in signed cookies. The signing key follows from the password: it survives a restart, is the same in every process behind
 * a load balancer, and another password ends all sessions. scrypt, so that a cookie that leaked is no cheap way to try passwords.
 */
export function createSessions(password: string, now: () => number = Date.now): Sessions {
  const cookie = createCookie('agenttracer_session', {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secrets: [scryptSync(password, 'agenttracer ui session', 32).toString('hex')],
  })
  const ended = new Set<string>()

  const read = async (header: string | undefined): Promise<string | undefined> => {
    const value: unknown = await cookie.parse(header ?? null).catch(() => null)
    if (typeof value !== 'object' || value === null || !('id' in value) || !('until' in value)) return undefined
    return typeof value.id === 'string' && typeof value.until === 'number' && value.until > now() ? value.id : undefined
  }

  return {
    begin: (isSecure) => cookie.serialize({ id: randomUUID(), until: now() + lifeSeconds * 1000 }, { maxAge: lifeSeconds, secure: isSecure }),
    isOpen: async (header) => {
      const id = await read(header)
      return id !== undefined && !ended.has(id)
    },
    end: async (header, isSecure) => {
      const id = await read(header)
      if (id !== undefined) ended.add(id)
      for (const oldest of ended) if (ended.size > mostEnded) ended.delete(oldest)
      return cookie.serialize('', { maxAge: 0, secure: isSecure })
    },
  }
}
