import type { ControlStore, QueryStore } from '@agenttracer/db'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { QueryContext } from './context.ts'
import type { Authenticate } from './door/authenticate.ts'
import { buildDoor } from './door/build-door.ts'
import { createGate } from './door/gate.ts'
import { addBodyReading } from './door/json-body.ts'
import { addHealth, callerOf } from './door/public-routes.ts'
import { requireCaller } from './door/require-caller.ts'
import { mountTrpc } from './door/trpc-mount.ts'
import { addExportRoute } from './export/export-route.ts'
import { ApiFailure, apiError } from './errors.ts'
import type { ApiError } from './errors.ts'
import { faultOf } from './log-events.ts'
import type { Log } from './log-events.ts'
import type { Metrics } from './metrics.ts'
import { queryRouter } from './router.ts'
import { addDocs } from './rest/docs-pages.ts'
import { mountRest } from './rest/rest-mount.ts'

export interface QueryDoorParts {
  readonly store: QueryStore
  readonly control: ControlStore
  readonly authenticate: Authenticate
  readonly log: Log
  readonly metrics: Metrics
  /** For one key. */
  readonly requestsPerSecond: number
  readonly allowPrivateTargets: boolean
  readonly ports: { readonly ingestPort: number; readonly queryPort: number }
}

/** Mutations of control are a few hundred bytes. */
const bodyLimits = { compressedBytes: 65_536, bytes: 65_536 }
const gateLimits = { requests: 64, bodyBytes: 4 * 1024 * 1024 }

/** The door to read from; with the admin key also to control. */
export async function buildQueryDoor({ store, control, authenticate, log, metrics, ports, requestsPerSecond, allowPrivateTargets }: QueryDoorParts): Promise<FastifyInstance> {
  const door = 'query'
  const app = await buildDoor({ door, log, metrics, missing: (method, path) => missing(method, path, ports.ingestPort) })
  const stopping = new AbortController()
  app.addHook('preClose', async () => stopping.abort())
  const createContext = (request: FastifyRequest): QueryContext => ({ ...callerOf(request), requestId: request.id, store: store.forRequest(), control, log, allowPrivateTargets, stopping: stopping.signal })
  await requireCaller(app, authenticate, { requestsPerSecond })
  app.addHook('preHandler', async (request) => {
    // Each procedure says so too; here it is said with a status before a stream has begun. Metrics are for whoever has a key.
    if (request.caller?.scope === 'ingest' && request.routeOptions.url !== '/metrics') throw new ApiFailure('KEY_SCOPE')
  })
  addBodyReading(app, bodyLimits, createGate(gateLimits, (requests, bytes) => metrics.inFlight(door, requests, bytes)))
  addHealth(app, { door, metrics, isReady: () => store.isReady() })
  addExportRoute(app, createContext)
  mountRest(app, createContext)
  mountTrpc(app, {
    router: queryRouter,
    methods: ['GET', 'POST'],
    createContext,
    onRefused: (error, thrown, requestId) => {
      metrics.refused(door, error.code)
      log(error.code === 'INTERNAL' ? { event: 'bug', door, ...faultOf(thrown), requestId } : { event: 'request.refused', door, code: error.code, requestId })
    },
  })
  await addDocs(app, ports)
  return app
}

const isWrite = /^\/v1\/(runs|traces)$|^\/trpc\/ingest\./

function missing(method: string, path: string, ingestPort: number): ApiError {
  if (method === 'POST' && isWrite.test(path)) {
    return apiError('WRONG_DOOR', { hint: `This is the query door: it only reads. Send records to the ingest door, port ${ingestPort}.` })
  }
  return path.startsWith('/v1/') && method !== 'GET' ? apiError('WRONG_METHOD', { hint: 'Reads are GET.' }) : apiError('NOT_FOUND')
}
