import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import type { Request, RequestHandler, Response } from 'express'
import type { WebEnv } from '../app/env.server.ts'
import { log } from '../app/log.server.ts'
import { type Door, doorOf, isControlCall } from './door-of.ts'
import { isSurelyOwnPage } from './guard.ts'

/** Belong to one hop, or tell the API of a browser that the guard here has already judged. */
const notPassedOn = /^(host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|proxy-.+|origin|referer|cookie|sec-.+)$/
const connectMs = 5_000

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) }

/** Passes /trpc and /v1 to the doors as they come, streams included; nothing is kept. */
export function pipeToDoors(env: WebEnv): RequestHandler {
  return (request, response) => {
    const door = doorOf(request.method, request.path)
    const target = new URL(request.originalUrl, door === 'ingest' ? env.ingestUrl : env.queryUrl)
    const isSecure = target.protocol === 'https:'
    const headers = passedOn(request.headers)
    const key = bringsKey(request.headers) ? undefined : keyFor(request, env, door)
    if (key !== undefined) Object.assign(headers, { authorization: `Bearer ${key}`, 'x-agenttracer-via': 'web' })
    const options = { method: request.method, headers, agent: agents[isSecure ? 'https:' : 'http:'], timeout: connectMs }
    const onward = (isSecure ? httpsRequest : httpRequest)(target, options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers))
      answer.on('error', () => response.destroy())
      answer.pipe(response)
    })
    const isConnected = (): unknown => onward.setTimeout(0)
    // A socket that is used again never says "connect": its quiet streams would be cut off as if nobody were there.
    onward.on('socket', (socket) => (socket.connecting ? socket.once('connect', isConnected) : isConnected()))
    onward.on('timeout', () => onward.destroy(new Error('connect timeout')))
    onward.on('error', () => unreachable(response, door, request.path.startsWith('/trpc')))
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  }
}

/** The sender has an API key of its own: the door judges that one. */
export const bringsKey = ({ authorization }: IncomingHttpHeaders): boolean => authorization !== undefined && /^Bearer +at_/i.test(authorization)

/** The key that we attach for somebody who has been let in. An encoded name could be any procedure, so it counts as control. */
function keyFor({ path, headers }: Pick<Request, 'path' | 'headers'>, { adminKey, queryKey }: WebEnv, door: Door): string | undefined {
  if (isControlCall(path) || path.includes('%')) return isSurelyOwnPage(headers) ? adminKey : undefined
  return door === 'query' ? queryKey : undefined
}

const passedOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders => Object.fromEntries(Object.entries(headers).filter(([name]) => !notPassedOn.test(name)))

function unreachable(response: Response, door: 'ingest' | 'query', isTrpc: boolean): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  log({ event: 'web.door_unreachable', door })
  const error = { code: 'DOOR_UNREACHABLE', hint: 'The AgentTracer API does not answer. It may be starting or stopping; try again in a moment.', httpStatus: 502 }
  response.status(502).set('Retry-After', '1')
  response.json({ error: isTrpc ? { message: error.hint, code: -32_603, data: error } : { code: error.code, hint: error.hint } })
}
