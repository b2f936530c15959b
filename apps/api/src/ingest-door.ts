import type { IngestStore } from '@agenttracer/db'
import { batchLimits } from '@agenttracer/schema/wire'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IngestContext } from './context.ts'
import type { Authenticate } from './door/authenticate.ts'
import { buildDoor } from './door/build-door.ts'
import { createGate } from './door/gate.ts'
import type { GateLimits } from './door/gate.ts'
import { addBodyReading } from './door/json-body.ts'
import { addHealth, callerOf } from './door/public-routes.ts'
import { requireCaller } from './door/require-caller.ts'
import { mountTrpc } from './door/trpc-mount.ts'
import { apiError } from './errors.ts'
import type { ApiError } from './errors.ts'
import { faultOf } from './log-events.ts'
import type { Log } from './log-events.ts'
import type { Metrics } from './metrics.ts'
import { ingestRouter } from './router.ts'
import { addRunsRoute } from './ingest/runs-route.ts'

export interface IngestDoorParts {
  readonly store: IngestStore
  readonly authenticate: Authenticate
  readonly log: Log
  readonly metrics: Metrics
  /** For one key. */
  readonly requestsPerSecond: number
  /** How much it takes on at once. */
  readonly gateLimits?: GateLimits | undefined
  /** Where reads are, to say so to whoever knocks here. */
  readonly queryPort: number
}

/** JSON in memory is several times its text. */
const usualGate = { requests: 512, bodyBytes: 32 * 1024 * 1024 }

/** The write-only door. */
export async function buildIngestDoor({ store, authenticate, log, metrics, queryPort, requestsPerSecond, gateLimits = usualGate }: IngestDoorParts): Promise<FastifyInstance> {
  const door = 'ingest'
  const app = await buildDoor({ door, log, metrics, missing: (method, path) => missing(method, path, queryPort) })
  const createContext = (request: FastifyRequest): IngestContext => ({ ...callerOf(request), requestId: request.id, store, metrics })
  await requireCaller(app, authenticate, { requestsPerSecond })
  addBodyReading(app, batchLimits, createGate(gateLimits, (requests, bytes) => metrics.inFlight(door, requests, bytes)))
  addHealth(app, { door, metrics, isReady: () => store.isReady() })
  addRunsRoute(app, createContext)
  mountTrpc(app, {
    router: ingestRouter,
    methods: ['POST'],
    createContext,
    onRefused: (error, thrown, requestId) => {
      metrics.refused(door, error.code)
      log(error.code === 'INTERNAL' ? { event: 'bug', door, ...faultOf(thrown), requestId } : { event: 'request.refused', door, code: error.code, requestId })
    },
  })
  return app
}

const isRead = /^\/v1\/(runs|stats|failures)|^\/(docs|openapi\.json|trpc)/

function missing(method: string, path: string, queryPort: number): ApiError {
  if (method === 'GET' && isRead.test(path)) {
    return apiError('WRONG_DOOR', { hint: `This is the ingest door: it only takes records. Read from the query door, port ${queryPort}.` })
  }
  return path === '/v1/runs' ? apiError('WRONG_METHOD', { hint: 'Send records with POST.' }) : apiError('NOT_FOUND', { hint: 'Records go to POST /v1/runs.' })
}
