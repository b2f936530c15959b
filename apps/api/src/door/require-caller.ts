import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { ApiFailure } from '../errors.ts'
import type { Authenticate } from './authenticate.ts'

export interface CallerLimits {
  /** Requests a second and key. Programs on this machine that need no key are held by the gate alone. */
  readonly requestsPerSecond: number
}

const wrongKeys = { max: 300, timeWindow: 10_000 }

/** Every route but the open ones asks who is calling, before a byte of the body is read. */
export async function requireCaller(app: FastifyInstance, authenticate: Authenticate, limits: CallerLimits): Promise<void> {
  await app.register(rateLimit, { global: false })
  const countRequest = app.createRateLimit({ max: limits.requestsPerSecond, timeWindow: 1_000, keyGenerator: ({ headers }) => headers.authorization ?? '' })
  const countWrongKey = app.createRateLimit({ ...wrongKeys, keyGenerator: ({ ip }) => ip })
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    if (request.is404 || request.routeOptions.config.isOpen === true) return
    const caller = await authenticate(request.raw).catch(async (error: unknown) => {
      if (!(error instanceof ApiFailure && error.error.code === 'KEY_UNKNOWN')) throw error
      const counted = await countWrongKey(request)
      throw !counted.isAllowed && counted.isExceeded ? new ApiFailure('RATE_LIMITED') : error
    })
    if (caller.scope !== 'local') {
      const counted = await countRequest(request)
      if (!counted.isAllowed && counted.isExceeded) throw new ApiFailure('RATE_LIMITED')
    }
    request.caller = caller
  })
}
