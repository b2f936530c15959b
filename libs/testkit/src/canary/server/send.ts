import { request as httpRequest } from 'node:http'
import type { HttpProbe } from './http-place.ts'

export interface HttpAnswer {
  readonly status: number
  /** Status line, headers and body. */
  readonly bytes: Uint8Array
}

const withinMs = 15_000

/** Sends the probe and reads the whole answer. A connection that is cut is an answer without bytes. */
export function send(origin: string, { method, path, headers, body }: HttpProbe): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const none = { status: 0, bytes: new Uint8Array() }
    const request = httpRequest(`${origin}/`, { method, path, headers: { ...headers, ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }, timeout: withinMs }, (response) => {
      const chunks: Buffer[] = [Buffer.from(`${response.statusCode} ${response.statusMessage}\n${response.rawHeaders.join('\n')}\n\n`)]
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', () => resolve(none))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
    })
    request.on('timeout', () => request.destroy(new Error('timeout')))
    request.on('error', () => resolve(none))
    request.end(body)
  })
}
