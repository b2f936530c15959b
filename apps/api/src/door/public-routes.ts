import type { FastifyInstance } from 'fastify'
import type { Caller } from '../context.ts'
import { ApiFailure } from '../errors.ts'
import type { DoorName, Metrics } from '../metrics.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the door's check; null on open routes only. */
    caller: Caller | null
  }
  interface FastifyContextConfig {
    /** Answers anybody: it says nothing about a project. */
    isOpen?: boolean
    /** The body stays text: tRPC reads JSON itself. */
    bodyAsText?: boolean
  }
}

/** Who was let in. */
export function callerOf(request: { readonly caller: Caller | null }): Caller {
  if (request.caller === null) throw new ApiFailure('KEY_MISSING')
  return request.caller
}

export interface HealthParts {
  readonly door: DoorName
  readonly isReady: () => Promise<boolean>
  readonly metrics: Metrics
}

/** `/health/live`: the process answers. `/health/ready`: its database does too. `/metrics`: Prometheus, for whoever may call this door. */
export function addHealth(app: FastifyInstance, { door, isReady, metrics }: HealthParts): void {
  const open = { config: { isOpen: true } }
  app.get('/', open, async () => ({ service: 'agenttracer', door }))
  app.get('/health/live', open, async () => ({ status: 'live' }))
  app.get('/health/ready', open, async () => {
    if (!(await isReady())) throw new ApiFailure('STORE_UNAVAILABLE')
    return { status: 'ready' }
  })
  app.get('/metrics', async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics.text()))
}
