import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiFailure } from '../errors.ts'
import { readBody } from './read-body.ts'

const limits = { compressedBytes: 10_000, bytes: 100_000 }
let kept = 0
let roomFor = Number.POSITIVE_INFINITY

/** A bare server, so that the reading itself is under test. */
const server = createServer((request, response) => {
  kept = 0
  const read = async (): Promise<number> => {
    let total = 0
    for await (const chunk of await readBody(request, request, limits, (count) => (kept += count) <= roomFor)) total += (chunk as Buffer).length
    return total
  }
  read().then(
    (total) => response.end(`read ${total}`),
    (error: unknown) => response.end(error instanceof ApiFailure ? error.error.code : 'other'),
  )
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => server.close())

const send = (body: Readable | Buffer, headers: Record<string, string | number>): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers }, (response) => {
      response.setEncoding('utf8').on('data', (text: string) => resolve(text))
    })
    request.on('error', reject)
    Readable.from(body instanceof Buffer ? [body] : body).pipe(request)
  })

const gzip = { 'content-encoding': 'gzip' }
const zeros = Buffer.alloc(50_000_000)

describe('bodies', () => {
  test.each([
    { name: 'plain', body: Buffer.from('hello'), headers: {}, expected: 'read 5' },
    { name: 'gzip', body: gzipSync('hello'), headers: gzip, expected: 'read 5' },
    { name: 'empty', body: Buffer.alloc(0), headers: {}, expected: 'read 0' },
    { name: 'too large, as it says', body: Buffer.alloc(100_001), headers: { 'content-length': 100_001 }, expected: 'TOO_LARGE' },
    { name: 'too large, in chunks', body: Buffer.alloc(1_000_000), headers: {}, expected: 'TOO_LARGE' },
    { name: 'a gzip bomb', body: gzipSync(Buffer.alloc(9_000_000)), headers: gzip, expected: 'TOO_LARGE' },
    { name: 'a larger gzip bomb', body: gzipSync(zeros, { level: 9 }).subarray(0, 9_999), headers: gzip, expected: 'TOO_LARGE' },
    { name: 'too large before it is unpacked', body: gzipSync(Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 251)), { level: 0 }), headers: gzip, expected: 'TOO_LARGE' },
    { name: 'gzip that is none', body: Buffer.from('hello'), headers: gzip, expected: 'BAD_REQUEST' },
    { name: 'gzip cut short', body: gzipSync('hello hello hello').subarray(0, 20), headers: gzip, expected: 'BAD_REQUEST' },
    { name: 'an encoding we do not read', body: Buffer.from('hello'), headers: { 'content-encoding': 'br' }, expected: 'UNSUPPORTED_MEDIA_TYPE' },
  ])('$name: $expected', async ({ body, headers, expected }) => {
    expect(await send(body, headers)).toBe(expected)
    expect(kept).toBeLessThanOrEqual(limits.bytes)
  })

  test('a body for which the door has no room is refused while it comes', async () => {
    roomFor = 50_000
    expect(await send(Buffer.alloc(90_000), {})).toBe('OVERLOADED')
    expect(await send(gzipSync(Buffer.alloc(90_000)), gzip)).toBe('OVERLOADED')
    roomFor = Number.POSITIVE_INFINITY
  })
})
