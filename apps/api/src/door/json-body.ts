import type { Readable } from 'node:stream'
import { batchLimits } from '@agenttracer/schema/wire'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Gate } from './gate.ts'
import { jsonBounds } from './json-bounds.ts'
import { isFromBrowser } from './keyless.ts'
import { readBody } from './read-body.ts'
import type { BodyLimits } from './read-body.ts'
import { ApiFailure } from '../errors.ts'

/** A batch of 10,000 full records has about 400,000 parts. */
const maxParts = 1_000_000
/** tRPC wraps the batch once more when several calls travel as one. */
const maxDepth = batchLimits.depth + 1

/** Reads JSON bodies, plain or gzip, within all bounds before anything is built from them. */
export function addBodyReading(app: FastifyInstance, limits: BodyLimits, gate: Gate): void {
  app.addHook('preParsing', async (request, reply, raw) => {
    const payload = raw as Readable
    if (request.method === 'GET' || request.method === 'HEAD') return payload
    const pass = gate.enter()
    if (pass === undefined) throw new ApiFailure('OVERLOADED')
    reply.raw.once('close', () => {
      pass.leave()
      // What was not read must not stay in the connection: the next request waits behind it.
      payload.unpipe().resume()
    })
    return readBody(request.raw, payload, limits, pass.hold)
  })
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, readJson)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (isFromBrowser(request.headers)) throw new ApiFailure('UNSUPPORTED_MEDIA_TYPE')
    return readJson(request, body)
  })
}

async function readJson(request: FastifyRequest, body: Buffer): Promise<unknown> {
  if (jsonBounds(body, maxDepth, maxParts) !== 'ok') throw new ApiFailure('TOO_DEEP')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    return request.routeOptions.config.bodyAsText === true ? text : JSON.parse(text)
  } catch {
    // The parser's message quotes the body.
    throw new ApiFailure('BAD_JSON')
  }
}
