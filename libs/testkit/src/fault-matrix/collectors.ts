import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** What a collector makes of a batch that it has read. */
type Manner = (response: ServerResponse, records: number, request: IncomingMessage) => void

const say = (status: number, body: string, headers: Record<string, string> = {}): Manner => (response) => void response.writeHead(status, headers).end(body)
const receipt = (results: readonly string[]): string => JSON.stringify({ records: results.map((result, index) => ({ kind: 'run', index, result, repaired: [] })), unknownKeys: 0 })
const results = (count: number, result: string): string => receipt(Array.from({ length: count }, () => result))

/** Every way a collector may go wrong (design.md section 14, R9 to R13). None may be felt by the host. */
export const manners: Readonly<Record<string, Manner>> = {
  good: (response, records) => void response.end(results(records, 'accepted')),
  slow: (response, records) => void setTimeout(() => response.end(results(records, 'accepted')), 700).unref(),
  hangs: () => undefined,
  'stops in the middle of its answer': (response) => void response.writeHead(200, { 'content-length': '1000' }).write('{"records":['),
  'drips for ever': (response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 50)
    response.on('close', () => clearInterval(drip))
  },
  resets: (_response, _records, request) => void request.socket.destroy(),
  'answers 500': say(500, '{}'),
  'answers 500 with garbage': say(500, '\u0000\u0001<html>'),
  'answers 413 whatever the size': say(413, ''),
  'answers 429 with Retry-After': say(429, '', { 'retry-after': '1' }),
  'answers 429 with a nonsense Retry-After': say(429, '', { 'retry-after': 'tomorrow, maybe' }),
  'answers 503 and asks for a year': say(503, '', { 'retry-after': '31536000' }),
  'answers 401': say(401, '{}'),
  'answers 200 with garbage': say(200, 'not json'),
  'answers 200 with too few results': say(200, receipt(['accepted'])),
  'answers 200 and refuses more than it was sent': say(200, results(10_000, 'refused')),
  'answers 200 with nothing': say(200, ''),
  'answers 204': say(204, ''),
  'answers 200 with results that are none': say(200, '{"records":[null,7,"x",{"result":{}}]}'),
  'answers with endless bytes': (response) => {
    const chunk = Buffer.alloc(256 * 1024, 32)
    const pour = (): void => { while (!response.destroyed && response.write(chunk)); }
    response.writeHead(200).on('drain', pour)
    pour()
  },
  'sends in circles': say(302, '', { location: '/v1/runs' }),
  'sends elsewhere': say(307, '', { location: 'http://127.0.0.1:1/' }),
}

export interface BadCollector extends AsyncDisposable {
  readonly url: string
}

export async function startBadCollector(manner: Manner): Promise<BadCollector> {
  const answer: RequestListener = (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('error', () => undefined)
    request.on('end', () => {
      const raw = Buffer.concat(parts)
      const batch = JSON.parse((request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString()) as Record<'runs' | 'steps', unknown[]>
      manner(response, batch.runs.length + batch.steps.length, request)
    })
  }
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
