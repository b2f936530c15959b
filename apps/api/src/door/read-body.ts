import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ApiFailure } from '../errors.ts'

export interface BodyLimits {
  /** As it travels, where it travels compressed. */
  readonly compressedBytes: number
  readonly bytes: number
}

/** A stream that fastify may read as a request body. */
export type BodyStream = Readable & { receivedEncodedLength?: number }

const drainBytes = 64 * 1024 * 1024
const drainMs = 2_000

/**
 * The body as plain bytes, never more than `limits.bytes` of them: a gzip bomb stops at the limit, whatever its size.
 * `onBytes` hears of every chunk that is kept in memory; where it says no, the door holds too much already.
 */
export async function readBody(request: IncomingMessage, payload: Readable, limits: BodyLimits, onBytes: (count: number) => boolean): Promise<BodyStream> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip') throw new ApiFailure('UNSUPPORTED_MEDIA_TYPE')
  const isGzip = encoding === 'gzip'
  const most = isGzip ? limits.compressedBytes : limits.bytes
  if (Number(request.headers['content-length'] ?? 0) > most) {
    await drain(payload)
    throw new ApiFailure('TOO_LARGE')
  }
  return boundedStream(payload, isGzip, most, limits.bytes, onBytes)
}

function boundedStream(payload: Readable, isGzip: boolean, maxEncoded: number, maxBytes: number, onBytes: (count: number) => boolean): BodyStream {
  let received = 0
  const body: BodyStream = new Transform({
    transform(chunk: Buffer, _encoding, done): void {
      received += chunk.length
      if (received > maxBytes) refuse(new ApiFailure('TOO_LARGE'))
      else if (!onBytes(chunk.length)) refuse(new ApiFailure('OVERLOADED'))
      else done(null, chunk)
    },
  })
  body.receivedEncodedLength = 0
  // Nobody may be reading: a refusal by content type or by a full door comes before the body.
  body.on('error', () => undefined)
  const source = isGzip ? createGunzip() : payload
  const refuse = (failure: ApiFailure): void => {
    payload.unpipe()
    if (isGzip) source.destroy()
    void drain(payload).then(() => body.destroy(failure))
  }
  payload.on('data', (chunk: Buffer) => {
    const encoded = (body.receivedEncodedLength ?? 0) + chunk.length
    if (encoded > maxEncoded && (body.receivedEncodedLength ?? 0) <= maxEncoded) refuse(new ApiFailure('TOO_LARGE'))
    body.receivedEncodedLength = encoded
  })
  const broken = (): void => void (payload.readableEnded || body.destroy(new ApiFailure('BAD_REQUEST')))
  payload.once('error', broken).once('close', broken)
  if (isGzip) {
    source.once('error', () => body.destroy(new ApiFailure('BAD_REQUEST', { hint: 'The body is not gzip, although content-encoding says so.' })))
    payload.pipe(source as Transform).pipe(body as Transform)
  } else payload.pipe(body as Transform)
  return body
}

/** Lets a sender finish (within bounds) so that it reads the answer instead of a broken pipe. */
function drain(payload: Readable): Promise<void> {
  return new Promise((resolve) => {
    let count = 0
    const timer = setTimeout(resolve, drainMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    payload.on('data', (chunk: Buffer) => {
      count += chunk.length
      if (count > drainBytes) end()
    })
    payload.once('end', end).once('close', end).once('error', end)
    payload.resume()
    if (payload.readableEnded || payload.destroyed) end()
  })
}
