import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import type { Batch } from '@agenttracer/schema'

export interface Collector extends AsyncDisposable {
  readonly url: string
  readonly batches: readonly Batch[]
  /** Raw bytes of every body, unpacked. */
  readonly bodies: readonly string[]
  readonly headers: readonly IncomingMessage['headers'][]
  requests(): number
  behave(next: Behaviour): void
  close(): Promise<void>
}

/** Answers a request; undefined: the good receipt. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse, number: number) => boolean

export const receipt = (batch: Batch): string =>
  JSON.stringify({ records: [...batch.runs, ...batch.steps].map((_, index) => ({ kind: 'run', index, result: 'accepted', repaired: [] })), unknownKeys: 0 })

/** A real HTTP server in the ingest door's place, good or as bad as the test wants it. */
export async function startCollector(first: Behaviour = () => false): Promise<Collector> {
  let behave = first
  let count = 0
  const batches: Batch[] = []
  const bodies: string[] = []
  const headers: IncomingMessage['headers'][] = []
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      count++
      const raw = Buffer.concat(parts)
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString('utf8')
      bodies.push(text)
      headers.push(request.headers)
      if (behave(request, response, count)) return
      const batch = JSON.parse(text) as Batch
      batches.push(batch)
      response.writeHead(200, { 'content-type': 'application/json' }).end(receipt(batch))
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    batches, bodies, headers,
    requests: () => count,
    behave: (next) => {
      behave = next
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
