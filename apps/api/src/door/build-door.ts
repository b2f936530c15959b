import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorBody, errorShape, toApiError } from '../error-edge.ts'
import { apiError, errorTable } from '../errors.ts'
import type { ApiError } from '../errors.ts'
import { faultOf } from '../log-events.ts'
import type { Log } from '../log-events.ts'
import type { DoorName, Metrics } from '../metrics.ts'
import { addSecurityHeaders } from './security-headers.ts'

export interface DoorParts {
  readonly door: DoorName
  readonly log: Log
  readonly metrics: Metrics
  /** What to say of a path or method that this door does not have. */
  readonly missing: (method: string, path: string) => ApiError
}

const slowMs = 1_000
const bodyMs = 30_000

/** An HTTP server that says nothing but what errors.ts and log-events.ts can say: fastify's own texts echo paths and bodies. */
export async function buildDoor({ door, log, metrics, missing }: DoorParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: Number.MAX_SAFE_INTEGER,
    requestTimeout: bodyMs,
    forceCloseConnections: 'idle',
    // While stopping, what still comes in on an open connection is answered as ever, and the connection is closed after it.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => refuse(reply as FastifyReply, request as FastifyRequest, toApiError(error)),
    clientErrorHandler: ({ code }, socket) => closeSocket(code, socket),
  })

  const refuse = (reply: FastifyReply, request: FastifyRequest, error: ApiError): void => {
    metrics.refused(door, error.code)
    log({ event: 'request.refused', door, code: error.code, requestId: request.id })
    const { httpStatus, retryAfterSeconds } = errorTable[error.code]
    void reply.code(httpStatus).header('cache-control', 'no-store')
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds)
    if (httpStatus === 413 || httpStatus === 408) void reply.header('connection', 'close')
    if (httpStatus === 401) void reply.header('www-authenticate', 'Bearer')
    void reply.send(request.url.startsWith('/trpc/') ? { error: errorShape(error, request.id) } : errorBody(error, request.id))
  }

  await addSecurityHeaders(app)
  app.removeAllContentTypeParsers()
  app.setErrorHandler((thrown, request, reply) => {
    const error = toApiError(thrown)
    if (error.code === 'INTERNAL') log({ event: 'bug', door, ...faultOf(thrown), requestId: request.id })
    refuse(reply, request, error)
  })
  app.setNotFoundHandler((request, reply) => refuse(reply, request, missing(request.method, pathOf(request))))
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    // A whole address in the request line: the router reads past its host and name, tRPC breaks at them.
    if (!request.url.startsWith('/') && request.url !== '*') {
      refuse(reply, request, apiError('BAD_REQUEST'))
      return reply
    }
    // Before the body: who knocks at the wrong door learns where to go, not that its content type is unknown here.
    if (!request.is404) return undefined
    refuse(reply, request, missing(request.method, pathOf(request)))
    return reply
  })
  let isStopping = false
  app.addHook('preClose', async () => {
    isStopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping) void reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.request(door, route, reply.statusCode, reply.elapsedTime)
    if (door === 'query' && reply.elapsedTime > slowMs) log({ event: 'query.slow', route, elapsedMs: Math.round(reply.elapsedTime), requestId: request.id })
  })
  return app
}

const pathOf = (request: FastifyRequest): string => request.url.split('?', 1)[0] ?? ''

const rawStatuses: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Not HTTP, or headers beyond Node's limits: there is no request to answer, only a socket. Without a body, since it may have been a HEAD. */
function closeSocket(code: string | undefined, socket: Socket): void {
  if (!socket.writable) return
  socket.end(`HTTP/1.1 ${rawStatuses[code ?? ''] ?? '400 Bad Request'}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
}
